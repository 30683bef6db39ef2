/** In which state is this? One or two words in a pill, never by colour alone. */

import type { ReactElement } from 'react';
import styles from './badge.module.css';
import type { IconName } from './icons.tsx';
import { Icon } from './icons.tsx';

export type Tone = 'calm' | 'brand' | 'well' | 'warning' | 'alarm';

const ICONS: Readonly<Record<Tone, IconName | null>> = {
  calm: null,
  brand: null,
  well: 'done',
  warning: 'warning',
  alarm: 'warning',
};

export type BadgeProps = {
  readonly tone: Tone;
  /** Instead of the tone's own sign. */
  readonly icon?: IconName;
  readonly children: string;
};

export function Badge({ tone, icon, children }: BadgeProps): ReactElement {
  const sign = icon ?? ICONS[tone];
  return (
    <span className={styles.badge} data-tone={tone}>
      {sign === null ? null : <Icon name={sign} size={18} />}
      {children}
    </span>
  );
}
