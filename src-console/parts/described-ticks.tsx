/** Which of a few, where each needs a sentence to say what it means? */

import type { ReactElement } from 'react';
import { useId } from 'react';
import styles from './described-ticks.module.css';

export type DescribedTicksProps<Value extends string> = {
  readonly label: string;
  readonly hint: string;
  readonly values: readonly Value[];
  readonly choices: readonly { readonly value: Value; readonly text: string; readonly about: string }[];
  readonly onValues: (values: readonly Value[]) => void;
};

/** More stand in two columns, where there is room. */
const FEW = 6;

export function DescribedTicks<Value extends string>(props: DescribedTicksProps<Value>): ReactElement {
  const { label, hint, values, choices, onValues } = props;
  const id = useId();
  return (
    <fieldset className={styles.ticks} aria-describedby={`${id}-hint`}>
      <legend>{label}</legend>
      <div className={styles.choices} data-many={choices.length > FEW}>
        {choices.map(({ value, text, about }) => (
          <label key={value} className={styles.tick}>
            <input
              type="checkbox"
              value={value}
              checked={values.includes(value)}
              onChange={(event) =>
                onValues(event.currentTarget.checked ? [...values, value] : values.filter((other) => other !== value))
              }
            />
            <span>
              <strong>{text}</strong>
              <span className={styles.about}>{about}</span>
            </span>
          </label>
        ))}
      </div>
      <p id={`${id}-hint`} className={styles.about} aria-live="polite">
        {hint}
      </p>
    </fieldset>
  );
}
