/** Where is a real Electron for the tests, and a display to show it on? */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { PROJECT_DIR } from './run-process.ts';

const RUNTIME_SCRIPT = resolve(PROJECT_DIR, '../shared/tools/electron-runtime.sh');

let found: string | null | undefined;

/** The folder of an Electron distribution, or `null`. The first call may take a minute, to make one. */
export function electronDist(): string | null {
  found ??= findDist();
  return found;
}

function findDist(): string | null {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named && existsSync(join(named, 'electron'))) return named;
  const installed = join(PROJECT_DIR, 'node_modules/electron/dist');
  if (existsSync(join(installed, 'electron'))) return installed;
  if (!existsSync(RUNTIME_SCRIPT)) return null;
  return execFileSync('bash', [RUNTIME_SCRIPT], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** A virtual screen of its own, at a number that nobody else has. */
export async function startDisplay(
  size = '1280x800',
  triesLeft = 5,
): Promise<{ readonly name: string; readonly stop: () => Promise<void> }> {
  // Without a reset when the last program leaves it: that turns away whoever comes in the same moment.
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const exit = once(xvfb, 'exit');
  const number = await Promise.race([numberFrom(xvfb.stdio[3] as Readable), exit.then(() => null)]);
  // Two servers that start at one moment may both want the same number, and one of them gives up.
  if (number === null) {
    if (triesLeft <= 1) throw new Error('Xvfb does not start');
    return startDisplay(size, triesLeft - 1);
  }
  return {
    name: `:${number}`,
    stop: async () => {
      xvfb.kill();
      await exit;
    },
  };
}

/** `null` where the server ends without naming one. */
async function numberFrom(pipe: Readable): Promise<string | null> {
  let text = '';
  for await (const chunk of pipe) {
    text += String(chunk);
    if (text.includes('\n')) return text.trim();
  }
  return null;
}
