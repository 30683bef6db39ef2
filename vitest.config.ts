import { configDefaults, defineConfig } from 'vitest/config';

const REAL = ['test/{e2e,faults}/**/*.test.ts'];
/** Pages and people's ways through them: nothing in them is timed, and no device is shared. */
const PAGES = [
  'access',
  'accessibility',
  'console-door',
  'console-keepers',
  'console-page',
  'console-trace',
  'guides',
  'people',
  'receipts-sent',
  'reports',
  'role-days',
  'settings-backup',
  'venue-pass',
  'visits',
].map((name) => `test/e2e/${name}.test.ts`);
/** Each step of a test has patience of its own, and says what it waited for. What a whole test may take is more than these together: on a machine with other work, twenty seconds for a database and ten for a browser are nobody's fault. */
const PATIENCE = { testTimeout: 300_000, hookTimeout: 240_000, expect: { poll: { timeout: 20_000 } } };

/** Unit tests run side by side and first; then pages, two files at once; what drives devices, shells and servers runs last, one file at a time. */
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
          name: 'pages',
          sequence: { groupOrder: 1 },
          include: PAGES,
          maxWorkers: 2,
          maxConcurrency: 2,
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'real',
          sequence: { groupOrder: 2 },
          include: REAL,
          exclude: [...configDefaults.exclude, ...PAGES],
          fileParallelism: false,
          maxConcurrency: 2,
          ...PATIENCE,
        },
      },
    ],
  },
});
