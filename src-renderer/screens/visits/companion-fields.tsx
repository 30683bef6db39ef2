/** Who came along with this person? The next card at a lane, or an entry by hand there. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import type { VisitDetail } from '../../../src-main/contract/visit-api.ts';
import type { GateClient } from '../../gate-connection.ts';
import { Button } from '../../parts/button.tsx';
import { vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './visits-screen.module.css';

export type CompanionFieldsProps = {
  readonly detail: VisitDetail;
  readonly lanes: readonly LaneView[];
  /** False where the gate refused; the panel says why. */
  readonly onAsk: (call: (client: GateClient) => Promise<{ readonly type: string }>) => Promise<boolean>;
};

export function CompanionFields({ detail, lanes, onAsk }: CompanionFieldsProps): ReactElement {
  const { t } = useTranslation();
  // Who came in the meantime ends the wait: the list below is longer then.
  const [waiting, setWaiting] = useState<{ readonly lane: LaneView; readonly before: number } | null>(null);
  const isWaiting = waiting !== null && waiting.before === detail.companions.length;
  const { visit } = detail;

  async function wait(lane: LaneView): Promise<void> {
    const before = detail.companions.length;
    if (await onAsk((client) => client.awaitCompanion({ laneId: lane.id, visit }))) setWaiting({ lane, before });
  }

  return (
    <div className={styles.group}>
      <h3>{t('visits.companion')}</h3>
      {detail.companions.length === 0 ? <p className={styles.hint}>{t('visits.companionNone')}</p> : null}
      <ul className={styles.companions}>
        {detail.companions.map(({ entry, maskedName, maskedNumber, atUtcMs }) => (
          <li key={`${entry.epoch}-${entry.seq}`} data-testid="companion">
            <strong>{maskedName ?? t('visits.noName')}</strong> {maskedNumber} {vietnamTime(atUtcMs).slice(0, 5)}
          </li>
        ))}
      </ul>
      {isWaiting ? (
        <div className={styles.answers}>
          <p role="status">{t('visits.companionWaiting', { lane: waiting.lane.name })}</p>
          <Button
            onClick={() => {
              void onAsk((client) => client.awaitCompanion({ laneId: waiting.lane.id, visit: null }));
              setWaiting(null);
            }}
          >
            {t('visits.companionStop')}
          </Button>
        </div>
      ) : (
        <div className={styles.answers}>
          {lanes.map((lane) => (
            <Button key={lane.id} icon="people" data-testid="await-companion" onClick={() => void wait(lane)}>
              {t('visits.companionScan', { lane: lane.name })}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
