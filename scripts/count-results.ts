/** How many tests passed, failed and were skipped, and why the skipped ones? */

import type { Reporter, TestModule } from 'vitest/node';

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

export type CountingReporter = Reporter & {
  /** What the last run came to; `null` if it never came to its end. */
  readonly counts: () => Counts | null;
};

/**
 * Counts every test once. A file or a group that fails outside its tests (an import, a hook) counts as one failure, and
 * so does an error that no test caught: nothing that went wrong is left out of the last line.
 */
export function createCountingReporter(say: (text: string) => void): CountingReporter {
  let counts: Counts | null = null;
  return {
    counts: () => counts,
    onTestRunEnd: (modules, unhandledErrors) => {
      const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
      for (const module of modules) countModule(module, tally, say);
      counts = tally;
    },
  };
}

function countModule(
  module: TestModule,
  tally: { passed: number; failed: number; skipped: number },
  say: (text: string) => void,
): void {
  tally.failed += module.errors().length;
  for (const suite of module.children.allSuites()) tally.failed += suite.errors().length;
  for (const test of module.children.allTests()) {
    const result = test.result();
    switch (result.state) {
      case 'passed':
        tally.passed += 1;
        break;
      case 'skipped':
        tally.skipped += 1;
        say(`skipped: ${module.relativeModuleId} > ${test.fullName}: ${result.note ?? `marked ${test.options.mode}`}`);
        break;
      // A test that is still pending when the run is over did not pass.
      case 'failed':
      case 'pending':
        tally.failed += 1;
        break;
    }
  }
}
