/** How long does a code on a serial line take to be committed, and to be painted? */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Shown } from '../../src-main/core/entry/entry.ts';
import type { OpenedGate } from '../../src-main/gate.ts';
import { startFaultyCollector } from '../../test/support/faulty-collector.ts';
import type { PtyPair } from '../../test/support/pty-pair.ts';
import type { Screen } from './open-gate-and-screen.ts';
import type { Spread } from './statistics.ts';
import { nowMs, spread } from './statistics.ts';

type Bench = {
  readonly gate: OpenedGate;
  readonly screen: Screen;
  readonly pty: PtyPair;
  readonly scans: number;
  readonly dataDir: string;
};

const WARM_UP_SCANS = 5;
let people = 0;

/** A citizen's card that nobody has shown before; the number ends in 000000 like every fake one. */
function nextCard(): string {
  people += 1;
  const number = `${String(people % 1000).padStart(3, '0')}0${String(Math.floor(people / 1000) % 100).padStart(2, '0')}000000`;
  return `${number}||Nguyễn Văn Thử|01011999|Nam|Số 1, Phường X, Hà Nội|15042021`;
}

/** Scans one after the other; between two, the bare commit of a row as large as the gate's own. */
export async function measureSerial(
  bench: Bench,
): Promise<{ committedMs: Spread; shownMs: Spread; sqliteCommitMs: Spread }> {
  const bare = openBareLog(join(bench.dataDir, 'bare.sqlite'));
  const committed: number[] = [];
  const shown: number[] = [];
  const commits: number[] = [];
  for (let index = -WARM_UP_SCANS; index < bench.scans; index += 1) {
    const times = await scanOnce(bench);
    const startedAtMs = nowMs();
    bare.commit();
    const commitMs = nowMs() - startedAtMs;
    if (index < 0) continue;
    committed.push(times.committedMs);
    shown.push(times.shownMs);
    commits.push(commitMs);
  }
  bare.close();
  return { committedMs: spread(committed), shownMs: spread(shown), sqliteCommitMs: spread(commits) };
}

/** The same with a collector that is away, answers 500, or takes the upload and never answers. */
export async function measureCollectorFaults(bench: Bench): Promise<Record<'away' | 'server-error' | 'hang', Spread>> {
  const measure = async (url: string): Promise<Spread> => {
    setCollector(bench.gate, url);
    const shown: number[] = [];
    for (let index = 0; index < bench.scans; index += 1) shown.push((await scanOnce(bench)).shownMs);
    setCollector(bench.gate, null);
    return spread(shown);
  };
  const failing = await startFaultyCollector('server-error');
  const hanging = await startFaultyCollector('hang');
  try {
    return {
      away: await measure('http://127.0.0.1:9'),
      'server-error': await measure(failing.url),
      hang: await measure(hanging.url),
    };
  } finally {
    await Promise.all([failing.close(), hanging.close()]);
  }
}

async function scanOnce({ gate, screen, pty }: Bench): Promise<{ committedMs: number; shownMs: number }> {
  const committed = nextShown(gate);
  await pty.write(Buffer.from(`${nextCard()}\r`, 'utf8'));
  const lastByteAtMs = nowMs();
  const { shown, atMs } = await committed;
  if (shown.entry === null) throw new Error(`a scan was not recorded: ${shown.verdict}`);
  const painted = await screen.painted(shown.entry.seq);
  return { committedMs: atMs - lastByteAtMs, shownMs: painted.atMs - lastByteAtMs };
}

/** The gate publishes a verdict right after its COMMIT, so hearing it is the committed instant, or a little later. */
function nextShown(gate: OpenedGate): Promise<{ shown: Shown; atMs: number }> {
  return new Promise((resolve) => {
    const stop = gate.subscribe((event) => {
      if (event.type !== 'shown') return;
      stop();
      resolve({ shown: event.shown, atMs: nowMs() });
    });
  });
}

function setCollector(gate: OpenedGate, url: string | null): void {
  const { settings } = gate.snapshot();
  const saved = gate.saveSettings({
    settings: { ...settings, collector: url === null ? null : { url, name: 'bench' } },
  });
  if (saved.type === 'refused') throw new Error(`settings refused: ${saved.field}`);
}

/** What the bare library needs for one durable row of the size of an entry, in the same folder. */
function openBareLog(path: string): { commit: () => void; close: () => void } {
  const database = new Database(path);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  database.exec('create table entry (seq integer primary key, row blob not null) strict');
  const insert = database.prepare('insert into entry (row) values (?)');
  const row = Buffer.alloc(700, 7);
  return { commit: () => void insert.run(row), close: () => database.close() };
}
