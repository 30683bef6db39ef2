/** What does the printer get, and nothing else of the screen? */

import type { ReactElement, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './paper.module.css';

export type PaperProps = {
  /** `sheet`: filled to the edges. `document`: margins, and the number of each page at its foot. */
  readonly kind?: 'sheet' | 'document';
  readonly children: ReactNode;
};

/** It stands in the page beside the screen, unseen. Black on white whatever the theme is. */
export function Paper({ kind = 'sheet', children }: PaperProps): ReactElement {
  return createPortal(
    <div className={kind === 'sheet' ? styles.paper : `${styles.paper} ${styles.document}`} aria-hidden="true">
      {children}
    </div>,
    document.body,
  );
}
