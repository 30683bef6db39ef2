/** What has to be said about this page? One sentence in its tone, read out when it appears. */

import type { ReactElement, ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { Icon } from './icons.tsx';
import styles from './notice.module.css';

export type NoticeProps = {
  readonly tone: Exclude<Tone, 'brand'>;
  /** `null` = nothing to say; the place stays in the page, so that what comes is read out. */
  readonly children: ReactNode | null;
};

const ICONS = { calm: 'about', well: 'done', warning: 'warning', alarm: 'warning' } as const;

export function Notice({ tone, children }: NoticeProps): ReactElement {
  const isUrgent = tone === 'warning' || tone === 'alarm';
  return (
    <div role={isUrgent ? 'alert' : 'status'} className={styles.place}>
      {children === null ? null : (
        <div className={styles.notice} data-tone={tone}>
          <Icon name={ICONS[tone]} />
          <div>{children}</div>
        </div>
      )}
    </div>
  );
}
