/** How does a test start a real Electron so that the driver surely gets hold of its page? */

import type { ElectronApplication } from 'playwright-core';
import { _electron, errors } from 'playwright-core';

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>;

/** A start takes four seconds, and ten beside other work. */
const WITHIN_MS = 30_000;
const TRIES = 4;

/**
 * As Playwright's own launch. A driver that attaches in the moment in which the page commits its first document never
 * hears of it, and then waits for ever, about once in sixty starts: https://github.com/microsoft/playwright/issues/29386.
 * The program is well then. It was killed by the driver, and is started again on the same folders.
 * @throws what Playwright throws, if no try succeeds or if it fails by anything but time.
 */
export async function launchElectron(options: LaunchOptions, triesLeft = TRIES): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: WITHIN_MS });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError) || triesLeft <= 1) throw error;
    process.stderr.write(`The driver got no hold of Electron's page within ${WITHIN_MS / 1000} s: started again.\n`);
    return launchElectron(options, triesLeft - 1);
  }
}
