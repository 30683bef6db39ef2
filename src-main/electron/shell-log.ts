/** What happened to the shell itself? One line an event, never with anything that a reader read. */

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type ShellLog = (event: string, fields?: Readonly<Record<string, number | string | null>>) => void;

const LARGEST_BYTES = 1_000_000;

/** Appends to `path` and to standard error. The file of the run before is kept when this one has grown large. A disk that refuses takes no screen down; the core sees it too, and shows it. */
export function openShellLog(path: string): ShellLog {
  asFarAsItGoes(() => {
    mkdirSync(dirname(path), { recursive: true });
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES) renameSync(path, `${path}.old`);
  });
  return (event, fields = {}) => {
    const line = lineOf(event, fields);
    process.stderr.write(line);
    asFarAsItGoes(() => appendFileSync(path, line));
  };
}

/** Before there is a file. */
export const sayOnly: ShellLog = (event, fields = {}) => {
  process.stderr.write(lineOf(event, fields));
};

function lineOf(event: string, fields: object): string {
  return `${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`;
}

function asFarAsItGoes(write: () => void): void {
  try {
    write();
  } catch {
    // Full, read-only or gone: what happened is on standard error all the same.
  }
}
