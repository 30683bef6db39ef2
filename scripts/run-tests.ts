/** Do the tests pass? Runs Vitest and counts. */

import { parseCLI, startVitest } from 'vitest/node';
import type { Counts } from './count-results.ts';
import { createCountingReporter } from './count-results.ts';

/** Runs the tests that `args` (Vitest's own arguments) choose. Throws when the run broke off: nothing is known then. */
export async function runTests(args: readonly string[], say: (text: string) => void): Promise<Counts> {
  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const reporter = createCountingReporter(say);
  const vitest = await startVitest(filter, { ...options, watch: false, reporters: ['default', reporter] });
  await vitest.close();
  const counts = reporter.counts();
  if (counts === null) throw new Error('the run broke off before its end');
  if (counts.passed + counts.failed + counts.skipped === 0) throw new Error('no test was found');
  return counts;
}
