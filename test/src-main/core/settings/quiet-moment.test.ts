import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOpen } from '../../../../src-main/core/hours/opening-hours.ts';
import { LONGEST_TRIAL_MS } from '../../../../src-main/core/settings/judge-trial.ts';
import type { Awaited } from '../../../../src-main/core/settings/quiet-moment.ts';
import { isQuietMoment, WAITS_FOR_QUIET_MS } from '../../../../src-main/core/settings/quiet-moment.ts';

const HOURS = { opens: '06:00', closes: '18:00' };
/** In Vietnam, 29 November 2026. */
const at = (time: string): number => Date.parse(`2026-11-29T${time}:00+07:00`);
const CALM: Awaited = { notBeforeUtcMs: null, isUrgent: false, isByHand: false, sinceUtcMs: at('12:00') };

test('they wait until people have gone, and do not begin right before they come', () => {
  expect(isQuietMoment(CALM, HOURS, at('17:59'), false)).toBe(false);
  expect(isQuietMoment(CALM, HOURS, at('18:00'), false)).toBe(true);
  expect(isQuietMoment(CALM, HOURS, at('05:44'), false)).toBe(true);
  expect(isQuietMoment(CALM, HOURS, at('05:46'), false)).toBe(false);
});

test('where nobody said when people come, or they always do, the small hours are quiet', () => {
  for (const hours of [null, { opens: '00:00', closes: '00:00' }]) {
    expect(isQuietMoment(CALM, hours, at('03:00'), false)).toBe(true);
    expect(isQuietMoment(CALM, hours, at('22:00'), false)).toBe(false);
  }
});

test('a gate that is off whenever it is closed takes them when it is switched on, once they have waited for a day', () => {
  const since = at('12:00') - WAITS_FOR_QUIET_MS;
  expect(isQuietMoment({ ...CALM, sinceUtcMs: since }, HOURS, at('12:00'), true)).toBe(true);
  expect(isQuietMoment({ ...CALM, sinceUtcMs: since }, HOURS, at('12:00'), false)).toBe(false);
  expect(isQuietMoment({ ...CALM, sinceUtcMs: since + 1 }, HOURS, at('12:00'), true)).toBe(false);
});

test('never before the moment that was said; at once from then on where it is urgent or somebody stands there', () => {
  const minute = fc.integer({ min: 0, max: 1_439 }).map((n) => at('00:00') + n * 60_000);
  fc.assert(
    fc.property(
      minute,
      minute,
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      (now, from, isUrgent, isByHand, isAtStart) => {
        const awaited: Awaited = { notBeforeUtcMs: from, isUrgent, isByHand, sinceUtcMs: now };
        const is = isQuietMoment(awaited, HOURS, now, isAtStart);
        if (now < from) expect(is).toBe(false);
        else if (isUrgent || isByHand) expect(is).toBe(true);
        else if (is) expect([isOpen(HOURS, now), isOpen(HOURS, now + LONGEST_TRIAL_MS)]).toEqual([false, false]);
      },
    ),
  );
});
