/** Is a version that works never left, one that does not never kept, and nothing started that is not there? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LaunchFacts, LaunchState } from '../../../../src-main/core/update/launch.ts';
import {
  badVersions,
  firstState,
  hearEnd,
  hearWell,
  isSuperfluous,
  lostState,
  nextStart,
  ROLLBACK_REASONS,
  TRIAL_STARTS,
  UNWELL_STARTS,
} from '../../../../src-main/core/update/launch.ts';

const [OLD, NEW, NEXT] = ['1.0.0', '1.1.0', '1.2.0'];
const DAY_MS = 86_400_000;

function facts(part: Partial<LaunchFacts> = {}): LaunchFacts {
  return { nowUtcMs: 1_000, base: OLD, present: [OLD, NEW], wish: null, ...part };
}

function tried(): LaunchState {
  return nextStart(firstState(OLD, 0), facts({ wish: NEW })).state;
}

describe('a version that is wished for', () => {
  test('is tried, and is current once it was well; the one before is kept', () => {
    const start = nextStart(firstState(OLD, 0), facts({ wish: NEW }));
    expect(start).toMatchObject({ version: NEW, isTrial: true, state: { current: OLD, trial: { starts: 1 } } });
    const well = hearWell(start.state, NEW, 2_000);
    expect(well).toMatchObject({ current: NEW, previous: OLD, trial: null, last: { outcome: 'taken', version: NEW } });
    expect(nextStart(well, facts())).toMatchObject({ version: NEW, isTrial: false });
    // A newer one may be there already, and be wished for in the next moment.
    expect(['0.9.0', OLD, NEW, NEXT].filter((version) => isSuperfluous(well, version))).toEqual(['0.9.0']);
  });

  test('is tried twice when it crashes, and then never again', () => {
    const again = nextStart(hearEnd(tried(), NEW, 'crashed'), facts());
    expect(again).toMatchObject({ version: NEW, isTrial: true, state: { trial: { starts: TRIAL_STARTS } } });
    const back = nextStart(hearEnd(again.state, NEW, 'crashed'), facts());
    expect(back).toMatchObject({
      version: OLD,
      isTrial: false,
      state: { trial: null, last: { outcome: 'rolled-back', version: NEW, reason: 'crashed' } },
    });
    expect(badVersions(back.state)).toEqual([NEW]);
    expect(nextStart(back.state, facts({ wish: NEW }))).toMatchObject({ version: OLD });
  });

  test('is left at once when it was not well in all its time', () => {
    expect(nextStart(hearEnd(tried(), NEW, 'not-well'), facts())).toMatchObject({
      version: OLD,
      state: { last: { reason: 'not-well' } },
    });
  });

  test('may be tried on another night when the power was cut under it, but not for ever', () => {
    let state = firstState(OLD, 0);
    for (let night = 1; night <= 4; night += 1) {
      const first = nextStart(state, facts({ wish: NEW }));
      if (night === 4) return expect(first).toMatchObject({ version: OLD, isTrial: false });
      expect(first).toMatchObject({ version: NEW });
      // Nobody hears how either start ends.
      state = nextStart(nextStart(first.state, facts()).state, facts()).state;
      expect(state).toMatchObject({ current: OLD, trial: null, last: { reason: 'cut-off' } });
    }
  });

  test('is not tried when it is older, is the same, or is not there', () => {
    const state = firstState(NEW, 0);
    for (const wish of [OLD, NEW, NEXT]) {
      expect(nextStart(state, facts({ base: NEW, wish }))).toMatchObject({ version: NEW, isTrial: false });
    }
  });
});

describe('a version that was well once', () => {
  const current = hearWell(tried(), NEW, 2_000);
  const startOften = (from: LaunchState, nowUtcMs: number): LaunchState => {
    let state = from;
    for (let count = 0; count < UNWELL_STARTS; count += 1) state = nextStart(state, facts({ nowUtcMs })).state;
    return state;
  };

  test('is left in its first week when its starts come to nothing', () => {
    expect(nextStart(startOften(current, DAY_MS), facts({ nowUtcMs: DAY_MS }))).toMatchObject({
      version: OLD,
      state: { current: OLD, previous: null, last: { outcome: 'rolled-back', version: NEW } },
    });
  });

  test('is not left after that, and not when it was well in between', () => {
    const late = 10 * DAY_MS;
    expect(nextStart(startOften(current, late), facts({ nowUtcMs: late })).version).toBe(NEW);
    const well = hearWell(startOften(current, DAY_MS), NEW, DAY_MS);
    expect(nextStart(well, facts({ nowUtcMs: DAY_MS })).version).toBe(NEW);
  });
});

test('an installer that brings a newer base has it started; an older one changes nothing', () => {
  const current = hearWell(tried(), NEW, 2_000);
  expect(nextStart(current, facts({ base: NEXT, present: [NEXT, NEW] }))).toMatchObject({ version: NEXT });
  expect(nextStart(current, facts({ base: '0.9.0', present: ['0.9.0', NEW] }))).toMatchObject({ version: NEW });
});

test('where what was current is gone, the one before is started, and the base where that is gone too', () => {
  const later = { ...hearWell(tried(), NEW, 2_000), current: NEXT, previous: NEW };
  expect(nextStart(later, facts())).toMatchObject({ version: NEW });
  expect(nextStart(later, facts({ present: [OLD] }))).toMatchObject({ version: OLD });
});

describe('where what was written down is lost', () => {
  test('the newest that lies there is tried, then the one before, then the base', () => {
    const state = lostState(OLD, [NEW, '0.9.0', NEXT], 0);
    const there = facts({ present: [OLD, NEW, NEXT] });
    const first = nextStart(state, there);
    expect(first).toMatchObject({ version: NEXT, isTrial: true });
    expect(hearWell(first.state, NEXT, 1)).toMatchObject({ current: NEXT, previous: NEW });
    const failed = nextStart(hearEnd(first.state, NEXT, 'not-well'), there);
    expect(failed).toMatchObject({ version: NEW, isTrial: false, state: { current: NEW, previous: OLD } });
  });

  test('a base that nothing newer lies beside is the first one', () => {
    expect(lostState(OLD, ['0.9.0', OLD], 5)).toEqual(firstState(OLD, 5));
  });
});

/** One night at a gate: what is asked for, how the start ends, whether the launcher's memory goes with the power. */
const event = fc.record({
  wish: fc.constantFrom(null, OLD, NEW, NEXT),
  present: fc.subarray([NEW, NEXT]),
  end: fc.constantFrom('well', 'cut', ...ROLLBACK_REASONS),
  hours: fc.integer({ min: 0, max: 300 }),
});

test('whatever happens: only what is there is started, a trial is short, and what was never well does not stay', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let state = firstState(OLD, 0);
      let nowUtcMs = 0;
      const wasWell = new Set([OLD]);
      let trialStarts = 0;
      for (const { wish, present, end, hours } of events) {
        nowUtcMs += hours * 3_600_000;
        const there = [OLD, ...present];
        const guilty = badVersions(state);
        const next = nextStart(state, { nowUtcMs, base: OLD, present: there, wish });
        expect(there).toContain(next.version);
        if (!next.isTrial) expect(wasWell).toContain(next.version);
        if (next.isTrial) expect(guilty).not.toContain(next.version);
        trialStarts = next.isTrial ? (next.state.trial?.starts ?? 0) : 0;
        expect(trialStarts).toBeLessThanOrEqual(TRIAL_STARTS);
        // Written down and read again, as after every cut.
        state = JSON.parse(JSON.stringify(next.state)) as LaunchState;
        if (end === 'well') {
          wasWell.add(next.version);
          state = hearWell(state, next.version, nowUtcMs);
          expect(state).toMatchObject({ current: next.version, trial: null });
        } else if (end !== 'cut') state = hearEnd(state, next.version, end);
        expect(isSuperfluous(state, next.version)).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});
