/** Which lanes lead through this gate, and does every reader of each really read? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tried } from '../../../src-main/contract/scan-api.ts';
import type { LaneSettings, ReaderSettings } from '../../../src-main/contract/settings.ts';
import type { ReaderStatus } from '../../../src-main/contract/status-api.ts';
import { Button, SureButton } from '../../parts/button.tsx';
import { CameraMirror } from '../../parts/camera-mirror.tsx';
import { MAX_LANES } from '../../parts/contract-lists.ts';
import { ChoiceField, SelectField, TextField } from '../../parts/fields.tsx';
import { Icon } from '../../parts/icons.tsx';
import { addLane, changeLane, removeLane, replaceReader } from '../settings/settings-draft.ts';
import { useTrial } from '../settings/use-trial.ts';
import styles from './first-run.module.css';
import { setLaneDirection } from './first-run-draft.ts';
import { FoundScanners } from './found-scanners.tsx';
import type { StepProps } from './step-props.ts';

export function LanesStep(props: StepProps): ReactElement {
  const { draft, snapshot, onDraft } = props;
  const { t } = useTranslation();
  const [laneId, setLaneId] = useState<string | null>(null);
  const isUnanswered = useTrial(laneId);
  const readIds = useReadIds(props.tried);
  return (
    <div className={styles.rows}>
      <p>{t('firstRun.lanes.hint')}</p>
      {draft.lanes.map((lane, index) => (
        <section key={lane.id} className={styles.box} data-testid="setup-lane" data-lane={lane.id}>
          <LaneWords {...props} lane={lane} index={index} />
          <LaneTrial
            lane={lane}
            readers={draft.readers.filter((reader) => reader.laneId === lane.id)}
            statuses={snapshot.status.readers}
            readIds={readIds}
            isOn={lane.id === laneId}
            isUnanswered={isUnanswered}
            onSwitch={(isOn) => setLaneId(isOn ? lane.id : null)}
          />
        </section>
      ))}
      {draft.lanes.length > 1 ? <ReaderPlaces {...props} /> : null}
      <div className={styles.actions}>
        {draft.lanes.length < MAX_LANES ? (
          <Button
            icon="plus"
            data-testid="add-lane"
            onClick={() => onDraft(addLane(draft, t('settings.lanes.newName', { n: draft.lanes.length + 1 })))}
          >
            {t('settings.lanes.add')}
          </Button>
        ) : null}
      </div>
      <FoundScanners draft={draft} onDraft={onDraft} />
    </div>
  );
}

/** Which readers have read something on trial since this page was opened. */
function useReadIds(tried: Tried | null): readonly string[] {
  const [before] = useState(tried);
  const [readIds, setReadIds] = useState<readonly string[]>([]);
  const id = tried === null || tried === before || tried.shown.codeKind === null ? null : tried.readerId;
  if (id !== null && !readIds.includes(id)) setReadIds([...readIds, id]);
  return readIds;
}

type LaneWordsProps = StepProps & { readonly lane: LaneSettings; readonly index: number };

function LaneWords({ draft, errors, onDraft, lane, index }: LaneWordsProps): ReactElement {
  const { t } = useTranslation();
  const isWrong = errors.some(({ path }) => path === `lanes.${index}.name`);
  return (
    <div className={styles.pair}>
      <TextField
        label={t('settings.lanes.name', { n: index + 1 })}
        maxLength={80}
        value={lane.name}
        error={isWrong ? t('settings.error.name') : null}
        onText={(name) => onDraft(changeLane(draft, lane.id, { name }))}
      />
      <ChoiceField
        label={t('direction.label')}
        value={lane.direction}
        choices={(['in', 'out'] as const).map((value) => ({ value, text: t(`direction.${value}`) }))}
        onChoice={(direction) => onDraft(setLaneDirection(draft, lane.id, direction))}
      />
      {draft.lanes.length > 1 ? (
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
}

type LaneTrialProps = {
  readonly lane: LaneSettings;
  readonly readers: readonly ReaderSettings[];
  readonly statuses: readonly ReaderStatus[];
  readonly readIds: readonly string[];
  readonly isOn: boolean;
  readonly isUnanswered: boolean;
  readonly onSwitch: (isOn: boolean) => void;
};

function LaneTrial(props: LaneTrialProps): ReactElement {
  const { lane, readers, statuses, readIds, isOn, isUnanswered, onSwitch } = props;
  const { t } = useTranslation();
  return (
    <>
      <ul className={styles.readers}>
        {readers.map((reader) => (
          <ReaderLine
            key={reader.id}
            reader={reader}
            status={statuses.find(({ id }) => id === reader.id)}
            hasRead={readIds.includes(reader.id)}
          />
        ))}
        {readers.length === 0 ? <li>{t('selfTest.noReader')}</li> : null}
      </ul>
      <div className={styles.actions}>
        <Button weight={isOn ? 'plain' : 'main'} icon="eye" data-testid="try-lane" onClick={() => onSwitch(!isOn)}>
          {isOn ? t('selfTest.stop') : t('firstRun.lanes.try')}
        </Button>
        <p role="status" className={styles.note}>
          {isOn ? (isUnanswered ? t('selfTest.noAnswer') : t('firstRun.lanes.trying')) : null}
        </p>
      </div>
      {isOn ? (
        <div className={styles.mirrors}>
          {readers
            .filter(({ kind }) => kind === 'camera')
            .map(({ id }) => (
              <CameraMirror key={id} readerId={id} label={t('camera.live', { lane: lane.name })} />
            ))}
        </div>
      ) : null}
    </>
  );
}

type ReaderLineProps = {
  readonly reader: ReaderSettings;
  readonly status: ReaderStatus | undefined;
  readonly hasRead: boolean;
};

function ReaderLine({ reader, status, hasRead }: ReaderLineProps): ReactElement {
  const { t } = useTranslation();
  const state = status?.state ?? 'starting';
  return (
    <li data-reader={reader.id} data-read={hasRead}>
      <Icon
        name={hasRead ? 'done' : reader.kind === 'camera' ? 'camera' : reader.kind === 'wedge' ? 'keyboard' : 'scanner'}
      />
      <strong>{t(`reader.${reader.kind}`)}</strong>
      <span>
        {hasRead ? t('firstRun.lanes.read') : t(`reader.state.${state}`)}
        {state === 'lost' && !hasRead ? ` – ${t(`trouble.${status?.trouble ?? 'other'}.do`)}` : null}
      </span>
    </li>
  );
}

/** With one lane there is nothing to choose. */
function ReaderPlaces({ draft, onDraft }: StepProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.pair}>
      {draft.readers.map((reader) => (
        <SelectField
          key={reader.id}
          label={t('firstRun.lanes.place', { reader: t(`reader.${reader.kind}`) })}
          value={reader.laneId}
          onChoice={(laneId) => onDraft(replaceReader(draft, { ...reader, laneId }))}
        >
          {draft.lanes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      ))}
    </div>
  );
}
