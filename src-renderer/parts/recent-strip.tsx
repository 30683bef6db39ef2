/** Who came just before? The last few verdicts, newest first. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../src-main/contract/gate-api.ts';
import type { ScreenVerdict } from '../gate-state.ts';
import { Icon } from './icons.tsx';
import styles from './recent-strip.module.css';
import { VerdictShape } from './verdict-shape.tsx';
import { vietnamTime } from './vietnam-time.ts';

export type RecentStripProps = { readonly recent: readonly ScreenVerdict[]; readonly lanes: readonly LaneView[] };

export function RecentStrip({ recent, lanes }: RecentStripProps): ReactElement {
  const { t } = useTranslation();
  return (
    <section className={styles.strip} aria-label={t('recent.title')} data-testid="recent">
      <h2 className={styles.title}>{t('recent.title')}</h2>
      {recent.length === 0 ? (
        <p className={styles.none}>{t('recent.none')}</p>
      ) : (
        <ol className={styles.list}>
          {recent.map((verdict) => (
            <Recent key={verdict.key} verdict={verdict} lane={laneOf(verdict, lanes)} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Recent({ verdict, lane }: { readonly verdict: ScreenVerdict; readonly lane: string | null }): ReactElement {
  const { t } = useTranslation();
  return (
    <li className={styles.recent} data-verdict={verdict.verdict} data-taken-back={verdict.isTakenBack}>
      <span className={styles.shape}>
        <VerdictShape verdict={verdict.verdict} />
      </span>
      <span className={styles.words}>
        <span className={styles.name}>
          {verdict.maskedName ?? t(`verdict.${verdict.verdict}.word.${verdict.direction}`)}
        </span>
        <span className={styles.when}>
          <Icon name={verdict.direction} size={16} />
          {t(`direction.${verdict.direction}`)} {vietnamTime(verdict.atUtcMs)}
          {lane === null ? null : ` · ${lane}`}
          {verdict.isTakenBack ? ` · ${t('recent.takenBack')}` : null}
        </span>
      </span>
    </li>
  );
}

function laneOf({ laneId }: ScreenVerdict, lanes: readonly LaneView[]): string | null {
  return lanes.length > 1 ? (lanes.find((lane) => lane.id === laneId)?.name ?? null) : null;
}
