/** How does one get from one of many back to all of them? */

import type { ReactElement } from 'react';
import { Icon } from '../../src-renderer/parts/icons.tsx';
import styles from './back-to.module.css';

export function BackTo({ href, children }: { readonly href: string; readonly children: string }): ReactElement {
  return (
    <a className={styles.back} href={href}>
      <Icon name="back" size={20} />
      {children}
    </a>
  );
}
