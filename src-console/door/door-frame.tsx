/** What stands around everything that is asked at the door? */

import type { ReactElement, ReactNode } from 'react';
import { useEffect } from 'react';
import { LookSwitch } from '../look/look-switch.tsx';
import { Wordmark } from '../parts/wordmark.tsx';
import styles from './door-frame.module.css';

export type DoorFrameProps = {
  /** `null` while nothing is known yet. */
  readonly title: string | null;
  readonly children: ReactNode;
};

export function DoorFrame({ title, children }: DoorFrameProps): ReactElement {
  useEffect(() => {
    document.title = title === null ? 'Gác Cổng' : `${title} · Gác Cổng`;
  }, [title]);
  return (
    <div className={styles.door}>
      <header className={styles.head} data-print="never">
        <Wordmark />
        <LookSwitch />
      </header>
      <main className={styles.card} data-door={title !== null}>
        {title === null ? null : <h1>{title}</h1>}
        {children}
      </main>
    </div>
  );
}
