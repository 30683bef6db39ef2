/** How does one figure stand large, so that nobody takes it for another? Its number, what it is of, and what it means. */

import type { ReactElement } from 'react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Figures } from '../../src-renderer/parts/figures.tsx';
import { Icon } from '../../src-renderer/parts/icons.tsx';
import styles from './defined-figure.module.css';

export type DefinedFigureProps = {
  /** For tests. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Of what, or compared to what. */
  readonly beside?: string | null;
  /** Opened by a button, so that it is there for finger, mouse and keyboard alike. */
  readonly meaning: string;
  /** What has to be looked into. */
  readonly isMarked?: boolean;
  readonly isLarge?: boolean;
  /** From 0 to 1, drawn as a bar under the number. */
  readonly share?: number | null;
};

export function DefinedFigure(props: DefinedFigureProps): ReactElement {
  const { name, label, value, beside = null, meaning, isMarked = false, isLarge = false, share = null } = props;
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li className={styles.figure} data-figure={name} data-marked={isMarked} data-large={isLarge}>
      <div className={styles.head}>
        <h2>{label}</h2>
        <button
          type="button"
          className={styles.ask}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={t('shell.meaningOf', { name: label })}
          data-print="never"
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name="about" size={20} />
        </button>
      </div>
      <p className={styles.value}>
        <Figures>{value}</Figures>
      </p>
      {share === null ? null : (
        <svg className={styles.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={100 * share} height="1" />
        </svg>
      )}
      {beside === null ? null : <p className={styles.beside}>{beside}</p>}
      <p id={id} className={styles.meaning} hidden={!isOpen}>
        {meaning}
      </p>
    </li>
  );
}
