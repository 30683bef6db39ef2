/** What is put into the folder, where a venue keeps its changes of shift on paper? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandOverItem } from '../../../src-main/contract/guard-api.ts';
import { Paper } from '../../parts/paper.tsx';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './handover-sheet.module.css';
import { ShiftFigures } from './shift-figures.tsx';

export function HandoverSheet(props: { readonly item: HandOverItem; readonly venueName: string }): ReactElement {
  const { item, venueName } = props;
  const { t } = useTranslation();
  return (
    <Paper kind="document">
      <article className={styles.sheet}>
        <h1>{t('handover.sheetTitle')}</h1>
        <p>{venueName}</p>
        <p>{t('handover.span', { from: momentOf(item.sinceUtcMs), to: momentOf(item.givenAtUtcMs) })}</p>
        <ShiftFigures numbers={item.numbers} />
        <h2>{t('handover.note')}</h2>
        <p className={styles.note}>{item.note}</p>
        <div className={styles.signs}>
          <p>
            {t('handover.givenBy')}
            <strong>{item.givenBy}</strong>
          </p>
          <p>
            {t('handover.takenBy')}
            <strong>{item.takenBy}</strong>
          </p>
        </div>
      </article>
    </Paper>
  );
}

function momentOf(atUtcMs: number): string {
  return `${vietnamTime(atUtcMs).slice(0, 5)} ${vietnamDate(atUtcMs)}`;
}
