/** How does somebody choose a file of this machine, which is read here and goes nowhere? */

import type { ReactElement } from 'react';
import { useId } from 'react';
import styles from './file-field.module.css';

export type FileFieldProps = {
  readonly label: string;
  readonly hint: string;
  readonly name: string;
  readonly isSeveral?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
};

export function FileField({ label, hint, name, isSeveral = false, onFiles }: FileFieldProps): ReactElement {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        name={name}
        accept=".json,application/json"
        multiple={isSeveral}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])}
      />
      <p id={`${id}-hint`}>{hint}</p>
    </div>
  );
}
