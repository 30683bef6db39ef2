/** What becomes of a shell in whose main process something was thrown that nobody caught? It ends, and its supervisor starts it again. */

import type { App } from 'electron';
import { errorFields } from '../host/screened-words.ts';
import type { ShellLog } from './shell-log.ts';

/** `EX_SOFTWARE`: no wish of anybody's. */
const FAILED_EXIT_CODE = 70;

/**
 * Electron's own answer is a dialog in front of the gate that waits for somebody to press it, in a process that lives on: no supervisor
 * hears of it. The returned function is for what a promise threw.
 */
export function endOnError(
  process: Pick<NodeJS.Process, 'on' | 'stdout' | 'stderr'>,
  app: Pick<App, 'exit'>,
  log: ShellLog,
): (error: unknown) => void {
  const end = (error: unknown): void => {
    log('main-failed', errorFields(error));
    app.exit(FAILED_EXIT_CODE);
  };
  // Whoever read what is said has gone: a terminal that was closed, a launcher that was killed. The gate goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', end);
  return end;
}
