/** What happened to the shell itself? One line an event, never with anything that a reader read. */

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type ShellLog = (event: string, fields?: Readonly<Record<string, number | string | null>>) => void;

const LARGEST_BYTES = 1_000_000;

/** Appends to `path` and to standard error. The file of the run before is kept when this one has grown large. */
export function openShellLog(path: string): ShellLog {
  mkdirSync(dirname(path), { recursive: true });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES) renameSync(path, `${path}.old`);
  return (event, fields = {}) => {
    const line = `${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`;
    process.stderr.write(line);
    try {
      appendFileSync(path, line);
    } catch {
      // A full disk must not take the screen down; the core sees it too, and shows it.
    }
  };
}
