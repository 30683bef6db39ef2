/** How does a test start a real Electron so that the driver surely gets hold of its page? */

import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { _electron, errors } from 'playwright-core';
import { removeDir } from './temporary-dir.ts';

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>;

/** A start takes four seconds, and ten beside other work. */
const WITHIN_MS = 30_000;
const TRIES = 4;

/**
 * As Playwright's own launch. A driver that attaches in the moment in which the page commits its first document never
 * hears of it, and then waits for ever, about once in sixty starts: https://github.com/microsoft/playwright/issues/29386.
 * The program is well then, and reads and records whoever is before its camera. It was killed by the driver, and is started
 * again on its data folder as that was before.
 * @throws what Playwright throws, if no try succeeds or if it fails by anything but time.
 */
export async function launchElectron(options: LaunchOptions): Promise<ElectronApplication> {
  const kept = keepFolder(options.env?.GATE_DATA_DIR);
  try {
    for (let triesLeft = TRIES; ; triesLeft -= 1) {
      try {
        return await _electron.launch({ ...options, timeout: WITHIN_MS });
      } catch (error) {
        if (!(error instanceof errors.TimeoutError) || triesLeft <= 1) throw error;
      }
      process.stderr.write(`The driver got no hold of Electron's page within ${WITHIN_MS / 1000} s: started again.\n`);
      kept.putBack();
    }
  } finally {
    kept.forget();
  }
}

function keepFolder(path: string | undefined): { readonly putBack: () => void; readonly forget: () => void } {
  if (path === undefined || !existsSync(path)) return { putBack: () => undefined, forget: () => undefined };
  const copy = mkdtempSync(join(tmpdir(), 'gac-cong-kept-'));
  const options = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true };
  cpSync(path, copy, options);
  return {
    putBack: () => {
      removeDir(path);
      cpSync(copy, path, options);
    },
    forget: () => removeDir(copy),
  };
}
