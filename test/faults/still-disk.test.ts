/** Does a gate whose disk stands still wait for it, instead of being taken for one that hangs? */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { SILENT_LOOKS } from '../../src-main/core/recovery/heartbeat.ts';
import { logRows } from '../support/log-rows.ts';
import { openPtyPair } from '../support/pty-pair.ts';
import { nextCard } from '../support/scanner-gate.ts';
import { stillDisk, whyNoStillDisk } from '../support/still-disk.ts';
import { startUnattendedGate } from '../support/unattended-gate.ts';

const WITHIN = { timeout: 60_000, interval: 50 };
/** Nearly twice as long as a hang that has another cause. */
const STILL_MS = 1_800 * SILENT_LOOKS;

test('a disk that stands still in the middle of an entry ends no gate, and whoever was before it is in the log', async ({
  skip,
}) => {
  const lacking = whyNoStillDisk();
  if (lacking !== null) {
    process.stdout.write(`${lacking}\n`);
    skip(lacking);
  }
  const disk = stillDisk();
  const dataDir = join(disk.dir, 'gate');
  const pty = await openPtyPair();
  onTestFinished(() => pty.close());
  const gate = await startUnattendedGate(dataDir, pty.path);
  onTestFinished(() => gate.stop());
  await pty.write(nextCard());
  await expect.poll(() => logRows(dataDir).length, WITHIN).toBe(1);

  disk.freeze();
  await pty.write(nextCard());
  await delay(STILL_MS);
  disk.thaw();
  await expect.poll(() => logRows(dataDir).length, WITHIN).toBe(2);
  await pty.write(nextCard());
  await expect.poll(() => logRows(dataDir).length, WITHIN).toBe(3);
  expect([gate.child.exitCode, gate.child.signalCode]).toEqual([null, null]);
});
