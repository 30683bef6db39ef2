/** Who came just before? The last few verdicts, newest first. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../src-main/contract/gate-api.ts';
import type { ScreenVerdict } from '../gate-state.ts';
import { Icon } from './icons.tsx';
import styles from './recent-strip.module.css';
import type { Undoable } from './undoable.ts';
import { takenBackWord, undoableOf } from './undoable.ts';
import { VerdictShape } from './verdict-shape.tsx';
import { vietnamTime } from './vietnam-time.ts';

export type RecentStripProps = {
  readonly recent: readonly ScreenVerdict[];
  readonly lanes: readonly LaneView[];
  readonly onUndo: (what: Undoable) => void;
};

export function RecentStrip({ recent, lanes, onUndo }: RecentStripProps): ReactElement {
  const { t } = useTranslation();
  return (
    <section className={styles.strip} aria-label={t('recent.title')} data-testid="recent">
      <h2 className={styles.title}>{t('recent.title')}</h2>
      {recent.length === 0 ? (
        <p className={styles.none}>{t('recent.none')}</p>
      ) : (
        <ol className={styles.list}>
          {recent.map((verdict) => (
            <Recent key={verdict.key} verdict={verdict} lane={laneOf(verdict, lanes)} onUndo={onUndo} />
          ))}
        </ol>
      )}
    </section>
  );
}

type RecentProps = Pick<RecentStripProps, 'onUndo'> & { readonly verdict: ScreenVerdict; readonly lane: string | null };

/** What can be taken back is a button that asks first: the strip moves on under the finger. */
function Recent({ verdict, lane, onUndo }: RecentProps): ReactElement {
  const { t } = useTranslation();
  const { takenBack } = verdict;
  const undoable = undoableOf(verdict);
  const name = verdict.maskedName ?? t(`verdict.${verdict.verdict}.word.${verdict.direction}`);
  const inside = (
    <>
      <span className={styles.shape}>
        <VerdictShape verdict={verdict.verdict} />
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.when}>
          <Icon name={verdict.direction} size={16} />
          {t(`direction.${verdict.direction}`)} {vietnamTime(verdict.atUtcMs)}
          {/* There is room for one of them, and what became of it says more than where it was. */}
          {takenBack === null ? null : ` · ${t(`undo.short.${takenBackWord(takenBack)}`)}`}
          {lane === null || takenBack !== null ? null : ` · ${lane}`}
        </span>
      </span>
    </>
  );
  return (
    <li className={styles.recent} data-verdict={verdict.verdict} data-taken-back={takenBack !== null}>
      {undoable === null ? (
        inside
      ) : (
        <button type="button" className={styles.undo} data-testid="undo-recent" onClick={() => onUndo(undoable)}>
          {inside}
          <span className="visually-hidden">{t('undo.open')}</span>
          <Icon name="undo" size={20} />
        </button>
      )}
    </li>
  );
}

function laneOf({ laneId }: ScreenVerdict, lanes: readonly LaneView[]): string | null {
  return lanes.length > 1 ? (lanes.find((lane) => lane.id === laneId)?.name ?? null) : null;
}
