/** Is whoever was scanned while the guard's screen was gone on it when it is back? A real gate, a real cable, a real page. */

import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { logRows } from '../support/log-rows.ts';
import { openPtyPair } from '../support/pty-pair.ts';
import { nextCard } from '../support/scanner-gate.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { startUnattendedGate } from '../support/unattended-gate.ts';
import { unhurry } from '../support/unhurried.ts';

const WITHIN = { timeout: 60_000, interval: 50 };

test('three cards go by while the page is gone: it comes back with them on its strip, and goes on from there', async ({
  skip,
}) => {
  if (findChromium() === null) {
    const lacking = 'no Chromium here: apt-get install chromium';
    process.stdout.write(`${lacking}\n`);
    skip(lacking);
  }
  buildIfStale();
  const dataDir = join(temporaryDir(), 'gate');
  const pty = await openPtyPair();
  onTestFinished(() => pty.close());
  const gate = await startUnattendedGate(dataDir, pty.path);
  onTestFinished(() => gate.stop());
  const [address] = await gate.waitFor(/http:\/\/127\.0\.0\.1:\d+\/\S+/);
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...CHROMIUM_FLAGS] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(WITHIN.timeout);
  await page.addInitScript(unhurry);
  await page.goto(address);
  await page.locator('[data-screen="gate"]').waitFor();
  const back = page.url();

  await page.goto('about:blank');
  for (const stored of [1, 2, 3]) {
    await pty.write(nextCard());
    await expect.poll(() => logRows(dataDir).length, WITHIN).toBe(stored);
  }
  await page.goto(back);
  const recent = page.getByTestId('recent').locator('li');
  await expect.poll(() => recent.count(), WITHIN).toBe(3);
  expect(await recent.evaluateAll((items) => items.map((item) => item.getAttribute('data-verdict')))).toEqual([
    'admit',
    'admit',
    'admit',
  ]);
  await pty.write(nextCard());
  await page.locator('[data-testid="verdict"][data-seq="4"]').waitFor();
  await expect.poll(() => recent.count(), WITHIN).toBe(4);
});
