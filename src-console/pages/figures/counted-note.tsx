/** How new are these figures, and what is not in them yet? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useSay } from '../../parts/use-say.ts';
import styles from './figures.module.css';

export type CountedNoteProps = {
  readonly day: string;
  readonly countedAtUtcMs: number | null;
  readonly dueGateDays: number;
  readonly isCut: boolean;
};

export function CountedNote({ day, countedAtUtcMs, dueGateDays, isCut }: CountedNoteProps): ReactElement {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <p className={styles.counted} data-testid="counted">
        <strong>{say.day(day)}</strong>
        {' · '}
        {countedAtUtcMs === null
          ? t('figures.nothingCounted')
          : t('figures.countedAt', { at: say.moment(countedAtUtcMs) })}{' '}
        {dueGateDays === 0
          ? t('figures.nothingDue')
          : t('figures.due', { count: dueGateDays, n: say.count(dueGateDays) })}
      </p>
      {isCut ? <Notice tone="warning">{t('figures.cut')}</Notice> : null}
    </>
  );
}
