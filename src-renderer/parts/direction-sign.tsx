/** Which way does a lane go? An arrow and its word, always together. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Direction } from '../../src-main/core/entry/verdict.ts';
import styles from './direction-sign.module.css';
import { Icon } from './icons.tsx';

export function DirectionSign({ direction }: { readonly direction: Direction }): ReactElement {
  const { t } = useTranslation();
  return (
    <span className={styles.sign}>
      <Icon name={direction} size="1.25em" />
      {t(`direction.${direction}`)}
    </span>
  );
}
