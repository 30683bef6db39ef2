import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Passing } from '../../../../src-main/core/entry/inside.ts';
import { whoIsInside } from '../../../../src-main/core/entry/inside.ts';

const HOUR_MS = 3_600_000;
const NOW_UTC_MS = Date.UTC(2026, 10, 2, 10);
const CLOSE_AFTER_MS = 16 * HOUR_MS;

/** Passings in the order in which they are written here, a minute apart, the last one a minute ago. */
function passings(...parts: readonly Partial<Passing>[]): Passing[] {
  return parts.map((part, index) => ({
    id: index + 1,
    atUtcMs: NOW_UTC_MS - (parts.length - index) * 60_000,
    laneId: 'lane-1',
    direction: 'in',
    verdict: 'admit',
    subjectTag: 'a',
    isNameOnly: false,
    ...part,
  }));
}

function inside(...parts: readonly Partial<Passing>[]) {
  const { visits, ...rest } = whoIsInside(passings(...parts), NOW_UTC_MS, CLOSE_AFTER_MS);
  return { ids: visits.map(({ id, certainty }) => (certainty === 'certain' ? id : `maybe ${id}`)), ...rest };
}

describe('who is inside', () => {
  test('is whoever came in and did not leave, the last arrival first', () => {
    expect(inside({}, { subjectTag: 'b' }, { subjectTag: 'c' }, { subjectTag: 'b', direction: 'out' })).toEqual({
      ids: [3, 1],
      closedByRule: 0,
      strayOuts: 0,
    });
  });

  test('counts somebody once who comes in again without having been seen to leave, from then on', () => {
    expect(inside({}, {})).toMatchObject({ ids: [2] });
  });

  test('says of a way out without a way in that somebody came by another gate', () => {
    expect(inside({ direction: 'out' })).toEqual({ ids: [], closedByRule: 0, strayOuts: 1 });
  });

  test('moves nobody by a refusal', () => {
    expect(inside({}, { direction: 'out', verdict: 'refuse' })).toMatchObject({ ids: [1] });
    expect(inside({ verdict: 'refuse' })).toMatchObject({ ids: [] });
  });

  test('is not sure of somebody who was to be checked, on either way', () => {
    expect(inside({ verdict: 'check' })).toMatchObject({ ids: ['maybe 1'] });
    expect(inside({}, { direction: 'out', verdict: 'check' })).toMatchObject({ ids: ['maybe 1'] });
    expect(inside({ verdict: 'check' }, {})).toMatchObject({ ids: [2] });
    expect(inside({}, { verdict: 'check' })).toMatchObject({ ids: [1] });
    expect(inside({ verdict: 'check' }, { direction: 'out' })).toMatchObject({ ids: [], strayOuts: 0 });
    expect(inside({ direction: 'out', verdict: 'check' })).toMatchObject({ ids: [], strayOuts: 0 });
  });

  test('holds two people of one name for two, and lets the first of them leave first', () => {
    const named = { subjectTag: 'n', isNameOnly: true };
    expect(inside(named, named, { ...named, direction: 'out' })).toMatchObject({ ids: [2] });
  });

  test('holds everybody without a tag for another one', () => {
    const nobody = { subjectTag: null };
    expect(inside(nobody, nobody, { ...nobody, direction: 'out' })).toMatchObject({ ids: [2], strayOuts: 0 });
  });

  test('takes a visit for over that is older than the rule, and counts it', () => {
    const long = { atUtcMs: NOW_UTC_MS - CLOSE_AFTER_MS - 1 };
    expect(inside(long, { subjectTag: 'b' })).toEqual({ ids: [2], closedByRule: 1, strayOuts: 0 });
    expect(inside({ ...long, atUtcMs: long.atUtcMs + 1 })).toMatchObject({ ids: [1], closedByRule: 0 });
  });
});

const anyPassing: fc.Arbitrary<Partial<Passing>> = fc.record({
  direction: fc.constantFrom('in', 'out'),
  verdict: fc.constantFrom('admit', 'check', 'refuse'),
  subjectTag: fc.constantFrom('a', 'b', 'c', null),
  isNameOnly: fc.boolean(),
  laneId: fc.constantFrom('lane-1', 'lane-2'),
  atUtcMs: fc.integer({ min: NOW_UTC_MS - 2 * CLOSE_AFTER_MS, max: NOW_UTC_MS }),
});

describe('whatever the log holds', () => {
  test('each visit is one entry that let or may have let somebody in, none twice, none older than the rule', () => {
    fc.assert(
      fc.property(fc.array(anyPassing, { maxLength: 60 }), (parts) => {
        const all = passings(...parts);
        const { visits } = whoIsInside(all, NOW_UTC_MS, CLOSE_AFTER_MS);
        expect(new Set(visits.map(({ id }) => id)).size).toBe(visits.length);
        for (const visit of visits) {
          const passing = all[visit.id - 1];
          expect(passing).toMatchObject({ direction: 'in', laneId: visit.laneId, atUtcMs: visit.atUtcMs });
          expect(passing?.verdict).not.toBe('refuse');
          expect(visit.atUtcMs).toBeGreaterThanOrEqual(NOW_UTC_MS - CLOSE_AFTER_MS);
        }
      }),
    );
  });

  test('where everybody is admitted and known, it is those whose last entry is a way in', () => {
    const known = fc.record({
      direction: fc.constantFrom('in' as const, 'out' as const),
      subjectTag: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(known, { maxLength: 60 }), (parts) => {
        const last = new Map(passings(...parts).map(({ subjectTag, direction }) => [subjectTag, direction]));
        const expected = [...last.values()].filter((direction) => direction === 'in').length;
        expect(inside(...parts).ids).toHaveLength(expected);
      }),
    );
  });

  test('where nobody is known, ways in are either inside, over by rule, or left: none is lost', () => {
    const unknown = anyPassing.map((part) => ({ ...part, verdict: 'admit' as const, subjectTag: null }));
    fc.assert(
      fc.property(fc.array(unknown, { maxLength: 60 }), (parts) => {
        const { visits, closedByRule, strayOuts } = whoIsInside(passings(...parts), NOW_UTC_MS, CLOSE_AFTER_MS);
        const ins = parts.filter(({ direction }) => direction === 'in').length;
        expect(visits.length + closedByRule - strayOuts).toBe(ins - (parts.length - ins));
      }),
    );
  });
});
