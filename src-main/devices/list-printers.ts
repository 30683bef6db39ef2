/** Which printers does this machine's print system know? */

import { execFile } from 'node:child_process';

const ANSWER_WITHIN_MS = 2_000;

/** How many CUPS has; `null` where there is no CUPS to ask. Never rejects. */
export function countPrinters(): Promise<number | null> {
  if (process.platform === 'win32') return Promise.resolve(null);
  return new Promise((resolve) => {
    execFile('lpstat', ['-e'], { timeout: ANSWER_WITHIN_MS, windowsHide: true }, (error, output) => {
      // Without any printer it says so on the other stream, with a status that is not 0.
      if (error !== null && 'code' in error && typeof error.code !== 'number') return resolve(null);
      resolve(output.split('\n').filter((line) => line.trim() !== '').length);
    });
  });
}
