import { configDefaults, defineConfig } from 'vitest/config';

const REAL = ['test/{e2e,faults}/**/*.test.ts'];
/** Where nothing is timed and no device is shared: each has ports, displays, folders and databases of its own. */
const TOGETHER = [
  'e2e/access',
  'e2e/accessibility',
  'e2e/console-door',
  'e2e/console-keepers',
  'e2e/console-page',
  'e2e/console-trace',
  'e2e/deb-install',
  'e2e/electron-desk',
  'e2e/first-run',
  'e2e/guides',
  'e2e/journey',
  'e2e/kiosk-browser-keys',
  'e2e/kiosk-browser-leave',
  'e2e/kiosk-leave',
  'e2e/lanes',
  'e2e/late-screen',
  'e2e/package',
  'e2e/papers',
  'e2e/people',
  'e2e/quarantine-retry',
  'e2e/readiness',
  'e2e/receipts-sent',
  'e2e/reports',
  'e2e/role-days',
  'e2e/self-test',
  'e2e/settings-backup',
  'e2e/settings-barrier',
  'e2e/settings-readers',
  'e2e/signed-codes',
  'e2e/venue-pass',
  'e2e/visits',
  'faults/bad-input',
  'faults/clock',
  'faults/collector-faults',
  'faults/collector-shutdown',
  'faults/copied-log',
  'faults/disk-trouble',
  'faults/key-gone',
  'faults/local-server',
  'faults/log-lost',
  'faults/nothing-personal',
  'faults/nothing-personal-screen',
  'faults/poisoned-rows',
  'faults/power-cut',
  'faults/screen-gone',
  'faults/still-disk',
  'faults/store-kill',
  'faults/two-collectors',
  'faults/update',
  'faults/update-packed',
].map((name) => `test/${name}.test.ts`);
/** Each step of a test has patience of its own, and says what it waited for. What a whole test may take is more than these together: on a machine with other work, twenty seconds for a database and ten for a browser are nobody's fault. */
const PATIENCE = { testTimeout: 300_000, hookTimeout: 240_000, expect: { poll: { timeout: 20_000 } } };

/** Unit tests run side by side and first; then what may run two files at once; what is timed, or drives devices, runs last and alone. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // On a machine of two processors Vitest would take one, and run these files after all others.
          maxWorkers: '100%',
          // All that is not the other project's: no test file can be forgotten.
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...REAL],
          // No test is so slow; a machine with other work may be. What hangs is found all the same.
          testTimeout: 90_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        test: {
          name: 'together',
          sequence: { groupOrder: 1 },
          include: TOGETHER,
          maxWorkers: 2,
          maxConcurrency: 2,
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'alone',
          sequence: { groupOrder: 2 },
          include: REAL,
          exclude: [...configDefaults.exclude, ...TOGETHER],
          fileParallelism: false,
          maxConcurrency: 2,
          ...PATIENCE,
        },
      },
    ],
  },
});
