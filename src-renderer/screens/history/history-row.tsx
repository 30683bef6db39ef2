/** What is one line of the history? Who (masked), what was said, when and where, and what became of it. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '../../../src-main/contract/guard-api.ts';
import { Button } from '../../parts/button.tsx';
import { DirectionSign } from '../../parts/direction-sign.tsx';
import { takenBackWord } from '../../parts/undoable.ts';
import { VerdictShape } from '../../parts/verdict-shape.tsx';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './history-screen.module.css';

export type HistoryRowProps = {
  readonly item: HistoryItem;
  /** `null` where the gate has one lane only. */
  readonly laneName: string | null;
  readonly onUndo: () => void;
};

export function HistoryRow({ item, laneName, onUndo }: HistoryRowProps): ReactElement {
  const { t } = useTranslation();
  const { verdict, takenBack, reasons, direction, atUtcMs } = item;
  const isVehicle = reasons.includes('vehicle-by-hand');
  const isTurned = reasons.includes('direction-corrected');
  const told = reasons.filter((reason) => reason !== 'direction-corrected' && reason !== 'vehicle-by-hand');
  return (
    <li className={styles.row} data-verdict={verdict} data-taken-back={takenBack !== null} data-testid="history-row">
      <span className={styles.shape}>
        <VerdictShape verdict={verdict} />
      </span>
      <div className={styles.who}>
        <p className={styles.name}>
          <strong>{isVehicle ? t('vehicle.one') : (item.maskedName ?? t('shown.noName'))}</strong>
          {item.maskedNumber === null ? null : <span>{item.maskedNumber}</span>}
        </p>
        <p className={styles.what}>
          <span className="visually-hidden">{t(`verdict.${verdict}.word.${direction}`)}</span>
          <span>{t(`kind.${item.codeKind}`)}</span>
          {isTurned ? <span className={styles.flag}>{t('history.turned')}</span> : null}
          {told.length === 0 ? null : <span>{told.map((reason) => t(`reason.${reason}`)).join('; ')}</span>}
        </p>
        {takenBack === null ? null : (
          <p className={styles.fate}>
            {t('history.takenBack', {
              why: t(`undo.short.${takenBackWord(takenBack.why)}`),
              time: vietnamTime(takenBack.atUtcMs).slice(0, 5),
            })}
          </p>
        )}
      </div>
      <div className={styles.when}>
        <DirectionSign direction={direction} />
        <span>
          <strong>{vietnamTime(atUtcMs)}</strong>{' '}
          <span className={styles.date}>{vietnamDate(atUtcMs).slice(0, 5)}</span>
        </span>
        {laneName === null ? null : <span>{laneName}</span>}
      </div>
      {item.mayCorrect ? (
        <Button icon="undo" data-testid="undo" onClick={onUndo}>
          {t('undo.open')}
        </Button>
      ) : null}
    </li>
  );
}
