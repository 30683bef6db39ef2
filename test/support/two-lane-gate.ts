/** How does a test stand at a gate with two lanes and a scanner on each, whichever shell the venue runs? */

import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { Settings } from '../../src-main/contract/settings.ts';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import { writeSettings } from '../../src-main/gate/settings-file.ts';
import { hearComplaints } from './complaints.ts';
import type { Shell } from './gate-shells.ts';
import { NODE } from './gate-shells.ts';
import type { PtyPair } from './pty-pair.ts';
import { openPtyPair } from './pty-pair.ts';
import { PROJECT_DIR } from './run-process.ts';
import { REPEAT_WINDOW_MS } from './scanner-gate.ts';
import { temporaryDir } from './temporary-dir.ts';

export type CabledLane = { readonly laneId: string; readonly readerId: string; readonly pty: PtyPair };

export type TwoLaneGate = {
  readonly dataDir: string;
  readonly page: Page;
  /** People come in by the first and go out by the second. */
  readonly wayIn: CabledLane;
  readonly wayOut: CabledLane;
  /** What the page had to complain of. */
  readonly complaints: readonly string[];
  /** Takes shell and core down, in order. */
  readonly shutDown: () => Promise<void>;
};

/** A machine that does much else besides. */
export const PATIENCE_MS = 60_000;
export const PATIENT = { timeout: PATIENCE_MS, interval: 50 };

/**
 * What Chromium says at each load of the shell's page, whose policy has a sandbox: it thinks of frames, and warns of parents
 * that such a frame could reach, where our page has none. Heard only if the driver listens before the page is there.
 */
const SANDBOXED_PAGE =
  'An iframe which has both allow-scripts and allow-same-origin for its sandbox attribute can escape its sandboxing.';

/** Returns when the screen stands and both scanners are ready; all of it goes when the test is over. */
export async function openTwoLaneGate(shell: Shell): Promise<TwoLaneGate> {
  const dataDir = temporaryDir();
  const [wayIn, wayOut] = await Promise.all([cableLane('in'), cableLane('out')]);
  const written = writeSettings(dataDir, settingsFor([wayIn, wayOut]));
  if (written.type === 'refused') throw new Error(`settings are refused: ${written.field}`);

  const gate = await shell.start({ dataDir, serialPath: '', filmPath: '' });
  let isDown = false;
  const shutDown = async (): Promise<void> => {
    if (isDown) return;
    isDown = true;
    await gate.stop();
  };
  onTestFinished(shutDown);

  const { page } = gate;
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints = hearComplaints(page, [SANDBOXED_PAGE]);
  await page.locator('[data-screen="gate"]').waitFor();
  await Promise.all([wayIn, wayOut].map((lane) => readerSays(page, lane, 'well')));
  return { dataDir, page, wayIn, wayOut, complaints, shutDown };
}

/** Waits until the status strip shows the lane's scanner so: `well`, or `warning` with what is wrong. */
export async function readerSays(page: Page, { readerId }: CabledLane, tone: 'well' | 'warning'): Promise<void> {
  await page.locator(`[data-note="reader ${readerId}"][data-tone="${tone}"]`).waitFor();
}

/** What `verify-log` finds in the log of a gate that is shut down. */
export function verifiedLog(dataDir: string): { readonly entries: number; readonly broken: number } {
  const json = execFileSync(NODE, ['src-main/host/cli.ts', 'verify-log'], {
    cwd: PROJECT_DIR,
    env: { ...process.env, GATE_DATA_DIR: dataDir },
    encoding: 'utf8',
  });
  return JSON.parse(json);
}

/** The counts that stand at the top of the guard's screen. */
export async function expectTally(page: Page, tally: Readonly<Record<string, string>>): Promise<void> {
  const shown = (): Promise<Record<string, string>> =>
    page
      .locator('header [data-count]')
      .evaluateAll((all) =>
        Object.fromEntries(
          all.map((one) => [one.getAttribute('data-count') ?? '', one.querySelector('dd')?.textContent ?? '']),
        ),
      );
  await expect.poll(shown, PATIENT).toEqual(tally);
}

async function cableLane(direction: 'in' | 'out'): Promise<CabledLane> {
  const pty = await openPtyPair();
  onTestFinished(() => pty.close());
  return { laneId: `lane-${direction}`, readerId: `serial-${direction}`, pty };
}

function settingsFor(lanes: readonly [CabledLane, CabledLane]): Settings {
  const [wayIn, wayOut] = lanes;
  const settings = defaultSettings();
  return {
    ...settings,
    venue: { ...settings.venue, name: 'Nhà máy Kiểm Thử' },
    lanes: [
      { id: wayIn.laneId, name: 'Cổng vào', direction: 'in' },
      { id: wayOut.laneId, name: 'Cổng ra', direction: 'out' },
    ],
    readers: lanes.map(({ readerId, laneId, pty }) => ({
      kind: 'serial',
      id: readerId,
      laneId,
      path: pty.path,
      baudRate: 115200,
    })),
    rules: { ...settings.rules, repeatWindowMs: REPEAT_WINDOW_MS },
    setup: { doneAtUtcMs: 0, step: null },
  };
}
