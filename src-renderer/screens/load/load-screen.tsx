/** How does the shift go: how many a minute, how many in so far, and where does it stick? */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { LoadView } from '../../../src-main/contract/roster-api.ts';
import { useGate } from '../../parts/gate-context.ts';
import { groupedNumber } from '../../parts/grouped-number.ts';
import { Icon } from '../../parts/icons.tsx';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { vietnamTime } from '../../parts/vietnam-time.ts';
import { Bars } from './bars.tsx';
import styles from './load-screen.module.css';

export type LoadScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  readonly onClosed: () => void;
};

/** Somebody passes: no need to ask for each of them. A quiet gate is asked too, because minutes go by. */
const AFTER_PASSING_MS = 700;
const QUIET_MS = 15_000;
const CURVE_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

export function LoadScreen({ snapshot, echo, onClosed }: LoadScreenProps): ReactElement {
  const { t } = useTranslation();
  const load = useLoad(snapshot.tally.admittedIn + snapshot.tally.admittedOut);
  return (
    <Page name="load" title={t('people.load.title')} echo={echo} onClosed={onClosed}>
      {load === null ? null : <Load load={load} snapshot={snapshot} />}
    </Page>
  );
}

function useLoad(passed: number): LoadView | null {
  const gate = useGate();
  const [load, setLoad] = useState<LoadView | null>(null);
  // Whoever passes changes the load.
  useEffect(() => {
    let isOver = false;
    const look = async (): Promise<void> => {
      const answer = await gate.ask((client) => client.loadView());
      if (answer.type === 'answered' && !isOver) setLoad(answer.value);
    };
    const soon = setTimeout(() => void look(), passed === 0 ? 0 : AFTER_PASSING_MS);
    const later = setInterval(() => void look(), QUIET_MS);
    return () => {
      isOver = true;
      clearTimeout(soon);
      clearInterval(later);
    };
  }, [gate, passed]);
  return load;
}

function Load({ load, snapshot }: { readonly load: LoadView; readonly snapshot: GateSnapshot }): ReactElement {
  const { t, i18n } = useTranslation();
  const grouped = (n: number): string => groupedNumber(n, i18n.language);
  const { perMinute, arrived, expected, lanes, today, slowestLaneId } = load;
  const nameOf = (laneId: string): string => snapshot.lanes.find(({ id }) => id === laneId)?.name ?? laneId;
  const full = lanes.filter(({ isAtCeiling }) => isAtCeiling).map(({ laneId }) => nameOf(laneId));
  const most = Math.max(1, ...lanes.flatMap(({ lastHour }) => lastHour));
  return (
    <div className={styles.load} data-testid="load">
      <div className={styles.figures}>
        <p className={styles.figure}>
          <strong data-testid="per-minute">{Math.round(perMinute)}</strong>
          <span>{t('people.load.perMinute')}</span>
        </p>
        <div className={styles.figure}>
          <strong data-testid="in-so-far" className={styles.soFar}>
            {expected > 0
              ? t('people.load.inSoFar', { arrived: grouped(arrived), expected: grouped(expected) })
              : t('people.load.inOnly', { arrived: grouped(arrived) })}
          </strong>
          {expected > 0 ? (
            <>
              <progress value={Math.min(arrived, expected)} max={expected} aria-label={t('people.load.title')} />
              <span>{t('people.load.left', { n: grouped(Math.max(0, expected - arrived)) })}</span>
            </>
          ) : null}
        </div>
      </div>
      <p role="status" className={full.length === 0 ? styles.calm : styles.advice} data-testid="load-advice">
        <Icon name={full.length === 0 ? 'done' : 'warning'} size={32} />
        <span>{full.length === 0 ? t('people.load.calm') : t('people.load.open', { lanes: full.join(', ') })}</span>
      </p>
      <section className={styles.part}>
        <h2>{t('people.load.lanes')}</h2>
        <ul className={styles.lanes}>
          {lanes.map(({ laneId, lastHour, perMinute: rate, isAtCeiling }) => (
            <li key={laneId} data-full={isAtCeiling} data-lane={laneId}>
              <p className={styles.laneHead}>
                <strong>{nameOf(laneId)}</strong>
                <span>{t('people.load.rate', { n: Math.round(rate) })}</span>
                {isAtCeiling ? <em>{t('people.load.ceiling')}</em> : null}
                {laneId === slowestLaneId ? <em>{t('people.load.slowest')}</em> : null}
              </p>
              <Bars
                values={lastHour}
                most={most}
                label={t('people.load.bars', { lane: nameOf(laneId), n: lastHour.reduce((sum, n) => sum + n, 0) })}
              />
            </li>
          ))}
        </ul>
      </section>
      <Today today={today} atUtcMs={load.atUtcMs} />
    </div>
  );
}

function Today({ today, atUtcMs }: { readonly today: readonly number[]; readonly atUtcMs: number }): ReactElement {
  const { t, i18n } = useTranslation();
  const peak = Math.max(0, ...today);
  const startUtcMs = Math.floor((atUtcMs + VIETNAM_OFFSET_MS) / DAY_MS) * DAY_MS - VIETNAM_OFFSET_MS;
  const time = vietnamTime(startUtcMs + today.indexOf(peak) * CURVE_MS).slice(0, 5);
  const words =
    peak === 0 ? t('people.load.quiet') : t('people.load.peak', { n: groupedNumber(peak, i18n.language), time });
  return (
    <section className={styles.part}>
      <h2>{t('people.load.today')}</h2>
      <p className={styles.hint}>{words}</p>
      <Bars values={today} most={Math.max(1, peak)} label={words} isTall />
      <p className={styles.hours} aria-hidden="true">
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour}>{hour}:00</span>
        ))}
      </p>
    </section>
  );
}
