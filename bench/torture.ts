/**
 * Is anything lost or doubled when everything dies at the worst moment? Gate cores and a collector, killed with SIGKILL
 * at random instants under scan and upload load, with a network in between that cuts, delays, repeats and lies; then an
 * audit from the outside. `npm run torture -- --kills N [--seconds S] [--gates G] [--seed N] [--postgres] [--json]`.
 *
 * `--seconds`: at least so long, with faults and load and no more kills once there were N. What is drawn by the seed comes
 * again with it; the instants come out of the machine's own timing.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { defaultSettings } from '../src-main/contract/settings.ts';
import type { Shown } from '../src-main/core/entry/entry.ts';
import { enrolGate } from '../test/support/enrol-gate.ts';
import { pendingCount } from '../test/support/log-rows.ts';
import { numberOption, wantsJson } from './support/options.ts';
import type { ShownEntry } from './torture/audit.ts';
import { audit, idOf } from './torture/audit.ts';
import type { FaultyProxy } from './torture/faulty-proxy.ts';
import { startFaultyProxy } from './torture/faulty-proxy.ts';
import { loggedEntries, verifyLog } from './torture/gate-files.ts';
import { seededRandom } from './torture/random.ts';
import type { TorturedCollector } from './torture/tortured-collector.ts';
import { openTorturedCollector } from './torture/tortured-collector.ts';
import type { TorturedGate } from './torture/tortured-gate.ts';
import { openTorturedGate } from './torture/tortured-gate.ts';

const kills = numberOption('kills', 100);
const seconds = process.argv.includes('--seconds') ? numberOption('seconds', 1) : 0;
const gateCount = numberOption('gates', 5);
const seed = numberOption('seed', 1);
const isPostgres = process.argv.includes('--postgres');

/** Some kills hit a core that is still starting; the others one that is at work. */
const KILLED_WHILE_STARTING = 0.2;
const LONGEST_START_MS = 1_500;
const LONGEST_GATE_LIFE_MS = 8_000;
const COLLECTOR_LIFE_MS = { from: 500, to: 10_000 };
const DRAINED_WITHIN_MS = 15 * 60_000;
const SAY_EVERY_MS = 20_000;

const random = seededRandom(seed);
const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-torture-'));
const heard: ShownEntry[] = [];
const deaths: string[] = [];
const done = { gate: 0, collector: 0, whileStarting: 0 };
let killsPromised = 0;
let isOver = false;

let keeps = true;
try {
  const report = await run();
  keeps = report.lost > 0 || report.doubled > 0 || report.chainBroken > 0 || report.waiting > 0;
  process.stdout.write(wantsJson() ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`);
} finally {
  if (keeps) say(`kept for whoever looks into it: ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
}
// Whatever still hangs on a broken connection is not waited for.
process.exit(0);

async function run() {
  const startedAtMs = performance.now();
  const cacheDir = join(dataDir, 'compiled');
  const collector = await openTorturedCollector(join(dataDir, 'collector'), cacheDir, isPostgres);
  const proxy = await startFaultyProxy({ collectorPort: collector.port, random: random.fork('network') });
  const gates: TorturedGate[] = [];
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void endAll(gates, collector, proxy).then(() => process.exit(1)));
  }
  try {
    await openGates(gates, collector, proxy, cacheDir);
    say(
      `${gates.length} gates, one collector over ${isPostgres ? 'PostgreSQL' : 'PGlite'}, ${kills} kills, seed ${seed}`,
    );
    proxy.setFaulty(true);
    const killingStartedAtMs = performance.now();
    const untilMs = killingStartedAtMs + seconds * 1_000;
    const telling = setInterval(() => sayHow(proxy, killingStartedAtMs), SAY_EVERY_MS);
    const mayEnd = (): boolean => killsDone() >= kills && performance.now() >= untilMs;
    await Promise.all([
      ...gates.map((gate, index) => torture(gate, index, mayEnd)),
      tortureCollector(collector, proxy, mayEnd),
    ]);
    clearInterval(telling);
    const tortureMs = performance.now() - killingStartedAtMs;
    await drainQuietly(gates, collector, proxy);
    return await sumUp(gates, collector, proxy, { tortureMs, startedAtMs });
  } finally {
    await endAll(gates, collector, proxy);
  }
}

/** Nothing of a torture lives on after it, however it ends. */
async function endAll(gates: readonly TorturedGate[], collector: TorturedCollector, proxy: FaultyProxy): Promise<void> {
  isOver = true;
  await Promise.all(gates.map((gate) => gate.kill().then(gate.close)));
  await proxy.close();
  await collector.close();
}

/** Enrols and adds them. */
async function openGates(
  gates: TorturedGate[],
  collector: TorturedCollector,
  proxy: FaultyProxy,
  cacheDir: string,
): Promise<void> {
  for (let index = 0; index < gateCount; index += 1) {
    const gateDir = join(dataDir, `gate-${index}`);
    mkdirSync(gateDir);
    await enrolGate(gateDir, await collector.start(proxy.url));
    await collector.stop();
    const gate = await openTorturedGate({
      dataDir: gateDir,
      cacheDir,
      random: random.fork(`gate ${index}`),
      hear,
      onDeath: (output) => {
        if (!isOver) deaths.push(output.slice(-2_000));
      },
    });
    gates.push(gate);
  }
  // Leaves compiled code behind, which a core that is killed never does.
  await gates[0]?.start();
  await gates[0]?.stop();
}

async function torture(gate: TorturedGate, index: number, mayEnd: () => boolean): Promise<void> {
  const chance = random.fork(`kills of gate ${index}`);
  while (!mayEnd()) {
    const starting = gate.start();
    if (chance.chance(KILLED_WHILE_STARTING) && promiseKill()) {
      await delay(chance.between(0, LONGEST_START_MS));
      await gate.kill();
      await starting;
      done.whileStarting += 1;
      done.gate += 1;
      continue;
    }
    await starting;
    const loading = gate.load();
    await delay(chance.between(0, LONGEST_GATE_LIFE_MS));
    const counts = promiseKill();
    if (!counts) while (!mayEnd()) await delay(100);
    await gate.kill();
    if (counts) done.gate += 1;
    await loading;
  }
}

async function tortureCollector(
  collector: TorturedCollector,
  proxy: FaultyProxy,
  mayEnd: () => boolean,
): Promise<void> {
  const chance = random.fork('kills of the collector');
  while (!mayEnd()) {
    await collector.start(proxy.url);
    await delay(chance.between(COLLECTOR_LIFE_MS.from, COLLECTOR_LIFE_MS.to));
    const counts = promiseKill();
    if (!counts) while (!mayEnd()) await delay(100);
    await collector.kill();
    if (counts) done.collector += 1;
  }
}

function killsDone(): number {
  return done.gate + done.collector;
}

/** One of the kills that were asked for is the caller's from here on: two that die at one moment do not make one too many. */
function promiseKill(): boolean {
  if (killsPromised >= kills) return false;
  killsPromised += 1;
  return true;
}

function hear({ entry, verdict, recordedAtUtcMs }: Shown): void {
  if (entry !== null) heard.push({ id: idOf(entry), verdict: recordedAtUtcMs === null ? verdict : null });
}

/** Everybody is well again and nobody comes: what is still waiting has to leave by itself. */
async function drainQuietly(
  gates: readonly TorturedGate[],
  collector: TorturedCollector,
  proxy: FaultyProxy,
): Promise<void> {
  proxy.setFaulty(false);
  await collector.start(proxy.url);
  await Promise.all(gates.map((gate) => gate.start()));
  const giveUpMs = performance.now() + DRAINED_WITHIN_MS;
  const waiting = (): number => gates.reduce((sum, gate) => sum + pendingCount(gate.dataDir), 0);
  say(`no more kills and faults; ${waiting()} entries wait`);
  while (waiting() > 0 && performance.now() < giveUpMs) await delay(500);
  await proxy.replaysDone();
  await Promise.all(gates.map((gate) => gate.stop()));
  await collector.stop();
}

async function sumUp(
  gates: readonly TorturedGate[],
  collector: TorturedCollector,
  proxy: FaultyProxy,
  times: { readonly tortureMs: number; readonly startedAtMs: number },
) {
  const { entries: held, chainBreaks } = await collector.held();
  const logged = gates.flatMap((gate) => loggedEntries(gate.dataDir));
  const found = audit(heard, logged, held, defaultSettings().rules.repeatWindowMs);
  let brokenAtGates = 0;
  for (const gate of gates) brokenAtGates += (await verifyLog(gate.dataDir)).broken;
  const { 'collector-away': collectorAway = 0, ...faults } = proxy.faults();
  return {
    kills: killsDone(),
    faults,
    ...found,
    chainBroken: brokenAtGates + chainBreaks,
    killsOf: done,
    faultsInAll: Object.values(faults).reduce((sum, count) => sum + count, 0),
    requests: proxy.requests(),
    collectorAway,
    /** Cores that ended though nobody had killed them. */
    deaths: deaths.length,
    killsPerMinute: Math.round((killsDone() / times.tortureMs) * 600_000) / 10,
    tortureSeconds: Math.round(times.tortureMs / 1_000),
    seconds: Math.round((performance.now() - times.startedAtMs) / 1_000),
    gates: gates.length,
    collector: isPostgres ? 'postgresql' : 'pglite',
    seed,
  };
}

function sayHow(proxy: FaultyProxy, startedAtMs: number): void {
  const { 'collector-away': _away, ...faults } = proxy.faults();
  const count = Object.values(faults).reduce((sum, each) => sum + each, 0);
  const atSeconds = Math.round((performance.now() - startedAtMs) / 1_000);
  const deathText = deaths.length === 0 ? '' : `, ${deaths.length} deaths of their own`;
  say(`${atSeconds} s: ${killsDone()} kills, ${count} faults, ${heard.length} verdicts heard${deathText}`);
}

/** Progress goes to standard error: standard output is the figures alone. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
