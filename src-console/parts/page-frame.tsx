/** How does every page begin? A title, what it is about, and what can be done with the whole of it. */

import type { ReactElement, ReactNode } from 'react';
import styles from './page-frame.module.css';

export type PageFrameProps = {
  readonly title: string;
  /** Above the title: where within the whole this is. */
  readonly above?: ReactNode;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  /** One column of questions: a wide screen does not make it wider. */
  readonly isNarrow?: boolean;
  readonly children: ReactNode;
};

export function PageFrame({ title, above, about, actions, isNarrow = false, children }: PageFrameProps): ReactElement {
  return (
    <div className={styles.page} data-narrow={isNarrow}>
      <div className={styles.head}>
        <div className={styles.words}>
          {above}
          <h1>{title}</h1>
          {about === undefined ? null : <p className={styles.about}>{about}</p>}
        </div>
        {actions === undefined ? null : (
          <div className={styles.actions} data-print="never">
            {actions}
          </div>
        )}
      </div>
      {children}
    </div>
  );
}

/** A part of a page that has a heading of its own. */
export function Section({
  title,
  about,
  children,
}: Omit<PageFrameProps, 'isNarrow' | 'above' | 'actions'>): ReactElement {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {about === undefined ? null : <p className={styles.about}>{about}</p>}
      {children}
    </section>
  );
}
