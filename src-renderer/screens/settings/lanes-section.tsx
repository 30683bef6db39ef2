/** Which ways lead through this gate? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, SureButton } from '../../parts/button.tsx';
import { MAX_LANES } from '../../parts/contract-lists.ts';
import { TextField } from '../../parts/fields.tsx';
import { BarrierFields } from './barrier-fields.tsx';
import { useLock } from './from-afar-context.ts';
import type { SectionProps } from './section-props.ts';
import { addLane, changeLane, removeLane, setBarrier } from './settings-draft.ts';
import styles from './settings-screen.module.css';
import { useSerialPorts } from './use-serial-ports.ts';

export function LanesSection({ draft, errors, onDraft }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const { ports, refresh } = useSerialPorts();
  const areReadersSet = useLock('readers') !== null;
  const areBarriersSet = useLock('barriers') !== null;
  return (
    <div className={styles.rows}>
      <p className={styles.hint}>{t('settings.lanes.hint')}</p>
      {draft.lanes.map((lane, index) => {
        const readerCount = draft.readers.filter((reader) => reader.laneId === lane.id).length;
        const barrierAt = draft.barriers.findIndex((barrier) => barrier.laneId === lane.id);
        const isWrong = errors.some(({ path }) => path === `lanes.${index}.name`);
        // What was set from afar stands on this lane, and would be in the air without it.
        const isNeeded = (areReadersSet && readerCount > 0) || (areBarriersSet && barrierAt !== -1);
        return (
          <div key={lane.id} className={styles.card}>
            <TextField
              label={t('settings.lanes.name', { n: index + 1 })}
              maxLength={80}
              value={lane.name}
              hint={
                readerCount > 0 && draft.lanes.length > 1
                  ? t('settings.lanes.readersToo', { n: readerCount })
                  : undefined
              }
              error={isWrong ? t('settings.error.name') : null}
              onText={(name) => onDraft(changeLane(draft, lane.id, { name }))}
            />
            <BarrierFields
              laneId={lane.id}
              barrier={draft.barriers[barrierAt]}
              ports={ports}
              onRefresh={refresh}
              isPortWrong={errors.some(({ path }) => path === `barriers.${barrierAt}.path`)}
              onBarrier={(barrier) => onDraft(setBarrier(draft, lane.id, barrier))}
            />
            {draft.lanes.length > 1 && !isNeeded ? (
              <SureButton
                icon="trash"
                sure={t('settings.watchList.removeSure')}
                onSure={() => onDraft(removeLane(draft, lane.id))}
              >
                {t('settings.lanes.remove')}
              </SureButton>
            ) : null}
          </div>
        );
      })}
      {draft.lanes.length < MAX_LANES ? (
        <Button
          icon="plus"
          onClick={() => onDraft(addLane(draft, t('settings.lanes.newName', { n: draft.lanes.length + 1 })))}
        >
          {t('settings.lanes.add')}
        </Button>
      ) : null}
    </div>
  );
}
