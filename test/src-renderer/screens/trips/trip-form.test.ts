import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTripForm, departureOf } from '../../../../src-renderer/screens/trips/trip-form.ts';

/** Ten in the morning in Vietnam. */
const NOW_UTC_MS = Date.UTC(2026, 10, 29, 3);
const HOUR_MS = 3_600_000;
const FORM = { route: 'Đà Lạt', plate: '51b12345', time: '19:30', seats: '45' };

test('a whole form is an order', () => {
  expect(checkTripForm(FORM, NOW_UTC_MS, false)).toEqual({
    type: 'whole',
    order: {
      route: 'Đà Lạt',
      plate: '51b12345',
      isForeign: false,
      departsAtUtcMs: Date.UTC(2026, 10, 29, 12, 30),
      seats: 45,
    },
  });
});

test('what is missing or wrong is said field by field', () => {
  expect(checkTripForm({ route: ' ', plate: '', time: '', seats: 'x' }, NOW_UTC_MS, false)).toEqual({
    type: 'incomplete',
    errors: { route: 'route-missing', plate: 'plate-shape', time: 'time-shape', seats: 'seats-shape' },
  });
});

test('a plate of another country is asked about once', () => {
  const form = { ...FORM, plate: 'ກຂ 1234' };
  expect(checkTripForm(form, NOW_UTC_MS, false)).toMatchObject({ errors: { plate: 'plate-shape' } });
  expect(checkTripForm(form, NOW_UTC_MS, true)).toMatchObject({ order: { isForeign: true } });
});

test('a bus leaves today or, where that is long past, tomorrow; never in the long past', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 23 }),
      (hour, minute, now) => {
        const nowUtcMs = NOW_UTC_MS + now * HOUR_MS;
        const atUtcMs = departureOf(`${hour}:${String(minute).padStart(2, '0')}`, nowUtcMs) ?? 0;
        expect(atUtcMs).toBeGreaterThanOrEqual(nowUtcMs - 6 * HOUR_MS);
        expect(atUtcMs).toBeLessThan(nowUtcMs + 24 * HOUR_MS);
        expect(new Date(atUtcMs + 7 * HOUR_MS).getUTCHours()).toBe(hour);
      },
    ),
  );
});

test('a time is typed with its colon, with an h as on a ticket, or as four digits', () => {
  const atUtcMs = departureOf('19:30', NOW_UTC_MS);
  expect(atUtcMs).not.toBeNull();
  for (const time of ['19h30', '19H30', '1930', '19.30']) expect(departureOf(time, NOW_UTC_MS)).toBe(atUtcMs);
  for (const time of ['', '19', '24:00', '1960', '7:3', '19::30', '193000'])
    expect(departureOf(time, NOW_UTC_MS)).toBeNull();
});
