import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Load } from '../../../bench/sizing/sizing.ts';
import { ASSUMED, LOADS, MEASURED, sizingOf } from '../../../bench/sizing/sizing.ts';
import { sizingTable } from '../../../bench/sizing/table.ts';

test('the page of the national plan says what is computed, to the letter', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/scale.md'), 'utf8');
  for (const line of sizingTable(LOADS)) expect(page).toContain(line);
});

test('a thousand entries a day of a thousand bytes are what one would reckon by hand', () => {
  const load: Load = { gates: 1, entriesPerDay: 1e9, peakPerS: 1_000, keepDays: 10, identityDays: 100, copies: 3 };
  const measured = { ...MEASURED, tableBytes: 600, indexBytes: 400, identityBytes: 10, walBytes: 1_000 };
  const sizing = sizingOf(load, measured, { ...ASSUMED, fullShare: 0.5 });
  expect(sizing).toMatchObject({ entriesTb: 10, identitiesTb: 1, diskTb: 22, diskOfAllTb: 66, walGbPerDay: 1_000 });
});

test('more of anything never needs less of anything', () => {
  const load = fc.record({
    gates: fc.integer({ min: 1, max: 200_000 }),
    entriesPerDay: fc.integer({ min: 1, max: 100_000_000 }),
    peakPerS: fc.integer({ min: 1, max: 50_000 }),
    keepDays: fc.integer({ min: 1, max: 365 }),
    identityDays: fc.integer({ min: 1, max: 3_650 }),
    copies: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(load, fc.constantFrom('entriesPerDay', 'keepDays', 'identityDays', 'copies'), (small, more) => {
      const [less, greater] = [sizingOf(small), sizingOf({ ...small, [more]: small[more] * 2 })];
      for (const what of ['diskOfAllTb', 'cores', 'collectors', 'databaseNodes', 'walGbPerDay'] as const) {
        expect(greater[what]).toBeGreaterThanOrEqual(less[what]);
      }
    }),
  );
});
