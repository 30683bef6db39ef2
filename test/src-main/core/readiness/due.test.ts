import { expect, test } from 'vitest';
import { isTestDue } from '../../../../src-main/core/readiness/due.ts';

const HOUR_MS = 3_600_000;
/** In Vietnam, on 29 November 2026. */
const at = (hour: number, minute = 0): number => Date.UTC(2026, 10, 29, hour - 7, minute);
const DAY = { opens: '06:00', closes: '22:00' };
const NIGHT = { opens: '22:00', closes: '06:00' };

test.each([
  ['a venue that never said when it is open', null, null, at(8), false],
  ['nobody has ever tested', DAY, null, at(8), true],
  ['it is closed', DAY, null, at(23), false],
  ['tested yesterday', DAY, at(6, 10) - 24 * HOUR_MS, at(8), true],
  ['tested today', DAY, at(6, 10), at(8), false],
  ['tested before the doors opened', DAY, at(5), at(8), false],
  ['tested last evening', DAY, at(21) - 24 * HOUR_MS, at(6, 1), true],
  ['a night shift, tested at its beginning', NIGHT, at(22, 5) - 24 * HOUR_MS, at(3), false],
  ['a night shift, tested the night before', NIGHT, at(3) - 24 * HOUR_MS, at(3), true],
  [
    'a venue that never closes, tested two days ago',
    { opens: '00:00', closes: '00:00' },
    at(8) - 48 * HOUR_MS,
    at(9),
    true,
  ],
])('%s', (_case, hours, lastTestAtUtcMs, nowUtcMs, isDue) => {
  expect(isTestDue(hours, lastTestAtUtcMs, nowUtcMs)).toBe(isDue);
});
