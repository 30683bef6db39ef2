import { configDefaults, defineConfig } from 'vitest/config';

const REAL = ['test/{e2e,faults}/**/*.test.ts'];

/** Unit tests run side by side and first; what drives browsers, ports and servers runs after them, one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // All that is not the other project's: no test file can be forgotten.
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...REAL],
          // No test is so slow; a machine with other work may be. What hangs is found all the same.
          testTimeout: 90_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'real',
          sequence: { groupOrder: 1 },
          include: REAL,
          fileParallelism: false,
          maxConcurrency: 2,
          // Each step of a test has patience of its own, and says what it waited for. What a whole test may take is more than these
          // together: on a machine with other work, twenty seconds for a database and ten for a browser are nobody's fault.
          testTimeout: 300_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
