import { defineConfig } from 'vitest/config';

/** Unit tests run side by side and first; what drives browsers, ports and servers runs after them, one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{src-*,support}/**/*.test.{ts,tsx}', 'test/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'real',
          sequence: { groupOrder: 1 },
          include: ['test/{e2e,faults}/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
