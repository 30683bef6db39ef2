/** Where was a long test when it failed, and how long had it been at what came before? */

import { onTestFailed } from 'vitest';

/**
 * Each call names the step that begins. Many steps that each have patience of their own can together outlast the test's limit on a
 * busy machine, and Vitest then says no more than that: here it is said which of them took the time.
 */
export function noteSteps(): (step: string) => void {
  const steps: { readonly step: string; readonly atMs: number }[] = [];
  onTestFailed(() => {
    const failedAtMs = performance.now();
    const lines = steps.map(({ step, atMs }, index) => {
      const ms = (steps[index + 1]?.atMs ?? failedAtMs) - atMs;
      return `  ${(ms / 1_000).toFixed(1).padStart(6)} s  ${step}`;
    });
    process.stderr.write(`the failed test, step by step:\n${lines.join('\n')}\n`);
  });
  return (step) => steps.push({ step, atMs: performance.now() });
}
