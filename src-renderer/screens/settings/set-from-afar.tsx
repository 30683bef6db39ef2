/** Which fields were set from afar? They stand there as they are, cannot be changed, and a line says why and from which version. */

import type { ReactElement, ReactNode } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icons.tsx';
import { useLock } from './from-afar-context.ts';
import styles from './set-from-afar.module.css';

export type SetFromAfarProps = {
  /** As the settings name it: `retention.days`, or a whole part of them. */
  readonly field: string;
  /** Above many fields, below one; `none` where the line stands beside it already. */
  readonly note?: 'above' | 'below' | 'none';
  readonly children: ReactNode;
};

/** Everything in it is disabled while `field` is set from afar. */
export function SetFromAfar({ field, note = 'below', children }: SetFromAfarProps): ReactElement {
  const id = useId();
  if (useLock(field) === null) return <>{children}</>;
  return (
    <fieldset
      disabled
      className={styles.place}
      data-from-afar={field}
      aria-labelledby={note === 'none' ? undefined : id}
    >
      {note === 'above' ? <FromAfarNote field={field} id={id} /> : null}
      {children}
      {note === 'below' ? <FromAfarNote field={field} id={id} /> : null}
    </fieldset>
  );
}

/** The line alone; nothing where the gate itself sets `field`. */
export function FromAfarNote({ field, id }: { readonly field: string; readonly id?: string }): ReactElement | null {
  const { t } = useTranslation();
  const lock = useLock(field);
  if (lock === null) return null;
  return (
    <p id={id} className={styles.note}>
      <Icon name="locked" />
      {t('settings.fromAfar.note', { version: lock.version })}
    </p>
  );
}
