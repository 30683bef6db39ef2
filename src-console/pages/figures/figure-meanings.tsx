/** What does each figure mean? All of them in one place, which goes onto paper with them. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './figures.module.css';

const MEANINGS = ['scans', 'persons', 'registered', 'active', 'new', 'silent', 'mean', 'refused', 'manual'] as const;

export function FigureMeanings(): ReactElement {
  const { t } = useTranslation();
  return (
    <details className={styles.meanings} open>
      <summary>{t('figures.meanings')}</summary>
      <dl>
        {MEANINGS.map((one) => (
          <div key={one}>
            <dt>{t(`figures.term.${one}`)}</dt>
            <dd>{t(`figures.meaning.${one}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
