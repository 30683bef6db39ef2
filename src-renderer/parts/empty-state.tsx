/** What stands where there is nothing yet? A sign, what is missing, and what to do about it; never a blank page. */

import type { ReactElement, ReactNode } from 'react';
import styles from './empty-state.module.css';
import type { IconName } from './icons.tsx';
import { Icon } from './icons.tsx';

export type EmptyStateProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly hint?: string;
  /** The button that fills it. */
  readonly action?: ReactNode;
};

export function EmptyState({ icon, title, hint, action }: EmptyStateProps): ReactElement {
  return (
    <div className={styles.empty}>
      <span className={styles.sign}>
        <Icon name={icon} size={40} />
      </span>
      <p className={styles.title}>{title}</p>
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      {action}
    </div>
  );
}
