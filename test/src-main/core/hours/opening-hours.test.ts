/** Is a venue open when its people come, over midnight too? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpeningHours } from '../../../../src-main/core/hours/opening-hours.ts';
import { isOpen, nextClosedUtcMs } from '../../../../src-main/core/hours/opening-hours.ts';

/** Vietnam's clock is seven hours ahead. */
const at = (clock: string): number => Date.parse(`2026-11-29T${clock}:00+07:00`);
const DAY: OpeningHours = { opens: '06:00', closes: '18:30' };
const NIGHT: OpeningHours = { opens: '21:00', closes: '05:00' };

describe('by day', () => {
  test.each([
    ['05:59', false],
    ['06:00', true],
    ['18:29', true],
    ['18:30', false],
  ])('%s: %s', (clock, open) => expect(isOpen(DAY, at(clock))).toBe(open));
});

describe('over midnight', () => {
  test.each([
    ['20:59', false],
    ['21:00', true],
    ['00:00', true],
    ['04:59', true],
    ['05:00', false],
  ])('%s: %s', (clock, open) => expect(isOpen(NIGHT, at(clock))).toBe(open));
});

test('who says nothing, or the same time twice, is open at any hour and never closes', () => {
  for (const hours of [null, { opens: '08:00', closes: '08:00' }]) {
    expect(isOpen(hours, at('03:00'))).toBe(true);
    expect(nextClosedUtcMs(hours, at('03:00'))).toBeNull();
  }
});

test('the end of these hours is the next closing time, today or tomorrow', () => {
  expect(nextClosedUtcMs(DAY, at('12:00'))).toBe(at('18:30'));
  expect(nextClosedUtcMs(NIGHT, at('22:00'))).toBe(at('05:00') + 86_400_000);
  expect(nextClosedUtcMs(NIGHT, at('12:00'))).toBe(at('12:00'));
});

test('at any moment and with any hours: at the next closing it is closed, and a minute before it was open or it is now', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  fc.assert(
    fc.property(clock, clock, fc.integer({ min: 0, max: 4e12 }), (opens, closes, now) => {
      fc.pre(opens !== closes);
      const hours = { opens, closes };
      const closed = nextClosedUtcMs(hours, now);
      expect(closed).not.toBeNull();
      if (closed === null) return;
      expect(isOpen(hours, closed)).toBe(false);
      if (closed !== now) expect(isOpen(hours, closed - 1)).toBe(true);
    }),
  );
});
