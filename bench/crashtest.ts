/**
 * Does the packaged gate come back by itself, and how soon, while people are scanned all the time? Renderer, graphics, core and main
 * killed, renderer and core stopped, in turn. `npm run crashtest -- --rounds N [--json]`.
 *
 * The time runs from the fault until the screen shows its lane ready and somebody scanned after it was recorded and painted. Lost is
 * what was painted as recorded and did not stand in the log at that moment, or does not at the end.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packIfStale, whyNotPackable } from '../scripts/pack-project.ts';
import { PROJECT_DIR } from '../test/support/run-process.ts';
import type { CrashGate } from './crashtest/crash-gate.ts';
import { openCrashGate } from './crashtest/crash-gate.ts';
import type { CrashFault } from './crashtest/faults.ts';
import { CRASH_FAULTS } from './crashtest/faults.ts';
import { RESTART_AFTER_MS } from './crashtest/kept-app.ts';
import { READY_WITHIN_MS, waitReady, whenReady } from './crashtest/wait-ready.ts';
import { numberOption, wantsJson } from './support/options.ts';
import { spread } from './support/statistics.ts';
import { verifyLog } from './torture/gate-files.ts';

const rounds = numberOption('rounds', 12);
/** People pass between two faults, as on any day. */
const QUIET_MS = 1_500;

const lacking = whyNotPackable();
if (lacking !== null) throw new Error(`cannot run here: ${lacking}`);
say(packIfStale());

const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-crashtest-'));
let gate: CrashGate | null = null;
/** Somebody ends it: what was measured until then is summed up. A second signal ends it at once. */
let isOver = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isOver) void gate?.close().then(() => process.exit(1));
    isOver = true;
  });
}
let keeps = true;
try {
  gate = await openCrashGate({ dataDir, executable: join(PROJECT_DIR, 'release/linux-unpacked/gac-cong') });
  const report = await run(gate);
  keeps = report.lost > 0 || report.broken > 0;
  process.stdout.write(`${wantsJson() ? JSON.stringify(report) : JSON.stringify(report, null, 2)}\n`);
} finally {
  await gate?.close();
  if (keeps) say(`kept for whoever looks into it: ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);

async function run(standing: CrashGate) {
  const firstReadyMs = await waitReady(standing, 0, () => true);
  say(`ready for the first time after ${Math.round(firstReadyMs)} ms; ${rounds} rounds`);
  const times = new Map<string, number[]>(CRASH_FAULTS.map(({ name }) => [name, []]));
  let leftovers = 0;
  let notReady = 0;
  let done = 0;
  while (done < rounds && !isOver) {
    await delay(QUIET_MS);
    const fault = CRASH_FAULTS[done % CRASH_FAULTS.length] as CrashFault;
    const readyMs = await strike(standing, fault);
    leftovers += standing.app.leftovers().length;
    if (readyMs === null) notReady += 1;
    times.get(fault.name)?.push(readyMs ?? READY_WITHIN_MS);
    done += 1;
    say(`${done}. ${fault.name}: ${readyMs === null ? 'not ready' : `${Math.round(readyMs)} ms`}`);
    // The next fault is for a gate that works.
    if (readyMs === null) await waitReady(standing, standing.lastSeq(), () => true);
  }
  // Whoever is on the cable now may still be shown.
  await delay(QUIET_MS);
  const stored = new Map(standing.stored().map(({ seq, verdict }) => [seq, verdict]));
  const lost = standing.shown.filter(({ seq, verdict, wasStored }) => !wasStored || stored.get(seq) !== verdict).length;
  const { broken } = await verifyLog(dataDir);
  const all = [...times.values()].flat();
  return {
    rounds: done,
    readyMs: figures(all),
    lost,
    /** Rounds after which it took longer than a minute and a half. */
    notReady,
    faults: Object.fromEntries([...times].filter(([, ms]) => ms.length > 0).map(([name, ms]) => [name, figures(ms)])),
    firstReadyMs: Math.round(firstReadyMs),
    shown: standing.shown.length,
    stored: stored.size,
    broken,
    /** Processes of a killed app that still ran when the next one was ready. */
    leftovers,
    restartAfterMs: RESTART_AFTER_MS,
  };
}

/** The process that was struck has to be gone, and another one in its place. */
async function strike(standing: CrashGate, { part, signal }: CrashFault): Promise<number | null> {
  const victim = standing.app.pidOf(part);
  if (victim === null) throw new Error(`there is no ${part} to be struck`);
  const afterSeq = standing.lastSeq();
  process.kill(victim, signal);
  return whenReady(standing, afterSeq, () => {
    const now = standing.app.pidOf(part);
    return now !== null && now !== victim;
  });
}

function figures(ms: readonly number[]) {
  const { median, p95, count } = spread(ms);
  return { median: Math.round(median), p95: Math.round(p95), worst: Math.round(Math.max(...ms)), rounds: count };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
