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
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'real',
          sequence: { groupOrder: 1 },
          include: REAL,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
