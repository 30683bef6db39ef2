/** How long does a code on a serial line take to be committed, and to be painted? */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Shown } from '../../src-main/core/entry/entry.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { startFaultyCollector } from '../../test/support/faulty-collector.ts';
import type { PtyPair } from '../../test/support/pty-pair.ts';
import { openSameSchema, openSmallestLog } from './bare-commits.ts';
import { openBareHop } from './bare-hop.ts';
import { nextCard } from './fake-cards.ts';
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
const REST_MS = 20;

export type SerialFigures = {
  readonly committedMs: Spread;
  readonly shownMs: Spread;
  /** The same row and its outbox row into the same schema, durable, by bare SQLite. */
  readonly sqliteCommitMs: Spread;
  /** One blob of the row's size into one table without indexes: the least that SQLite can do. */
  readonly smallestCommitMs: Spread;
  /** From the same kind of cable to the bare serial library, with nothing behind it. */
  readonly bareHopMs: Spread;
};

/** Scans one after the other; between two, the bare commits and the bare hop, so that all meet the same machine. */
export async function measureSerial(bench: Bench): Promise<SerialFigures> {
  const same = openSameSchema(join(bench.dataDir, 'same.sqlite'));
  const smallest = openSmallestLog(join(bench.dataDir, 'smallest.sqlite'));
  const hop = await openBareHop();
  const times = new Map<string, number[]>();
  const note = (name: string, ms: number): void => void times.set(name, [...(times.get(name) ?? []), ms]);
  const measures: Readonly<Record<string, () => Promise<Record<string, number>>>> = {
    scan: () => scanOnce(bench),
    same: async () => ({ same: timeOf(same.commit) }),
    smallest: async () => ({ smallest: timeOf(smallest.commit) }),
    hop: async () => ({ hop: await hop.hopMs(Buffer.from(`${nextCard()}\r`, 'utf8')) }),
  };
  for (let index = -WARM_UP_SCANS; index < bench.scans; index += 1) {
    for (const measure of Object.values(measures)) {
      // Each finds the machine at rest: the screen has painted, and the disk has written.
      await delay(REST_MS);
      for (const [name, ms] of Object.entries(await measure())) if (index >= 0) note(name, ms);
    }
  }
  same.close();
  smallest.close();
  await hop.close();
  const of = (name: string): Spread => spread(times.get(name) ?? []);
  return {
    committedMs: of('committedMs'),
    shownMs: of('shownMs'),
    sqliteCommitMs: of('same'),
    smallestCommitMs: of('smallest'),
    bareHopMs: of('hop'),
  };
}

function timeOf(work: () => void): number {
  const startedAtMs = nowMs();
  work();
  return nowMs() - startedAtMs;
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
