/**
 * Does anything that a code can contain crash the gate, stall it or make it grow? `npm run fuzz -- [--seconds 60]
 * [--seed N] [--json]`. What is found is written to test/fixtures/found-by-fuzz, where the tests replay it for ever.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { randomFrom } from '../test/support/credentials/forge.ts';
import { divocForm, forgeableForms } from '../test/support/credentials/forgeable-forms.ts';
import { trustIn } from '../test/support/credentials/sign-cose.ts';
import { bombs, fuzzSeeds, nextInput } from '../test/support/fuzz/inputs.ts';
import type { FuzzTarget } from '../test/support/fuzz/targets.ts';
import { fuzzTargets } from '../test/support/fuzz/targets.ts';

const HANG_MS = 50;
/** A busy machine stops everything now and then; what is slow by itself is slow three times. */
const TRIES = 3;
const FOUND_DIR = join(import.meta.dirname, '../test/fixtures/found-by-fuzz');

const seconds = numberAfter('--seconds', 60);
const seed = numberAfter('--seed', Date.now() % 1_000_000);
const random = randomFrom(seed);
const forms = [...forgeableForms(), divocForm()];
const targets = fuzzTargets(trustIn(forms.map(({ key }) => key)));
const seeds = fuzzSeeds(forms);
const worst: Record<string, number> = {};
const report = { seed, seconds, inputs: 0, crashes: 0, hangs: 0, worstMs: 0, bombsWorstMs: 0, growthMb: 0, worst };

collectGarbage();
for (const { input } of bombs()) {
  for (const target of targets) report.bombsWorstMs = Math.max(report.bombsWorstMs, tryInput(target, input));
}
for (let warmUp = 0; warmUp < 20_000; warmUp += 1) {
  tryOne();
  if (warmUp % 100 === 0) await nextTurn();
}
const before = heapMb();
const until = Date.now() + seconds * 1_000;
while (Date.now() < until) {
  tryOne();
  // As between two scans: zlib gives its memory back on the next turn of the event loop.
  if (report.inputs % 100 === 0) await nextTurn();
}
await nextTurn();
report.growthMb = round(heapMb() - before);
report.worstMs = Math.max(...Object.values(worst));
if (!process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(report)}\n`);

function tryOne(): void {
  const target = targets[report.inputs % targets.length];
  if (target !== undefined) tryInput(target, nextInput(seeds, random));
}

/** How long it took at best, in milliseconds. */
function tryInput(target: FuzzTarget, input: Uint8Array): number {
  report.inputs += 1;
  let fastestMs = Number.POSITIVE_INFINITY;
  for (let time = 0; time < TRIES && fastestMs > HANG_MS / 5; time += 1) {
    const startedMs = performance.now();
    try {
      target.run(input);
    } catch {
      report.crashes += 1;
      keep(target, input);
      return 0;
    }
    fastestMs = Math.min(fastestMs, performance.now() - startedMs);
  }
  worst[target.name] = round(Math.max(worst[target.name] ?? 0, fastestMs));
  if (fastestMs > HANG_MS) {
    report.hangs += 1;
    keep(target, input);
  }
  return fastestMs;
}

function keep({ name }: FuzzTarget, input: Uint8Array): void {
  const hash = createHash('sha256').update(input).digest('hex').slice(0, 16);
  mkdirSync(FOUND_DIR, { recursive: true });
  writeFileSync(join(FOUND_DIR, `${name.replaceAll(' ', '-')}-${hash}.bin`), input);
}

function heapMb(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_000_000;
}

/** What is still there after a collection is what has grown. */
function collectGarbage(): void {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
}

function numberAfter(option: string, fallback: number): number {
  const at = process.argv.indexOf(option);
  const value = at === -1 ? fallback : Number(process.argv[at + 1]);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${option} wants a number`);
  return value;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
