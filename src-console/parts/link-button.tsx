/** What looks like a button, and leads to another place of the console? */

import type { ReactElement } from 'react';
import type { IconName } from '../../src-renderer/parts/icons.tsx';
import { Icon } from '../../src-renderer/parts/icons.tsx';
import styles from './link-button.module.css';

export type LinkButtonProps = {
  readonly href: string;
  readonly weight?: 'main' | 'plain' | 'quiet';
  readonly icon?: IconName;
  readonly testId?: string;
  readonly children: string;
};

export function LinkButton({ href, weight = 'plain', icon, testId, children }: LinkButtonProps): ReactElement {
  return (
    <a className={styles.link} href={href} data-weight={weight} data-testid={testId}>
      {icon === undefined ? null : <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}
