import { describe, expect, test } from 'vitest';
import { SAYS_NOTHING } from '../../../../../src-main/core/code/code.ts';
import { decide } from '../../../../../src-main/core/entry/decide.ts';
import type { Expected } from '../../../../../src-main/core/entry/roster.ts';
import { roster } from '../../../../../src-main/core/entry/rules/roster.ts';
import { unknownCredential } from '../../../../support/fake-ports.ts';
import { context, NOW_UTC_MS, PERSON } from '../rule-context.ts';

const HOUR_MS = 3_600_000;
const STAFF: Expected = {
  group: 'staff',
  name: 'Nguyễn Văn A',
  number: '001099000000',
  subjectTag: 'tag',
  validFromUtcMs: null,
  validUntilUtcMs: null,
  laneIds: null,
  isBadgeOut: false,
};
const { rules: RULES } = context();
const at = (rosterMode: 'off' | 'check' | 'refuse') => ({ rules: { ...RULES, rosterMode } });

describe('the list of who is expected', () => {
  test('only says who it is where the venue has not said more', () => {
    expect(roster(context())).toEqual([]);
    expect(roster(context({ ...at('off'), expected: { ...STAFF, validUntilUtcMs: 0 } }))).toEqual([]);
  });

  test.each(['check', 'refuse'] as const)('sends who is not on it to the desk: %s', (mode) => {
    expect(roster(context(at(mode)))).toEqual([{ verdict: mode, reason: 'not-on-roster' }]);
    expect(roster(context({ ...at(mode), code: null }))).toEqual([{ verdict: mode, reason: 'not-on-roster' }]);
    expect(decide(context(at(mode)))).toMatchObject({ verdict: mode, reasons: ['not-on-roster'], isRecorded: true });
  });

  test('has nothing against who is on it, whatever their card or badge', () => {
    expect(roster(context({ ...at('refuse'), expected: STAFF }))).toEqual([]);
    const badge = { type: 'badge', key: null, fields: SAYS_NOTHING } as const;
    expect(decide(context({ ...at('refuse'), code: badge, expected: STAFF }))).toMatchObject({
      verdict: 'admit',
      reasons: [],
    });
  });

  test('says apart who comes too early, too late, and to another lane', () => {
    const terms = (changes: Partial<Expected>) =>
      roster(context({ ...at('refuse'), expected: { ...STAFF, ...changes } }));
    expect(terms({ validFromUtcMs: NOW_UTC_MS + 1 })).toEqual([{ verdict: 'refuse', reason: 'roster-not-yet' }]);
    expect(terms({ validFromUtcMs: NOW_UTC_MS })).toEqual([]);
    expect(terms({ validUntilUtcMs: NOW_UTC_MS })).toEqual([{ verdict: 'refuse', reason: 'roster-over' }]);
    expect(terms({ validUntilUtcMs: NOW_UTC_MS + 1 })).toEqual([]);
    expect(terms({ laneIds: ['lane-2'] })).toEqual([{ verdict: 'refuse', reason: 'roster-other-lane' }]);
    expect(terms({ laneIds: ['lane-1', 'lane-2'] })).toEqual([]);
  });

  test('keeps nobody in: on the way out it asks for the badge only', () => {
    expect(roster(context({ ...at('refuse'), direction: 'out' }))).toEqual([]);
    const late = { ...STAFF, validUntilUtcMs: NOW_UTC_MS - HOUR_MS };
    expect(roster(context({ ...at('refuse'), direction: 'out', expected: late }))).toEqual([]);
    const visitor = { ...STAFF, group: 'visitor', isBadgeOut: true } as const;
    expect(roster(context({ direction: 'out', expected: visitor }))).toEqual([
      { verdict: 'check', reason: 'badge-not-back' },
    ]);
    expect(roster(context({ direction: 'in', expected: visitor }))).toEqual([]);
  });

  test('does not judge codes that cannot say who it is as if they could', () => {
    expect(roster(context({ ...at('refuse'), code: { ...PERSON, key: null } }))).toEqual([]);
    expect(roster(context({ ...at('refuse'), code: unknownCredential('x') }))).toEqual([
      { verdict: 'check', reason: 'not-on-roster' },
    ]);
    expect(roster(context({ ...at('refuse'), code: { ...unknownCredential('x'), kind: 'pass' } }))).toEqual([]);
    const opaque = { type: 'opaque', text: 'ABC' } as const;
    expect(roster(context({ ...at('check'), code: opaque }))).toEqual([]);
    expect(decide(context({ ...at('refuse'), code: opaque })).verdict).toBe('refuse');
  });
});
