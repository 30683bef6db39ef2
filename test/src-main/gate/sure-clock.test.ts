import { describe, expect, test } from 'vitest';
import type { Moment } from '../../../src-main/core/entry/entry.ts';
import { judgeClock, SETTLES_MS, watchSteadiness } from '../../../src-main/gate/sure-clock.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 24, 5);
const LONG = { forMs: SETTLES_MS, hasJumped: false };
const JUST_STARTED = { forMs: 0, hasJumped: false };

function at(wallUtcMs: number, changes: Partial<Moment> = {}): Moment {
  return { wallUtcMs, monotonicMs: 0, bootId: 'boot', clockOffsetMs: null, clockUncertaintyMs: null, ...changes };
}

function compared(wallUtcMs: number, offsetMs: number, uncertaintyMs = 40): Moment {
  return at(wallUtcMs, { clockOffsetMs: offsetMs, clockUncertaintyMs: uncertaintyMs });
}

describe('a clock by which things are deleted for good', () => {
  test.each([
    ['a battery that died puts the machine into 1970', at(0), null, LONG, 'impossible'],
    ['a machine that starts in 2099', at(Date.UTC(2099, 0, 1)), NOW, LONG, 'impossible'],
    ['a machine that starts in 2050, alone', at(Date.UTC(2050, 0, 1)), NOW, LONG, 'gap'],
    [
      'a machine in 2050 whose collector says 2026',
      compared(Date.UTC(2050, 0, 1), 8_000 * DAY_MS),
      NOW,
      LONG,
      'far-off',
    ],
    ['a collector in 2050 while the machine says 2026', compared(NOW, -8_000 * DAY_MS), NOW, LONG, 'far-off'],
    ['one wrong time source in 2050 for both', compared(Date.UTC(2050, 0, 1), 3), NOW, LONG, 'gap'],
    ['a month that was set wrong by hand', at(NOW + 30 * DAY_MS), NOW, { forMs: SETTLES_MS, hasJumped: true }, 'gap'],
    ['a clock that went back', at(NOW - DAY_MS), NOW, LONG, 'behind'],
  ])('is in doubt where %s', (_name, now, knownUtcMs, steady, why) => {
    expect(judgeClock(now, knownUtcMs, steady)).toEqual({ type: 'doubt', why });
  });

  test.each([
    ['the collector agrees, from the first answer on', compared(NOW + 5_000, 5_000), NOW - 60 * DAY_MS, JUST_STARTED],
    ['a gate alone was off for three weeks, and ran for a while', at(NOW), NOW - 21 * DAY_MS, LONG],
    ['a gate alone slept over a holiday', at(NOW), NOW - 3 * DAY_MS, { forMs: SETTLES_MS, hasJumped: true }],
    ['a gate is new', at(NOW), null, LONG],
  ])('is sure where %s', (_name, now, knownUtcMs, steady) => {
    expect(judgeClock(now, knownUtcMs, steady)).toEqual({ type: 'sure', nowUtcMs: NOW });
  });

  test.each([
    ['right after a start', at(NOW), JUST_STARTED],
    ['with a comparison that is worth nothing', compared(NOW, 0, DAY_MS), JUST_STARTED],
  ])('settles %s', (_name, now, steady) => {
    expect(judgeClock(now, NOW, steady)).toEqual({ type: 'settling' });
  });
});

test('steadiness begins again at each jump, forth or back, and drifts and nudges are none', () => {
  const look = watchSteadiness();
  const seen = (minutes: number, offMs: number) =>
    look(at(NOW + minutes * 60_000 + offMs, { monotonicMs: minutes * 60_000 }));
  expect(seen(0, 0)).toEqual({ forMs: 0, hasJumped: false });
  expect(seen(10, 900)).toEqual({ forMs: 600_000, hasJumped: false });
  expect(seen(11, DAY_MS)).toEqual({ forMs: 0, hasJumped: true });
  expect(seen(21, DAY_MS)).toEqual({ forMs: 600_000, hasJumped: true });
  expect(seen(22, 0)).toEqual({ forMs: 0, hasJumped: true });
});
