/** Is somebody at work on the files of this gate's log? */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The log with its side files, and what a migration, a rescue or a copy back writes; not what the shell or the machine's log write. */
const LOG_FILES = /^gate\.sqlite|^damaged-/;

/** Names, lengths and times of them all, to be compared with what it was a moment ago. Empty where nothing can be seen. */
export function seeLogFiles(dataDir: string): string {
  try {
    return readdirSync(dataDir)
      .filter((name) => LOG_FILES.test(name))
      .map((name) => {
        const seen = statSync(join(dataDir, name), { throwIfNoEntry: false });
        return `${name} ${seen?.size ?? 0} ${seen?.mtimeMs ?? 0}`;
      })
      .join('\n');
  } catch {
    return ''; // No folder yet, or none that can be read: the core says that better.
  }
}
