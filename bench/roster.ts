/**
 * What does a scan find in its way while a long list comes in? `npm run bench:roster -- [--people 5000] [--json]`.
 * A list of so many takes the place of another one of so many, in a real gate; nobody stops scanning. On a busy machine see `load`.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { LONGEST_PIECE } from '../src-main/contract/roster-api.ts';
import type { OpenedGate } from '../src-main/gate/opened-gate.ts';
import { openGate } from '../src-main/gate.ts';
import { numberOption, wantsJson } from './support/options.ts';
import type { Spread } from './support/statistics.ts';
import { nowMs, spread } from './support/statistics.ts';

/** Four lanes at shift change. */
const SCAN_EVERY_MS = 50;
const QUIET_MS = 5_000;
const NANOSECONDS_A_MS = 1e6;

const people = numberOption('people', 5_000);
const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-bench-'));

type Watched = {
  /** How long the gate's thread did nothing else, at most and mostly. */
  readonly blockedMs: { readonly longest: number; readonly p99: number };
  readonly scanMs: Spread;
};

try {
  const opened = openGate({
    dataDir,
    version: 'bench',
    extraReaders: () => [],
    isAttended: false,
    log: () => undefined,
    random: Math.random,
  });
  if (opened.type === 'refused') throw new Error(`the gate did not open: ${opened.reason}`);
  const measured = await run(opened.gate);
  await opened.gate.close();
  process.stdout.write(`${wantsJson() ? JSON.stringify(measured) : JSON.stringify(measured, null, 2)}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function run(gate: OpenedGate): Promise<object> {
  const pieces = piecesOf(listOf(people));
  await bringIn(gate, pieces);
  const quiet = await watch(gate, () => sleep(QUIET_MS));
  const began = nowMs();
  const busy = await watch(gate, () => bringIn(gate, pieces));
  const tookMs = Math.round(nowMs() - began);
  return { people, tookMs, quiet, busy, load: loadavg().map((each) => Math.round(each * 10) / 10) };
}

function listOf(count: number): Buffer {
  const lines = Array.from({ length: count }, (_, n) => {
    const sixDigits = String(n).padStart(6, '0');
    return `Người Thử ${n},0${79_000 + (n % 9)}${sixDigits},NV-${sixDigits},Tổ ${n % 40}\n`;
  });
  return Buffer.from(`Họ tên,Số CCCD,Mã NV,Bộ phận\n${lines.join('')}`);
}

/** As a screen sends them; made ready beforehand, as that is the screen's own work. */
function piecesOf(bytes: Buffer): { readonly bytes: number; readonly base64: readonly string[] } {
  const size = (LONGEST_PIECE / 4) * 3;
  const count = Math.ceil(bytes.length / size);
  const base64 = Array.from({ length: count }, (_, n) => bytes.subarray(n * size, (n + 1) * size).toString('base64'));
  return { bytes: bytes.length, base64 };
}

/** From the first byte of the file to the list in force, with the one before it deleted. */
async function bringIn(gate: OpenedGate, { bytes, base64: pieces }: ReturnType<typeof piecesOf>): Promise<void> {
  const { importId } = await gate.beginImport({ bytes });
  for (const [index, base64] of pieces.entries()) await gate.sendImportPiece({ importId, index, base64 });
  const choice = { importId, group: 'staff', columns: null, dayUtcMs: null } as const;
  await gate.previewImport(choice);
  const answer = await gate.importRoster({ ...choice, how: 'replace' });
  if (answer.type === 'refused' || answer.people !== people) throw new Error(`not imported: ${JSON.stringify(answer)}`);
}

/** Somebody of the list is scanned again and again until `work` is over. */
async function watch(gate: OpenedGate, work: () => Promise<unknown>): Promise<Watched> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const scansMs: number[] = [];
  let isOver = false;
  delays.enable();
  const done = work().finally(() => {
    isOver = true;
  });
  for (let n = 0; !isOver; n += 1) {
    const began = nowMs();
    gate.scan({ readerKind: 'command', text: `NV-${String(n % people).padStart(6, '0')}`, encoding: 'utf-8' });
    scansMs.push(nowMs() - began);
    await sleep(SCAN_EVERY_MS);
  }
  await done;
  delays.disable();
  const blockedMs = { longest: inMs(delays.max), p99: inMs(delays.percentile(99)) };
  return { blockedMs, scanMs: spread(scansMs) };
}

function inMs(nanoseconds: number): number {
  return Math.round((nanoseconds / NANOSECONDS_A_MS) * 100) / 100;
}
