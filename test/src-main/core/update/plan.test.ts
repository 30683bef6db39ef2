/** Does an update wait until nobody is there, and does it come all the same? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpeningHours } from '../../../../src-main/core/hours/opening-hours.ts';
import { isOpen } from '../../../../src-main/core/hours/opening-hours.ts';
import type { Stage, UpdateFacts } from '../../../../src-main/core/update/plan.ts';
import { isQuiet, nextQuietUtcMs, planUpdate, QUIET_AHEAD_MS } from '../../../../src-main/core/update/plan.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY: OpeningHours = { opens: '06:00', closes: '18:30' };

/** Vietnam's clock is seven hours ahead. */
function at(clock: string): number {
  return Date.parse(`2026-11-29T${clock}:00+07:00`);
}

function facts(clock: string, part: Partial<UpdateFacts> = {}): UpdateFacts {
  const nowUtcMs = at(clock);
  return {
    nowUtcMs,
    isClockSure: true,
    hours: DAY,
    lastPassedAtUtcMs: null,
    lastUsedAtUtcMs: null,
    isOnMains: true,
    freeBytes: null,
    lastLook: { atUtcMs: nowUtcMs - MINUTE_MS, isGood: true },
    isLookWished: false,
    offer: { stage: 'laid-down', needsBytes: 100_000_000 },
    lastFailedAtUtcMs: null,
    wantedUntilUtcMs: null,
    ...part,
  };
}

function done(clock: string, part: Partial<UpdateFacts> = {}): string {
  const step = planUpdate(facts(clock, part));
  return step.do === 'wait' ? step.why : step.do;
}

describe('a version that is ready', () => {
  test.each<[string, string, Partial<UpdateFacts>]>([
    ['switch', '22:00', {}],
    ['opening-hours', '12:00', {}],
    ['opening-hours', '18:29', {}],
    // Two starts, and the way back, have to fit in before the first comes.
    ['opening-hours', '05:45', {}],
    ['people', '22:00', { lastPassedAtUtcMs: at('21:55') }],
    ['in-use', '22:00', { lastUsedAtUtcMs: at('21:55') }],
    ['switch', '22:00', { lastPassedAtUtcMs: at('21:45'), lastUsedAtUtcMs: at('21:45') }],
    // The clock was put back since.
    ['switch', '22:00', { lastPassedAtUtcMs: at('23:55') }],
    ['battery', '22:00', { isOnMains: false }],
    ['clock', '22:00', { isClockSure: false }],
    ['failed', '22:00', { lastFailedAtUtcMs: at('21:50') }],
    ['look', '22:00', { isLookWished: true }],
    ['look', '12:00', { lastLook: null }],
    ['nothing', '22:00', { offer: null }],
    ['disk', '22:00', { freeBytes: 500_000_000, offer: { stage: 'offered', needsBytes: 1 } }],
    ['switch', '22:00', { freeBytes: 500_000_000 }],
    ['fetch', '22:00', { offer: { stage: 'offered', needsBytes: 1 } }],
    ['lay-down', '22:00', { offer: { stage: 'fetched', needsBytes: 1 } }],
    ['opening-hours', '12:00', { offer: { stage: 'offered', needsBytes: 1 } }],
  ])('%s at %s', (what, clock, part) => expect(done(clock, part)).toBe(what));

  test.each<[string, string]>([
    ['night', '22:00'],
    ['night', '00:59'],
    ['switch', '01:00'],
    ['switch', '03:29'],
    ['night', '03:30'],
    ['night', '12:00'],
  ])('of a venue that said no hours: %s at %s', (what, clock) => {
    expect(done(clock, { hours: null })).toBe(what);
    expect(done(clock, { hours: { opens: '00:00', closes: '00:00' } })).toBe(what);
  });

  const WANTED: Partial<UpdateFacts> = { wantedUntilUtcMs: at('22:30') };
  test.each<[string, string, Partial<UpdateFacts>]>([
    ['switch', '22:00', { ...WANTED, lastUsedAtUtcMs: at('22:00'), lastPassedAtUtcMs: at('21:59') }],
    ['switch', '22:00', { ...WANTED, hours: null }],
    ['fetch', '22:00', { ...WANTED, lastFailedAtUtcMs: at('21:59'), offer: { stage: 'offered', needsBytes: 1 } }],
    // Opening hours hold, whoever asks; so does what could break the gate.
    ['opening-hours', '12:00', { wantedUntilUtcMs: at('12:30') }],
    ['battery', '22:00', { ...WANTED, isOnMains: false }],
    ['clock', '22:00', { ...WANTED, isClockSure: false }],
    ['disk', '22:00', { ...WANTED, freeBytes: 1, offer: { stage: 'offered', needsBytes: 1 } }],
    // The word is old, or of a clock that was put back since.
    ['in-use', '22:30', { ...WANTED, lastUsedAtUtcMs: at('22:29') }],
    ['in-use', '21:00', { ...WANTED, lastUsedAtUtcMs: at('20:59') }],
  ])('that somebody wants now: %s at %s', (what, clock, part) => expect(done(clock, part)).toBe(what));

  test('of a venue that said no hours waits longer for the last of the night', () => {
    expect(done('02:00', { hours: null, lastPassedAtUtcMs: at('01:40') })).toBe('people');
    expect(done('02:15', { hours: null, lastPassedAtUtcMs: at('01:40') })).toBe('switch');
  });
});

const clockTime = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const hours = fc.option(fc.record({ opens: clockTime, closes: clockTime }));
const instant = fc.integer({ min: at('00:00'), max: at('00:00') + 3 * DAY_MS });

test('never while the venue is open, nor within the time that a trial may take before it opens', () => {
  fc.assert(
    fc.property(
      hours,
      instant,
      fc.nat({ max: 30 }),
      fc.constantFrom<Stage>('offered', 'fetched', 'laid-down'),
      (venue, nowUtcMs, ahead, stage) => {
        const step = planUpdate({
          ...facts('12:00'),
          hours: venue,
          nowUtcMs,
          lastLook: { atUtcMs: nowUtcMs, isGood: true },
          offer: { stage, needsBytes: 1 },
        });
        if (step.do === 'wait') expect(step.untilUtcMs).toBeGreaterThan(nowUtcMs);
        else if (venue !== null && venue.opens !== venue.closes) {
          expect(isOpen(venue, nowUtcMs + ahead * MINUTE_MS)).toBe(false);
        } else {
          const hour = new Date(nowUtcMs + 7 * 3_600_000).getUTCHours();
          expect(hour).toBeGreaterThanOrEqual(1);
          expect(hour).toBeLessThan(4);
        }
      },
    ),
  );
});

test('a venue that shuts for an hour has a quiet time on each day, and it is found', () => {
  fc.assert(
    fc.property(hours, instant, (venue, fromUtcMs) => {
      const shutMs =
        venue === null || venue.opens === venue.closes
          ? DAY_MS
          : (Date.parse(`2026-01-02T${venue.opens}Z`) - Date.parse(`2026-01-01T${venue.closes}Z`)) % DAY_MS || DAY_MS;
      fc.pre(shutMs > QUIET_AHEAD_MS + MINUTE_MS);
      let lookUtcMs = fromUtcMs;
      for (let looks = 0; looks < 60 && !isQuiet(venue, lookUtcMs); looks += 1)
        lookUtcMs = nextQuietUtcMs(venue, lookUtcMs);
      expect(isQuiet(venue, lookUtcMs)).toBe(true);
      expect(lookUtcMs - fromUtcMs).toBeLessThanOrEqual(DAY_MS);
    }),
  );
});
