/** Does every reader of this lane read? Each is shown a card; nothing of it is recorded. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { ReaderStatus } from '../../../src-main/contract/status-api.ts';
import type { IconName } from '../../parts/icons.tsx';
import { Icon } from '../../parts/icons.tsx';
import { useTrial } from '../settings/use-trial.ts';
import styles from './readiness-screen.module.css';
import type { SelfTestRun, Trial } from './self-test-run.ts';

export type LaneStageProps = {
  readonly laneId: string;
  readonly snapshot: GateSnapshot;
  readonly trials: SelfTestRun['trials'];
};

type Sign = 'read' | 'garbled' | 'unread' | 'lost' | 'wait';

const ICONS: Readonly<Record<Sign, IconName>> = {
  read: 'done',
  garbled: 'warning',
  unread: 'warning',
  lost: 'close',
  wait: 'clock',
};

export function LaneStage({ laneId, snapshot, trials }: LaneStageProps): ReactElement {
  const { t } = useTranslation();
  const isUnanswered = useTrial(laneId);
  const lane = snapshot.lanes.find(({ id }) => id === laneId)?.name ?? laneId;
  const readers = snapshot.status.readers.filter((reader) => reader.laneId === laneId);
  return (
    <section className={styles.stage} data-testid="stage-lane" data-lane={laneId}>
      <h2>{t('readiness.page.lane.title', { lane })}</h2>
      <p role="status">{t(isUnanswered ? 'readiness.page.lane.noAnswer' : 'readiness.page.lane.noRecord')}</p>
      <ul className={styles.readers}>
        {readers.map((reader) => {
          const sign = signOf(reader, trials[reader.id]);
          return (
            <li key={reader.id} data-reader={reader.id} data-sign={sign}>
              <Icon name={ICONS[sign]} size="2.5rem" />
              <strong>{t(`reader.${reader.kind}`)}</strong>
              <span>{t(`readiness.page.lane.${sign}`)}</span>
            </li>
          );
        })}
      </ul>
      {snapshot.lanes.length > 1 ? <p className={styles.hint}>{t('readiness.page.lane.other')}</p> : null}
    </section>
  );
}

function signOf({ state }: ReaderStatus, trial: Trial | undefined): Sign {
  if (trial === 'read' || trial === 'garbled' || trial === 'unread') return trial;
  return state === 'lost' ? 'lost' : 'wait';
}
