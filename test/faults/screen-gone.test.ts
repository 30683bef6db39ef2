/** Is whoever was scanned while the guard's screen was gone on it when it is back? A real gate, a real cable, a real page. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openGuardedGate, whyNoGuardedGate } from '../support/guarded-gate.ts';
import { logRows } from '../support/log-rows.ts';
import { nextCard } from '../support/scanner-gate.ts';
import { listedVerdicts } from '../support/shown-verdicts.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { unhurry } from '../support/unhurried.ts';

const WITHIN = { timeout: 60_000, interval: 50 };

test('three cards go by while the page is gone: it comes back with them on its strip, and goes on from there', async ({
  skip,
}) => {
  const lacking = whyNoGuardedGate();
  if (lacking !== null) {
    process.stdout.write(`${lacking}\n`);
    skip(lacking);
  }
  const dataDir = join(temporaryDir(), 'gate');
  const { pty, page } = await openGuardedGate(dataDir, unhurry);
  const back = page.url();

  await page.goto('about:blank');
  for (const stored of [1, 2, 3]) {
    await pty.write(nextCard());
    await expect.poll(() => logRows(dataDir).length, WITHIN).toBe(stored);
  }
  await page.goto(back);
  const recent = page.getByTestId('recent').locator('li');
  await expect.poll(() => recent.count(), WITHIN).toBe(3);
  expect(await listedVerdicts(page)).toEqual(['admit', 'admit', 'admit']);
  await pty.write(nextCard());
  await page.locator('[data-testid="verdict"][data-seq="4"]').waitFor();
  await expect.poll(() => recent.count(), WITHIN).toBe(4);
});
