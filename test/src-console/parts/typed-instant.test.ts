import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, typedInstant } from '../../../src-console/parts/typed-instant.ts';

test('a moment is typed as on a clock in Vietnam, to the minute', () => {
  expect(typedInstant(Date.parse('2026-11-29T17:05:59Z'))).toBe('2026-11-30T00:05');
  expect(instantOf('2026-11-30T00:05')).toBe(Date.parse('2026-11-29T17:05:00Z'));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (minute) => {
      const atUtcMs = Math.floor(minute / 60) * 60_000;
      expect(instantOf(typedInstant(atUtcMs))).toBe(atUtcMs);
    }),
  );
});

test('half a moment is none', () => {
  expect([instantOf(''), instantOf('2026-11-30'), instantOf('2026-13-01T00:00')]).toEqual([null, null, null]);
});
