/** How does the next badge that a lane reads become this person's? */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import styles from './people.module.css';

type State = 'none' | 'waiting' | 'linked' | 'taken' | 'unreadable' | 'over';

const LOOK_EVERY_MS = 400;

export type LinkBadgeProps = {
  readonly id: number;
  readonly lanes: readonly LaneView[];
  readonly onLinked: () => Promise<void>;
};

/** The lane is tried out meanwhile: the badge is not recorded as somebody's passing. */
export function LinkBadge({ id, lanes, onLinked }: LinkBadgeProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [state, setState] = useState<State>('none');
  const isWaiting = state === 'waiting' || state === 'unreadable';

  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(async () => {
      const answer = await gate.ask((client) => client.linkState());
      if (answer.type === 'answered') setState(answer.value.state);
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [gate, isWaiting]);
  useEffect(() => {
    if (state === 'linked') void onLinked();
  }, [state, onLinked]);

  async function begin(laneId: string): Promise<void> {
    const answer = await gate.ask((client) => client.linkBadge({ id, laneId }));
    setState(answer.type === 'answered' && answer.value.type === 'waiting' ? 'waiting' : 'over');
  }

  return (
    <section className={styles.link} data-testid="link-badge" data-state={state}>
      <div className={styles.actions}>
        {lanes.map((lane) => (
          <Button key={lane.id} icon="scanner" onClick={() => void begin(lane.id)}>
            {lanes.length === 1 ? t('people.link.scan') : `${t('people.link.scan')} – ${lane.name}`}
          </Button>
        ))}
      </div>
      <p role="status" className={state === 'none' ? styles.calm : styles.hint}>
        {state === 'none' ? null : t(`people.link.state.${state}`)}
      </p>
    </section>
  );
}
