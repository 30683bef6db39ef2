/** How does a test hold a gate in a process of its own, with a scanner on a cable and the page of its guard? */

import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import type { PtyPair } from './pty-pair.ts';
import { openPtyPair } from './pty-pair.ts';
import type { RunningProcess } from './run-process.ts';
import { startUnattendedGate } from './unattended-gate.ts';

const PAGE_WITHIN_MS = 60_000;

export type GuardedGate = { readonly gate: RunningProcess; readonly pty: PtyPair; readonly page: Page };

/** Why there is none on this machine, or `null`. */
export function whyNoGuardedGate(): string | null {
  return findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
}

/** Returns when the scanner is ready and the page hears the gate; all of it goes when the test is over. `before` runs in the page first. */
export async function openGuardedGate(dataDir: string, before: () => void = () => undefined): Promise<GuardedGate> {
  buildIfStale();
  const pty = await openPtyPair();
  onTestFinished(() => pty.close());
  const gate = await startUnattendedGate(dataDir, pty.path);
  onTestFinished(() => gate.stop());
  const [address] = await gate.waitFor(/http:\/\/127\.0\.0\.1:\d+\/\S+/);
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...CHROMIUM_FLAGS] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(PAGE_WITHIN_MS);
  await page.addInitScript(before);
  await page.goto(address);
  await page.locator('[data-screen="gate"]').waitFor();
  return { gate, pty, page };
}
