/** How does somebody come out of the packed app: with which PIN, with which badge, and what does its supervisor hear? */

import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { FREE_TRIES } from '../../src-main/core/access/lock-out.ts';
import { LEFT_EXIT_CODE } from '../../src-main/core/recovery/end-status.ts';
import { openAccessFile } from '../../src-main/gate/access-file.ts';
import { openLeaveBadgeFile } from '../../src-main/gate/leave-badge-file.ts';
import { hashBadge } from '../../src-main/vault/badge-hash.ts';
import { hashPin } from '../../src-main/vault/pin-hash.ts';
import { asSomebody, cageEnvironment, somebodysDir, whyNoCage } from '../support/cage.ts';
import { startDisplay } from '../support/electron-runtime.ts';
import type { PackedKiosk } from '../support/packed-kiosk.ts';
import { openPackedKiosk, PACKED_PROGRAM, packKiosk, whyNoPackedKiosk, xdotool } from '../support/packed-kiosk.ts';
import { descendantsOf, processes, runningOf } from '../support/processes.ts';
import { runProcess } from '../support/run-process.ts';
import { scanUntil } from '../support/scan-until.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { scannerStrokes } from '../support/x-display.ts';

const PIN = '482715';
const WRONG_PIN = '771904';
const BADGE = 'GACCONGLEAVE1TESTTESTTESTTESTTESTTEST00';
const lacking = whyNoPackedKiosk();
let display: Awaited<ReturnType<typeof startDisplay>>;

beforeAll(async () => {
  if (lacking !== null) return;
  packKiosk();
  display = await startDisplay();
});
afterAll(() => display?.stop());
beforeEach(({ skip }) => {
  if (lacking !== null) skip(lacking);
});

async function open(dataDir: string): Promise<PackedKiosk> {
  const kiosk = await openPackedKiosk(display.name, dataDir);
  onTestFinished(() => kiosk.app.close().catch(() => undefined));
  return kiosk;
}

/** As a finger does, key by key. */
async function typePin({ page }: PackedKiosk, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByTestId('unlock').click();
}

async function wantToLeave({ page }: PackedKiosk): Promise<void> {
  await page.getByTestId('open-menu').click();
  await page.getByTestId('open-leave').click();
  await page.locator('[data-screen="pin-pad"]').waitFor();
}

async function keepPin(dataDir: string, failures: number): Promise<void> {
  await openAccessFile(dataDir).keep({ administrator: await hashPin(PIN), supervisor: null, failures });
}

function scanBadge(): void {
  xdotool(display.name, ['key', '--delay', '3', ...scannerStrokes(BADGE), 'Return']);
}

function endOf({ app }: PackedKiosk): Promise<unknown[]> {
  return once(app.process(), 'exit');
}

test('wrong PINs lock the way out, a restart does not open it, and the badge does', async () => {
  const dataDir = temporaryDir();
  await keepPin(dataDir, 0);
  const first = await open(dataDir);
  await wantToLeave(first);
  const note = first.page.getByTestId('pin-note');
  for (let time = 1; time <= FREE_TRIES; time += 1) {
    await typePin(first, WRONG_PIN);
    if (time < FREE_TRIES) await expect.poll(() => note.textContent()).toContain(`${FREE_TRIES - time} `);
  }
  await expect.poll(() => note.getAttribute('data-grave')).toBe('true');
  await expect.poll(() => first.page.getByTestId('unlock').isDisabled()).toBe(true);
  await first.app.close();
  expect(openAccessFile(dataDir).look()).toMatchObject({ type: 'read', access: { failures: FREE_TRIES } });

  // As after some more of them: a longer wait than any machine takes to come up and to hear the badge.
  await keepPin(dataDir, 2 * FREE_TRIES);
  await openLeaveBadgeFile(dataDir).keep(hashBadge(BADGE));
  const second = await open(dataDir);
  // On the lanes it is no code of anybody's, and nothing is counted.
  const said = second.page.getByText('thẻ rời màn hình cổng', { exact: false }).first();
  await scanUntil(scanBadge, () => said.isVisible());
  await wantToLeave(second);
  await expect.poll(() => second.page.getByTestId('pin-note').getAttribute('data-grave')).toBe('true');
  let end: unknown[] | null = null;
  void endOf(second).then((ended) => {
    end = ended;
  });
  await scanUntil(scanBadge, () => end !== null);
  expect(end).toEqual([LEFT_EXIT_CODE, null]);
});

test('the right PIN ends the app with the status that a supervisor takes for wanted', async () => {
  const dataDir = temporaryDir();
  await keepPin(dataDir, 0);
  const kiosk = await open(dataDir);
  await wantToLeave(kiosk);
  const end = endOf(kiosk);
  await typePin(kiosk, PIN);
  expect(await end).toEqual([LEFT_EXIT_CODE, null]);
});

test('in cage the app stands by Wayland, and goes when it is asked to', async ({ skip }) => {
  const withoutCage = whyNoCage();
  if (withoutCage !== null) skip(withoutCage);
  const home = somebodysDir();
  const dataDir = join(home, 'gate');
  const shown = [PACKED_PROGRAM, '--ozone-platform=wayland', '--disable-gpu', '--use-fake-device-for-media-stream'];
  const [program, args] = asSomebody('cage', ['-d', '--', ...shown]);
  const cage = runProcess(program, args, {
    ...cageEnvironment(home),
    GATE_DATA_DIR: dataDir,
    GATE_CORE_NODE: process.execPath,
  });
  onTestFinished(cage.stop);
  const log = join(dataDir, 'log', 'gate.log');
  const isShown = (): boolean =>
    existsSync(log) && readFileSync(log, 'utf8').includes('"reader":"camera-1","state":"ready"');
  await expect.poll(isShown, { timeout: 60_000, interval: 100 }).toBe(true);

  const family = descendantsOf(cage.child.pid ?? 0);
  const main = processes().find(({ parent }) => parent === cage.child.pid);
  const end = once(cage.child, 'exit');
  expect(main?.pid).toBeGreaterThan(0);
  process.kill(main?.pid ?? 0, 'SIGTERM');
  await end;
  await expect.poll(() => runningOf(family)).toEqual([]);
});
