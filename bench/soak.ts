/**
 * Does a gate that runs for hours hold on to memory, or lose anybody? The real page with a camera, a serial scanner, a
 * keyboard wedge and an upload to a real collector, one scan a second together. `npm run soak -- --minutes N [--json]`.
 *
 * Before each look at the heaps a collection is forced (HeapProfiler.collectGarbage), so the slope is of what cannot
 * go, not of what has not gone yet; the resident memory of the processes is printed beside it, as it is.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildIfStale } from '../scripts/build-project.ts';
import type { LogRow } from '../test/support/log-rows.ts';
import { logRows, pendingCount } from '../test/support/log-rows.ts';
import { ENTER, strikeKeys, strokesOf } from '../test/support/strike-keys.ts';
import { nextCard, nextTypedCode } from './support/fake-cards.ts';
import type { Held, MemorySample } from './support/memory.ts';
import { numberOption, wantsJson } from './support/options.ts';
import { slopeOf } from './support/slope.ts';
import type { SoakGate } from './support/soak-gate.ts';
import { openSoakGate } from './support/soak-gate.ts';

const minutes = numberOption('minutes', 60);
const EVERY_MS = 3_000;
const SAMPLE_EVERY_MS = Math.min(15_000, (minutes * 60_000) / 20);
/** Buffers, caches and compiled code find their size first. */
const WARM_UP_SHARE = 0.25;
const LAST_SCANS_WITHIN_MS = 60_000;
const KINDS = ['serial', 'wedge', 'camera'] as const;
const PARTS = ['renderer', 'worker', 'core'] as const;

const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-soak-'));
try {
  const report = await run();
  process.stdout.write(wantsJson() ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function run(): Promise<object> {
  buildIfStale();
  say('gate, screen, film and collector are being set up…');
  const gate = await openSoakGate(dataDir);
  try {
    const samples: MemorySample[] = [];
    const sent = { serial: 0, wedge: 0 };
    const startedAtMs = performance.now();
    const endMs = startedAtMs + minutes * 60_000;
    say(`one scan a second for ${minutes} min; heaps are looked at after a forced collection`);
    say('   min  renderer MB (RSS)   worker MB   core MB (RSS)');
    await Promise.all([
      every(EVERY_MS, 0, endMs, async () => {
        await gate.pty.write(Buffer.from(`${nextCard()}\r`, 'utf8'));
        sent.serial += 1;
      }),
      every(EVERY_MS, 1_000, endMs, async () => {
        await strikeKeys(gate.page, [...strokesOf(nextTypedCode()), ENTER]);
        sent.wedge += 1;
      }),
      every(SAMPLE_EVERY_MS, 500, endMs, async () => {
        const sample = await gate.probe.sample();
        samples.push(sample);
        sayHow(sample, startedAtMs);
      }),
    ]);
    return await sumUp(gate, samples, sent);
  } finally {
    await gate.close();
  }
}

/** No person is left out when the machine was late; two never come at once. */
async function every(everyMs: number, firstMs: number, endMs: number, work: () => Promise<void>): Promise<void> {
  for (let dueMs = performance.now() + firstMs; dueMs < endMs; dueMs += everyMs) {
    await delay(Math.max(0, dueMs - performance.now()));
    await work();
  }
}

async function sumUp(
  gate: SoakGate,
  samples: readonly MemorySample[],
  sent: { readonly serial: number; readonly wedge: number },
): Promise<object> {
  const gateDir = join(dataDir, 'gate');
  // Nobody is typed or scanned any more. The camera goes on: what it has read is asked again each time.
  const giveUpMs = performance.now() + LAST_SCANS_WITHIN_MS;
  let read = { ...sent, camera: 0 };
  let rows: readonly LogRow[] = [];
  do {
    await delay(400);
    read = { ...sent, camera: await gate.cameraCodes() };
    rows = logRows(gateDir);
  } while (
    (KINDS.some((kind) => countOf(rows, kind) < read[kind]) || pendingCount(gateDir) > 0) &&
    performance.now() < giveUpMs
  );
  const arrived = await gate.finish();
  const standing = logRows(gateDir);
  const seqs = new Set(arrived.map(({ epoch, seq }) => `${epoch} ${seq}`));
  const waiting = pendingCount(gateDir);
  const notInLog = KINDS.map((kind) => Math.max(0, read[kind] - countOf(rows, kind)));
  const tooMany = KINDS.map((kind) => Math.max(0, countOf(rows, kind) - read[kind]));
  // Half a code, typed into a page that was busy just then, is recorded as an unknown code before the whole one comes.
  const fragments = rows.filter(({ readerKind, codeKind }) => readerKind === 'wedge' && codeKind === 'opaque').length;
  const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  return {
    minutes,
    scans: sum(Object.values(read)),
    lost: sum(notInLog) + (standing.length - waiting - seqs.size),
    doubled: Math.max(0, sum(tooMany) - fragments) + (arrived.length - seqs.size),
    fragments,
    read,
    rows: {
      ...Object.fromEntries(KINDS.map((kind) => [kind, countOf(rows, kind)])),
      kinds: countsBy(rows, ({ codeKind, verdict }) => `${codeKind} ${verdict}`),
      standing: standing.length,
      waiting,
      atCollector: seqs.size,
    },
    memory: Object.fromEntries(PARTS.map((part) => [part, trendOf(warm, (sample) => sample[part])])),
    method: 'heaps after a forced collection; rssMb as the system has it; slopes by least squares after the warm-up',
    samples: { all: samples.length, afterWarmUp: warm.length },
    load: loadavg().map((each) => Math.round(each * 10) / 10),
  };
}

function countOf(rows: readonly LogRow[], kind: string): number {
  return rows.filter(({ readerKind }) => readerKind === kind).length;
}

function countsBy(rows: readonly LogRow[], nameOf: (row: LogRow) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[nameOf(row)] = (counts[nameOf(row)] ?? 0) + 1;
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function trendOf(samples: readonly MemorySample[], heldOf: (sample: MemorySample) => Held): object {
  const of = (pick: (held: Held) => number) =>
    slopeOf(samples.map((sample) => ({ atMs: sample.atMs, value: pick(heldOf(sample)) })));
  const held = of(({ heldMb }) => heldMb);
  const rss = of(({ rssMb }) => rssMb);
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no memory was sampled');
  return {
    startMb: round(heldOf(first).heldMb),
    endMb: round(heldOf(last).heldMb),
    slopeMbPerHour: round(held.perHour),
    slopeUncertaintyMbPerHour: round(held.uncertaintyPerHour),
    rss: {
      startMb: round(heldOf(first).rssMb),
      endMb: round(heldOf(last).rssMb),
      slopeMbPerHour: round(rss.perHour),
      slopeUncertaintyMbPerHour: round(rss.uncertaintyPerHour),
    },
  };
}

function sayHow({ atMs, renderer, worker, core }: MemorySample, startedAtMs: number): void {
  const cell = (mb: number, width: number): string => mb.toFixed(2).padStart(width);
  say(
    `${cell((atMs - startedAtMs) / 60_000, 6)} ${cell(renderer.heldMb, 9)} (${cell(renderer.rssMb, 6)}) ${cell(worker.heldMb, 10)} ` +
      `${cell(core.heldMb, 9)} (${cell(core.rssMb, 6)})`,
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Progress goes to standard error: standard output is the figures alone. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
