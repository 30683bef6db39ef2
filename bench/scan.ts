/**
 * How long from a reader to the screen? Serial bytes → committed → painted, and camera frame → painted, on a log of
 * many entries, beside the bare durable SQLite commit of the same row in the same run, and with a collector that is
 * away, answers 500, or hangs. `npm run bench:scan -- [--json] [--entries 1000000] [--scans 200]`.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAKE_PEOPLE } from '../src-main/devices/simulated/fake-people.ts';
import { openPtyPair } from '../test/support/pty-pair.ts';
import { measureCamera } from './support/measure-camera.ts';
import { measureCollectorFaults, measureSerial } from './support/measure-serial.ts';
import { openScreen, openWatchedGate } from './support/open-gate-and-screen.ts';
import { numberOption, wantsJson } from './support/options.ts';
import { seedEntries } from './support/seed-entries.ts';
import { nowMs, ratio } from './support/statistics.ts';

const entries = numberOption('entries', 1_000_000);
const scans = numberOption('scans', 200);
const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-bench-'));

try {
  const report = await run();
  if (!wantsJson()) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function run(): Promise<object> {
  say(`${entries} entries are being written…`);
  await seedEntries(join(dataDir, 'gate.sqlite'), dataDir, entries);

  const pty = await openPtyPair();
  const startedAtMs = nowMs();
  const gate = openWatchedGate(dataDir, pty.path);
  const openMs = nowMs() - startedAtMs;
  try {
    const film = { people: FAKE_PEOPLE.slice(0, 20), path: join(dataDir, 'film.y4m') };
    say('camera…');
    const camera = await measureCamera(gate, film);
    const screen = await openScreen(gate, null);
    try {
      say(`${scans} serial scans, each beside a bare commit…`);
      const { committedMs, shownMs, sqliteCommitMs } = await measureSerial({ gate, screen, pty, scans, dataDir });
      say('serial scans with a collector that is away, answers 500, hangs…');
      const collectorFaults = await measureCollectorFaults({ gate, screen, pty, scans: Math.ceil(scans / 4), dataDir });
      return {
        ratios: {
          committedOverBareCommit: ratio(committedMs.median, sqliteCommitMs.median),
          shownWhileCollectorHangsOverAlone: ratio(collectorFaults.hang.median, shownMs.median),
        },
        serial: { committedMs, shownMs },
        camera,
        sqliteCommitMs,
        collectorFaults,
        openMs: Math.round(openMs),
        entries,
      };
    } finally {
      await screen.close();
    }
  } finally {
    await gate.close();
    await pty.close();
  }
}

/** Progress goes to standard error: standard output is the figures alone. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
