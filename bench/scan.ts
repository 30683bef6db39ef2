/**
 * How long from a reader to the screen? Serial bytes → committed → painted, and camera frame → painted, on a log of
 * many entries, beside the bare durable SQLite commit of the same row in the same run; with a collector that is away,
 * answers 500, or hangs; with four lanes at once; and how long from a cold start until somebody can be scanned.
 * `npm run bench:scan -- [--json] [--entries 1000000] [--scans 200] [--lanes-seconds 60] [--starts 3]
 * [--seeded DIR]`.
 */

import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../scripts/build-project.ts';
import { FAKE_PEOPLE } from '../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../src-main/gate/opened-gate.ts';
import { openDatabase } from '../src-main/store/open-database.ts';
import type { PtyPair } from '../test/support/pty-pair.ts';
import { openPtyPair } from '../test/support/pty-pair.ts';
import { measureCamera } from './support/measure-camera.ts';
import { measureColdStarts } from './support/measure-cold-start.ts';
import { measureLanes } from './support/measure-lanes.ts';
import { measureCollectorFaults, measureSerial } from './support/measure-serial.ts';
import { openScreen, openWatchedGate } from './support/open-gate-and-screen.ts';
import { numberOption, textOption, wantsJson } from './support/options.ts';
import { seedEntries } from './support/seed-entries.ts';
import { nowMs, ratio } from './support/statistics.ts';

const entries = numberOption('entries', 1_000_000);
const scans = numberOption('scans', 200);
const lanesSeconds = numberOption('lanes-seconds', 60);
const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-bench-'));

try {
  const report = await run();
  if (!wantsJson()) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function run(): Promise<object> {
  buildIfStale();
  makeLog();
  copyDurably(join(dataDir, 'gate.sqlite'), join(dataDir, 'same.sqlite'));

  const pty = await openPtyPair();
  try {
    const watched = await measureWatched(pty);
    say('cold starts…');
    const starts = await measureColdStarts({ dataDir, pty }, numberOption('starts', 3));
    return {
      ...watched,
      coldStartMs: { kiosk: leastOf(starts.kiosk), electron: leastOf(starts.electron), all: starts },
    };
  } finally {
    await pty.close();
  }
}

/** A log with its keys; a million entries take minutes, so `--seeded DIR` keeps them for the next run. */
function makeLog(): void {
  const keptDir = textOption('seeded');
  const madeDir = keptDir ?? dataDir;
  const isKept = keptDir !== null && existsSync(join(keptDir, 'gate.sqlite'));
  if (isKept) bringUpToDate(join(keptDir, 'gate.sqlite'));
  if (!isKept) {
    say(`${entries} entries are being written…`);
    mkdirSync(madeDir, { recursive: true });
    seedEntries(join(madeDir, 'gate.sqlite'), madeDir, entries);
  }
  if (keptDir !== null)
    for (const name of ['gate.sqlite', 'keys.json']) copyDurably(join(keptDir, name), join(dataDir, name));
}

/** A log of an older version is migrated before it is copied, so that the bare commit has the schema of the gate. */
function bringUpToDate(path: string): void {
  const opened = openDatabase(path);
  if (opened.type === 'refused') throw new Error(`the kept log did not open: ${opened.reason}`);
  opened.database.close();
}

/** On the disk when it returns: the first commits would have to wait for what the system still had to write. */
function copyDurably(from: string, to: string): void {
  copyFileSync(from, to);
  const file = openSync(to, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** All that is measured in the gate itself, which is in this process. */
async function measureWatched(pty: PtyPair): Promise<object> {
  const startedAtMs = nowMs();
  const gate = openWatchedGate(dataDir, pty.path);
  const openMs = nowMs() - startedAtMs;
  try {
    const film = { people: FAKE_PEOPLE.slice(0, 20), path: join(dataDir, 'film.y4m') };
    say('camera…');
    const camera = await measureCamera(gate, film);
    const screen = await openScreen(gate, null);
    try {
      say(`${scans} serial scans, each beside bare commits…`);
      const serial = await measureSerial({ gate, screen, pty, scans, dataDir });
      const { committedMs, shownMs, sqliteCommitMs, smallestCommitMs, bareHopMs } = serial;
      say('serial scans with a collector that is away, answers 500, hangs…');
      const collectorFaults = await measureCollectorFaults({ gate, screen, pty, scans: Math.ceil(scans / 4), dataDir });
      say(`one lane, then four lanes at once, ${lanesSeconds} s…`);
      const oneLane = await measureLanes({ gate, screen, dataDir, lanes: 1, seconds: lanesSeconds });
      const fourLanes = await measureLanes({ gate, screen, dataDir, lanes: 4, seconds: lanesSeconds });
      keepSerialOnly(gate, pty);
      return {
        ratios: {
          committedOverBareCommit: ratio(committedMs.median, sqliteCommitMs.median),
          committedOverSmallestCommit: ratio(committedMs.median, smallestCommitMs.median),
          committedOverBareHopAndCommit: ratio(committedMs.median, bareHopMs.median + sqliteCommitMs.median),
          shownWhileCollectorHangsOverAlone: ratio(collectorFaults.hang.median, shownMs.median),
          fourLanesP95OverOneLane: ratio(fourLanes.shownMs.p95, oneLane.shownMs.p95),
        },
        serial: { committedMs, shownMs },
        camera,
        sqliteCommitMs,
        smallestCommitMs,
        bareHopMs,
        collectorFaults,
        lanes: { one: oneLane, four: fourLanes },
        openMs: Math.round(openMs),
        load: loadavg().map((each) => Math.round(each * 10) / 10),
        entries,
      };
    } finally {
      await screen.close();
    }
  } finally {
    await gate.close();
  }
}

/** For the cold starts, which see no camera. */
function keepSerialOnly(gate: OpenedGate, pty: PtyPair): void {
  const { settings } = gate.snapshot();
  const laneId = settings.lanes[0]?.id ?? '';
  gate.saveSettings({
    settings: { ...settings, readers: [{ kind: 'serial', id: 'serial-1', laneId, path: pty.path, baudRate: 115200 }] },
  });
}

/** The quickest says what the program needs; the others had to wait for the machine. All of them are printed. */
function leastOf(times: readonly number[] | null): number | null {
  return times === null ? null : Math.min(...times);
}

/** Progress goes to standard error: standard output is the figures alone. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
