/** What is the guard told about the person who was just read? Colour, shape, word, and one line of what to do. */

import type { CSSProperties, ReactElement } from 'react';
import { Fragment, useEffect, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenVerdict } from '../gate-state.ts';
import { DirectionSign } from './direction-sign.tsx';
import { Icon } from './icons.tsx';
import { tellWhenPainted } from './tell-painted.ts';
import type { Undoable } from './undoable.ts';
import { undoableOf } from './undoable.ts';
import styles from './verdict-panel.module.css';
import { VerdictShape } from './verdict-shape.tsx';
import { VERDICT_STANDS_MS } from './verdict-times.ts';
import { vietnamTime } from './vietnam-time.ts';
import { wordLines } from './word-lines.ts';

export type VerdictPanelProps = {
  readonly verdict: ScreenVerdict;
  /** `null` where the gate has one lane only, and its name says nothing. */
  readonly laneName: string | null;
  readonly onEnded: (verdict: ScreenVerdict) => void;
  /** `lane`: all of the lane's tile. `band`: one line over another screen. `echo`: a band whose panel stands elsewhere. */
  readonly place?: 'lane' | 'band' | 'echo';
  /** What the guard may do next where the code did not help; absent where there is no room for it. */
  readonly onManualEntry?: () => void;
  readonly onUndo?: (what: Undoable) => void;
};

/** As much as stands in two lines at full size. What is longer is written smaller, so that none of it is cut off. */
const USUAL_REASON_LETTERS = 80;

/** Give it the verdict's key as its own: a new verdict is a new panel, even if all its words are the same. */
export function VerdictPanel(props: VerdictPanelProps): ReactElement {
  const { verdict, laneName, onEnded, place = 'lane' } = props;
  const { t } = useTranslation();
  const standsMs = VERDICT_STANDS_MS[verdict.verdict];

  const isEcho = place === 'echo';

  useLayoutEffect(() => (isEcho ? undefined : tellWhenPainted(verdict)), [verdict, isEcho]);
  useEffect(() => {
    if (standsMs === null || isEcho) return undefined;
    const timer = setTimeout(() => onEnded(verdict), standsMs);
    return () => clearTimeout(timer);
  }, [verdict, standsMs, isEcho, onEnded]);

  const lines = wordLines(t(`verdict.${verdict.verdict}.word.${verdict.direction}`));
  const reasons = verdict.reasons.map((reason) => t(`reason.${reason}`));
  const sizes = {
    '--letters': Math.max(6, ...lines.map((line) => line.length)),
    '--lines': lines.length,
    '--name-letters': Math.max(12, verdict.maskedName?.length ?? 0),
    '--reason-letters': Math.max(USUAL_REASON_LETTERS, reasons.join('; ').length),
    '--stands': `${standsMs ?? 0}ms`,
  } as CSSProperties;

  return (
    <section
      className={place === 'lane' ? styles.panel : `${styles.panel} ${styles.band}`}
      style={sizes}
      data-testid={isEcho ? 'verdict-echo' : 'verdict'}
      data-verdict={verdict.verdict}
      data-lane={verdict.laneId}
      data-seq={verdict.seq ?? ''}
    >
      <div className={styles.shape}>
        <VerdictShape verdict={verdict.verdict} />
      </div>
      <div className={styles.words}>
        <p className={styles.meta}>
          <DirectionSign direction={verdict.direction} />
          {laneName === null ? null : <span className={styles.lane}>{laneName}</span>}
          <TimeLine verdict={verdict} />
        </p>
        <h2 className={styles.word}>
          {lines.map((line) => (
            <span key={line}>{line} </span>
          ))}
        </h2>
        <Person verdict={verdict} />
        <p className={styles.whatToDo}>
          <Parts sentence={t(`verdict.${verdict.verdict}.do.${verdict.direction}`)} ends={ORDER_ENDS} />
        </p>
        <Reasons verdict={verdict.verdict} reasons={reasons} />
        <CardNote verdict={verdict} />
      </div>
      {standsMs === null ? null : <span className={styles.remaining} aria-hidden="true" />}
      <button
        type="button"
        className={styles.dismiss}
        aria-label={t('shown.dismiss')}
        onClick={() => onEnded(verdict)}
      />
      <NextStep {...props} />
    </section>
  );
}

/** An order has parts at its stops and commas, a reason before the dash that says what to do about it. */
const ORDER_ENDS = /(?<=[.,:;]) /;
const REASON_ENDS = /(?<=–) /;

/** Where there is room, a line ends where a part ends: `Hold them, call for help.` */
function Parts({ sentence, ends }: { readonly sentence: string; readonly ends: RegExp }): ReactElement[] {
  return sentence.split(ends).map((part, index) => (
    <Fragment key={part}>
      {index === 0 ? null : ' '}
      <span>{part}</span>
    </Fragment>
  ));
}

/** No dead end: who has no code that helps is typed in, and who was to be checked and turned away is taken back. */
function NextStep({ verdict, onManualEntry, onUndo }: VerdictPanelProps): ReactElement | null {
  const { t } = useTranslation();
  const undoable = undoableOf(verdict);
  if ((verdict.verdict === 'unreadable' || verdict.verdict === 'refuse') && onManualEntry !== undefined) {
    return (
      <button type="button" className={styles.next} data-testid="next-manual-entry" onClick={onManualEntry}>
        <Icon name="keyboard" size="1.3em" />
        <span>{t('manual.open')}</span>
      </button>
    );
  }
  if (verdict.verdict === 'check' && undoable !== null && onUndo !== undefined) {
    return (
      <button type="button" className={styles.next} data-testid="next-undo" onClick={() => onUndo(undoable)}>
        <Icon name="undo" size="1.3em" />
        <span>{t(`undo.turnedAway.${verdict.direction}`)}</span>
      </button>
    );
  }
  return null;
}

function TimeLine({ verdict }: { readonly verdict: ScreenVerdict }): ReactElement {
  const { t } = useTranslation();
  const { atUtcMs, recordedAtUtcMs } = verdict;
  const words =
    recordedAtUtcMs === null
      ? t('shown.time', { time: vietnamTime(atUtcMs) })
      : t('shown.recordedAt', { time: vietnamTime(recordedAtUtcMs) });
  return <span>{words}</span>;
}

function Person({ verdict: { maskedName, maskedNumber } }: { readonly verdict: ScreenVerdict }): ReactElement | null {
  const { t } = useTranslation();
  if (maskedName === null && maskedNumber === null) return null;
  return (
    <p className={styles.person}>
      <span className={styles.name}>{maskedName ?? t('shown.noName')}</span>
      {maskedNumber === null ? null : <span className={styles.number}>{maskedNumber}</span>}
    </p>
  );
}

type ReasonsProps = { readonly verdict: ScreenVerdict['verdict']; readonly reasons: readonly string[] };

function Reasons({ verdict, reasons }: ReasonsProps): ReactElement | null {
  const { t } = useTranslation();
  if (reasons.length === 0) return null;
  return (
    <div className={styles.reasons}>
      <h3>{verdict === 'admit' ? t('shown.notes') : t('shown.why')}</h3>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>
            <Parts sentence={reason} ends={REASON_ENDS} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Small, and always there: only a signature that checks out is called genuine. */
function CardNote({ verdict }: { readonly verdict: ScreenVerdict }): ReactElement | null {
  const { t } = useTranslation();
  const { codeKind, verification, issuer, group } = verdict;
  if (codeKind === null) return null;
  const note = noteOf();
  return (
    <p className={styles.note}>
      {group === undefined ? null : <strong>{t(`people.group.${group}`)}</strong>}
      <span>{t(`kind.${codeKind}`)}</span>
      {note === null ? null : <span>{note}</span>}
    </p>
  );

  function noteOf(): string | null {
    if (verification === 'unsigned') return t('shown.cardRead');
    if (verification === 'verified')
      return t('shown.verified', {
        issuer: issuer || t(codeKind === 'pass' ? 'passes.issuerUnnamed' : 'shown.issuerUnnamed'),
      });
    return codeKind === 'manual' ? t('shown.typed') : null;
  }
}
