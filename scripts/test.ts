/**
 * `npm test [-- Vitest arguments]`: everything that must hold. The last line is the count of tests, with every failed
 * step counted as one failure; the exit status is 0 only if there is none.
 */

import { buildIfStale } from './build-project.ts';
import { packIfStale } from './pack-project.ts';
import { runChecks } from './run-checks.ts';
import { runTests } from './run-tests.ts';
import { sayStep } from './say-step.ts';
import { ensureSystemPackages } from './system-packages.ts';

const args = process.argv.slice(2);
const failedSteps: string[] = [];

await step('system packages', ensureSystemPackages);
await step('build', buildIfStale);
if (args.length === 0) {
  const results = await runChecks(({ name, hasPassed, seconds, output }) => sayStep(name, hasPassed, seconds, output));
  failedSteps.push(...results.filter(({ hasPassed }) => !hasPassed).map(({ name }) => name));
  await step('pack', packIfStale);
}

const counts = await step('tests ran', () => runTests(args, (text) => process.stdout.write(`${text}\n`)));
if (failedSteps.length > 0) process.stdout.write(`failed steps: ${failedSteps.join(', ')}\n`);
const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
const allFailed = failed + failedSteps.length;
process.stdout.write(`${passed} passed, ${allFailed} failed, ${skipped} skipped\n`);
// Vitest may leave a handle open; the count is final.
process.exit(allFailed === 0 && !process.exitCode ? 0 : 1);

/** Runs one step, says how long it took, and goes on after a failure: one run shows all that is wrong. */
async function step<Result>(name: string, run: () => Result | Promise<Result>): Promise<Result | null> {
  const startedAtMs = performance.now();
  const seconds = (): number => (performance.now() - startedAtMs) / 1000;
  try {
    const result = await run();
    sayStep(typeof result === 'string' ? `${name}: ${result}` : name, true, seconds());
    return result;
  } catch (error) {
    sayStep(name, false, seconds(), error instanceof Error ? (error.stack ?? error.message) : String(error));
    failedSteps.push(name);
    return null;
  }
}
