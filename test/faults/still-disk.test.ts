/** Does a gate whose disk stands still wait for it, instead of being taken for one that hangs, and does the guard hear of it? */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LOOK_EVERY_MS, SILENT_LOOKS } from '../../src-main/core/recovery/heartbeat.ts';
import { openGuardedGate, whyNoGuardedGate } from '../support/guarded-gate.ts';
import { logRows } from '../support/log-rows.ts';
import { nextPainted } from '../support/next-painted.ts';
import { nextCard } from '../support/scanner-gate.ts';
import { stillDisk, whyNoStillDisk } from '../support/still-disk.ts';

const WITHIN = { timeout: 60_000, interval: 50 };
/** More than twice as long as a hang that has another cause. */
const STILL_MS = 2 * LOOK_EVERY_MS * SILENT_LOOKS + LOOK_EVERY_MS;

test('a disk that stands still in the middle of an entry ends no gate; the guard sees that it does not answer, and then the verdict', async ({
  skip,
}) => {
  const lacking = whyNoGuardedGate() ?? whyNoStillDisk();
  if (lacking !== null) {
    process.stdout.write(`${lacking}\n`);
    skip(lacking);
  }
  const disk = stillDisk();
  const dataDir = join(disk.dir, 'gate');
  const { gate, pty, page } = await openGuardedGate(dataDir);
  const recent = page.getByTestId('recent').locator('li');
  await pty.write(nextCard());
  await recent.waitFor();

  disk.freeze();
  const stillUntilMs = performance.now() + STILL_MS;
  await pty.write(nextCard());
  await page.locator('[data-screen="lost"]').waitFor();
  await page.waitForTimeout(Math.max(0, stillUntilMs - performance.now()));
  expect(await recent.count()).toBe(1);
  const painted = await nextPainted(page);
  disk.thaw();
  expect(await painted()).toMatchObject({ verdict: 'admit', seq: 2 });
  await page.locator('[data-screen="lost"]').waitFor({ state: 'detached' });
  await expect.poll(() => recent.count(), WITHIN).toBe(2);

  await pty.write(nextCard());
  await expect.poll(() => logRows(dataDir).length, WITHIN).toBe(3);
  expect([gate.child.exitCode, gate.child.signalCode]).toEqual([null, null]);
});
