import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typedClock } from '../../../src-renderer/parts/typed-clock.ts';

test('each minute of the day is understood in each way of writing it, and comes out in one', () => {
  const minute = fc.record({ hours: fc.nat({ max: 23 }), minutes: fc.nat({ max: 59 }) });
  fc.assert(
    fc.property(minute, fc.constantFrom(':', 'h', 'H', '.', ''), fc.boolean(), ({ hours, minutes }, sign, isShort) => {
      const [hh, mm] = [hours, minutes].map((part) => String(part).padStart(2, '0')) as [string, string];
      const text = ` ${isShort ? String(hours) : hh}${sign}${mm} `;
      expect(typedClock(text)).toBe(`${hh}:${mm}`);
    }),
  );
});

test.each(['', '7', '24:00', '7:60', '12:345', '7 giờ', '-1:30', '1930 PM'])('"%s" is no time', (text) => {
  expect(typedClock(text)).toBeNull();
});
