/** What can be pressed? One button, in four weights. */

import type { ButtonHTMLAttributes, ReactElement, ReactNode } from 'react';
import { useEffect, useState } from 'react';
import styles from './button.module.css';
import type { IconName } from './icons.tsx';
import { Icon } from './icons.tsx';

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  readonly weight?: 'main' | 'plain' | 'quiet' | 'grave';
  readonly icon?: IconName;
  readonly isLarge?: boolean;
  readonly children: ReactNode;
};

export function Button({ weight = 'plain', icon, isLarge = false, children, ...rest }: ButtonProps): ReactElement {
  return (
    <button type="button" {...rest} className={styles.button} data-weight={weight} data-large={isLarge}>
      {icon === undefined ? null : <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** So long does a grave button wait for its second press. */
const SURE_WITHIN_MS = 4_000;

/** Asks once more on itself before it does what cannot be undone. */
export function SureButton({
  sure,
  children,
  onSure,
  ...rest
}: ButtonProps & { readonly sure: string; readonly onSure: () => void }): ReactElement {
  const [isAsking, setIsAsking] = useState(false);
  useEffect(() => {
    if (!isAsking) return undefined;
    const timer = setTimeout(() => setIsAsking(false), SURE_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [isAsking]);
  return (
    <Button
      {...rest}
      weight={isAsking ? 'grave' : (rest.weight ?? 'quiet')}
      onClick={() => {
        setIsAsking(!isAsking);
        if (isAsking) onSure();
      }}
    >
      {isAsking ? sure : children}
    </Button>
  );
}
