/** What does somebody type at the authority's own machine? Shown to be read off and copied. */

import type { ReactElement } from 'react';
import styles from './command-line.module.css';

export function CommandLine({ command }: { readonly command: string }): ReactElement {
  return <code className={styles.command}>{command}</code>;
}

/** With what it is for. */
export function CommandHint({ hint, command }: { readonly hint: string; readonly command: string }): ReactElement {
  return (
    <div className={styles.hint}>
      <p>{hint}</p>
      <CommandLine command={command} />
    </div>
  );
}
