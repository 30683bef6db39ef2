/** With what are codes read, and on which lane? */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReaderSettings, Settings } from '../../../src-main/contract/settings.ts';
import type { ReaderStatus } from '../../../src-main/contract/status-api.ts';
import { Button } from '../../parts/button.tsx';
import { MAX_READERS } from '../../parts/contract-lists.ts';
import { SelectField } from '../../parts/fields.tsx';
import type { IconName } from '../../parts/icons.tsx';
import { Icon } from '../../parts/icons.tsx';
import type { SeenCamera } from '../../readers/camera-choice.ts';
import type { CameraAbilities } from '../../readers/camera-tuning.ts';
import { listCameras } from '../../readers/list-cameras.ts';
import { CameraChoice, CameraFields } from './camera-fields.tsx';
import { useLock } from './from-afar-context.ts';
import { ReaderHealth } from './reader-health.tsx';
import type { SectionProps } from './section-props.ts';
import { SerialFields } from './serial-fields.tsx';
import { SetFromAfar } from './set-from-afar.tsx';
import { addReader, removeReader, replaceReader } from './settings-draft.ts';
import styles from './settings-screen.module.css';
import { useSerialPorts } from './use-serial-ports.ts';

const ICONS: Readonly<Record<ReaderSettings['kind'], IconName>> = {
  serial: 'scanner',
  camera: 'camera',
  wedge: 'keyboard',
  simulated: 'people',
};

export type ReadersSectionProps = SectionProps & {
  /** How the readers of the saved settings are now. */
  readonly statuses: readonly ReaderStatus[];
  /** What can be set of each camera that was open, by its reader's id. */
  readonly abilities: Readonly<Record<string, CameraAbilities>>;
  readonly onTest: () => void;
};

export function ReadersSection(props: ReadersSectionProps): ReactElement {
  const { draft, errors, onDraft, statuses, abilities, onTest } = props;
  const { t } = useTranslation();
  const areSet = useLock('readers') !== null;
  const cameras = useCameras();
  const { ports, wrongMode, refresh } = useSerialPorts();
  // One keyboard: a second wedge scanner types into the same stream.
  const hasWedge = draft.readers.some((reader) => reader.kind === 'wedge');
  const mayAdd = draft.readers.length < MAX_READERS && !areSet;
  return (
    <div className={styles.rows}>
      <p className={styles.hint}>{t('settings.readers.hint')}</p>
      {wrongMode.map(({ name, mode }) => (
        <p key={name} className={styles.hint} data-testid="wrong-mode">
          {mode === 'keyboard'
            ? t('settings.readers.wrongKeyboard', { name })
            : t('settings.readers.wrongOther', { name })}
        </p>
      ))}
      {draft.readers.length === 0 ? <p>{t('settings.readers.none')}</p> : null}
      {draft.readers.map((reader, index) => (
        <section key={reader.id} className={styles.card} data-reader={reader.id}>
          <header className={styles.cardHead}>
            <Icon name={ICONS[reader.kind]} />
            <h3>{reader.kind === 'simulated' ? t('reader.simulated') : t(`settings.readers.${reader.kind}`)}</h3>
            {areSet ? null : (
              <Button weight="quiet" icon="trash" onClick={() => onDraft(removeReader(draft, reader.id))}>
                {t('settings.readers.remove')}
              </Button>
            )}
          </header>
          <SetFromAfar field="readers">
            <div className={styles.group}>
              <div className={styles.pair}>
                <LaneChoice draft={draft} reader={reader} onDraft={onDraft} />
                {reader.kind === 'camera' ? (
                  <CameraChoice
                    reader={reader}
                    cameras={cameras}
                    onReader={(next) => onDraft(replaceReader(draft, next))}
                  />
                ) : null}
                {reader.kind === 'serial' ? (
                  <SerialFields
                    reader={reader}
                    ports={ports}
                    onRefresh={refresh}
                    isWrong={errors.some(({ path }) => path === `readers.${index}.path`)}
                    onReader={(next) => onDraft(replaceReader(draft, next))}
                  />
                ) : null}
              </div>
              {reader.kind === 'camera' ? (
                <CameraFields
                  reader={reader}
                  abilities={abilities[reader.id] ?? null}
                  onReader={(next) => onDraft(replaceReader(draft, next))}
                />
              ) : null}
            </div>
          </SetFromAfar>
          {statuses
            .filter(({ id }) => id === reader.id)
            .map((status) => (
              <div key={status.id} className={styles.actions}>
                <ReaderHealth status={status} />
                <Button weight="quiet" icon="eye" onClick={onTest}>
                  {t('selfTest.try')}
                </Button>
              </div>
            ))}
          {reader.kind === 'wedge' ? <p className={styles.hint}>{t('settings.readers.wedgeHint')}</p> : null}
        </section>
      ))}
      {mayAdd ? (
        <div className={styles.actions}>
          <Button icon="plus" onClick={() => onDraft(addReader(draft, 'serial'))}>
            {t('settings.readers.addSerial')}
          </Button>
          <Button icon="plus" onClick={() => onDraft(addReader(draft, 'camera'))}>
            {t('settings.readers.addCamera')}
          </Button>
          {hasWedge ? null : (
            <Button icon="plus" onClick={() => onDraft(addReader(draft, 'wedge'))}>
              {t('settings.readers.addWedge')}
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}

function LaneChoice({
  draft,
  reader,
  onDraft,
}: {
  readonly draft: Settings;
  readonly reader: ReaderSettings;
  readonly onDraft: (draft: Settings) => void;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <SelectField
      label={t('settings.readers.lane')}
      value={reader.laneId}
      onChoice={(laneId) => onDraft(replaceReader(draft, { ...reader, laneId }))}
    >
      {draft.lanes.map((lane) => (
        <option key={lane.id} value={lane.id}>
          {lane.name}
        </option>
      ))}
    </SelectField>
  );
}

/** The cameras that are plugged in, live. */
function useCameras(): readonly SeenCamera[] {
  const [cameras, setCameras] = useState<readonly SeenCamera[]>([]);
  useEffect(() => {
    let isGone = false;
    const look = async (): Promise<void> => {
      const found = await listCameras();
      if (!isGone) setCameras(found.filter((camera) => camera.deviceId !== ''));
    };
    void look();
    // Absent on an insecure page, where no camera will open either.
    const devices: MediaDevices | undefined = navigator.mediaDevices;
    const onChange = (): void => void look();
    devices?.addEventListener('devicechange', onChange);
    return () => {
      isGone = true;
      devices?.removeEventListener('devicechange', onChange);
    };
  }, []);
  return cameras;
}
