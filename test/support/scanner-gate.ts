/** How does a test hold a gate with several scanners, each on a cable and a lane of its own? */

import { expect, onTestFinished } from 'vitest';
import type { Settings } from '../../src-main/contract/settings.ts';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import type { ReaderStatus } from '../../src-main/contract/status-api.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import type { PtyPair } from './pty-pair.ts';
import { openPtyPair } from './pty-pair.ts';
import { temporaryDir } from './temporary-dir.ts';

/** `laneId` and `id` of the reader have the same number. */
export type CabledScanner = { readonly id: string; readonly laneId: string; readonly pty: PtyPair };
export type ScannerGate = {
  readonly dataDir: string;
  readonly gate: OpenedGate;
  readonly scanners: readonly CabledScanner[];
};

export const SCANNER_POLL = { timeout: 60_000, interval: 5 };

/** Returns when every scanner is ready; all of it goes when the test is over. */
export async function openScannerGate(count: number): Promise<ScannerGate> {
  const dataDir = temporaryDir();
  const ptys = await Promise.all(Array.from({ length: count }, () => openPtyPair()));
  for (const pty of ptys) onTestFinished(() => pty.close());
  const answer = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.5,
  });
  if (answer.type === 'refused') throw new Error(answer.reason);
  const { gate } = answer;
  onTestFinished(() => gate.close());
  const scanners = ptys.map((pty, index) => ({ id: `serial-${index}`, laneId: `lane-${index}`, pty }));
  expect(gate.saveSettings({ settings: settingsFor(scanners) })).toEqual({ type: 'saved' });
  await expect
    .poll(() => scanners.map(({ id }) => readerStatus(gate, id).state), SCANNER_POLL)
    .toEqual(ptys.map(() => 'ready'));
  return { dataDir, gate, scanners };
}

export function readerStatus(gate: OpenedGate, id: string): ReaderStatus {
  const status = gate.snapshot().status.readers.find((reader) => reader.id === id);
  if (status === undefined) throw new Error(`there is no reader ${id}`);
  return status;
}

let people = 0;

/** The card of somebody who has not come yet, as a scanner sends it: province and year count up, the rest is alike. */
export function nextCard(): Buffer {
  const province = String((people % 90) + 1).padStart(3, '0');
  const year = String(Math.floor(people / 90) % 100).padStart(2, '0');
  people += 1;
  const text = `${province}0${year}000000||Nguyễn Văn Thử|010119${year}|Nam|Số 1, Phường X, Hà Nội|15042021`;
  return Buffer.from(`${text}\r`, 'utf8');
}

/** As long as a whole test may take: a slow machine must not make a stranger of whoever has just passed. */
export const REPEAT_WINDOW_MS = 3_600_000;

function settingsFor(scanners: readonly CabledScanner[]): Settings {
  const settings = defaultSettings();
  return {
    ...settings,
    rules: { ...settings.rules, repeatWindowMs: REPEAT_WINDOW_MS },
    lanes: scanners.map(({ laneId }) => ({ id: laneId, name: laneId, direction: 'in' })),
    readers: scanners.map(({ id, laneId, pty }) => ({ kind: 'serial', id, laneId, path: pty.path, baudRate: 115200 })),
  };
}
