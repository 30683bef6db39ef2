/** Does the app come back by itself, whichever of its parts dies or hangs, and say so where it cannot? */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { CrashGate } from '../../bench/crashtest/crash-gate.ts';
import { openCrashGate } from '../../bench/crashtest/crash-gate.ts';
import type { PartName } from '../../bench/crashtest/kept-app.ts';
import { PART_NAMES } from '../../bench/crashtest/kept-app.ts';
import type { Seen } from '../../bench/crashtest/screen-eye.ts';
import { waitReady } from '../../bench/crashtest/wait-ready.ts';
import { buildIfStale } from '../../scripts/build-project.ts';
import { LOOK_EVERY_MS, PAGE_SILENT_LOOKS } from '../../src-main/core/recovery/heartbeat.ts';
import { electronDist } from '../support/electron-runtime.ts';
import { descendantsOf } from '../support/processes.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const lacking = electronDist() === null ? 'no Electron binary here' : null;
const PHONE = '0900 000 000 (anh Thử)';
const SEEN_WITHIN_MS = 120_000;

test('page, graphics, core and main killed, the page hung, the machine asleep, and a core that dies again and again', {
  timeout: 900_000,
}, async ({ skip }) => {
  if (lacking !== null) skip(lacking);
  buildIfStale();
  const gate = await openCrashGate({
    dataDir: temporaryDir(),
    executable: join(electronDist() ?? '', 'electron'),
    args: [join(PROJECT_DIR, 'dist/electron/main.cjs')],
    phone: PHONE,
  });
  onTestFinished(gate.close);
  await waitReady(gate, 0, () => true);

  for (const part of ['renderer', 'gpu', 'core', 'main'] as const) await killAndWait(gate, part);
  await hangPageAndWait(gate);
  await sleepAndWake(gate);

  await killCoreUntil(gate, (seen) => seen.screen === 'out-of-order');
  await expect
    .poll(() => gate.eye.look(), { timeout: SEEN_WITHIN_MS, interval: 100 })
    .toMatchObject({ screen: 'out-of-order', phone: PHONE });
  await keepPicture(gate);
  const afterSeq = gate.lastSeq();
  await gate.eye.doInPage("document.querySelector('button').click()");
  await waitReady(gate, afterSeq, () => gate.app.pidOf('core') !== null);

  const stored = new Map(gate.stored().map(({ seq, verdict }) => [seq, verdict]));
  expect(gate.shown.length).toBeGreaterThan(5);
  expect(gate.shown.filter(({ seq, verdict, wasStored }) => !wasStored || stored.get(seq) !== verdict)).toEqual([]);
});

async function killAndWait(gate: CrashGate, part: PartName): Promise<void> {
  const victim = gate.app.pidOf(part);
  if (victim === null) throw new Error(`there is no ${part}`);
  const afterSeq = gate.lastSeq();
  process.kill(victim, 'SIGKILL');
  await waitReady(gate, afterSeq, () => ![null, victim].includes(gate.app.pidOf(part)));
  await expect.poll(() => gate.app.leftovers(), { timeout: SEEN_WITHIN_MS, interval: 100 }).toEqual([]);
}

async function hangPageAndWait(gate: CrashGate): Promise<void> {
  const victim = gate.app.pidOf('renderer');
  const afterSeq = gate.lastSeq();
  await gate.eye.doInPage('setTimeout(() => { for (;;); })');
  await waitReady(gate, afterSeq, () => ![null, victim].includes(gate.app.pidOf('renderer')));
}

/** For longer than any part may be silent. Nobody is taken for dead by a watch that slept as well. */
async function sleepAndWake(gate: CrashGate): Promise<void> {
  const parts = (): unknown[] => PART_NAMES.map((part) => gate.app.pidOf(part));
  const before = parts();
  const family = descendantsOf(gate.app.pidOf('main') ?? 0);
  for (const pid of family) process.kill(pid, 'SIGSTOP');
  await delay((PAGE_SILENT_LOOKS + 2) * LOOK_EVERY_MS);
  for (const pid of family) process.kill(pid, 'SIGCONT');
  const afterSeq = gate.lastSeq();
  await waitReady(gate, afterSeq, () => true);
  expect(parts()).toEqual(before);
}

async function killCoreUntil(gate: CrashGate, isThere: (seen: Seen) => boolean): Promise<void> {
  const giveUpAtMs = performance.now() + SEEN_WITHIN_MS;
  while (performance.now() < giveUpAtMs) {
    const core = gate.app.pidOf('core');
    if (core !== null) process.kill(core, 'SIGKILL');
    const seen = await gate.eye.look();
    if (seen !== null && isThere(seen)) return;
    await delay(100);
  }
  throw new Error('the page of the shell has not come');
}

/** For whoever looks: what a guard sees then. */
async function keepPicture({ eye }: CrashGate): Promise<void> {
  const dir = process.env.GATE_PICTURES_DIR;
  let picture = null as Buffer | null;
  const takePicture = async (): Promise<number> => {
    picture = await eye.picture();
    return picture?.length ?? 0;
  };
  await expect.poll(takePicture, { timeout: SEEN_WITHIN_MS, interval: 100 }).toBeGreaterThan(1_000);
  if (!dir || picture === null) return;
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'out-of-order.png'), picture);
}
