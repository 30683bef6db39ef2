/** A short torture with every test run; the long ones are in docs/reliability.md. */

import { expect, onTestFinished, test } from 'vitest';
import { runProcess } from '../support/run-process.ts';

/** What a bad network cut off is tried again ever later, and each of the dozen starts anew. */
const WITHIN_MS = 600_000;

test('a dozen kills under load on a bad network lose nothing and double nothing', { timeout: WITHIN_MS }, async () => {
  const seed = 1 + Math.floor(Math.random() * 1_000_000);
  const args = ['bench/torture.ts', '--kills', '12', '--gates', '2', '--seed', String(seed), '--json'];
  const torture = runProcess(process.execPath, args);
  onTestFinished(() => torture.stop());
  const [line] = await torture.waitFor(/^\{.*\}$/m, WITHIN_MS);
  const report = JSON.parse(line) as Record<string, number>;
  expect(report).toMatchObject({
    seed,
    kills: 12,
    lost: 0,
    doubled: 0,
    chainBroken: 0,
    waiting: 0,
    setAside: 0,
    deaths: 0,
  });
  expect(report.shown).toBeGreaterThan(0);
  expect(report.delivered).toBe(report.stored);
});
