import { describe, expect, test } from 'vitest';
import type { Shown } from '../../../../src-main/core/entry/entry.ts';
import type { Tally } from '../../../../src-main/core/entry/tally.ts';
import { countShown, dayStartUtcMs, emptyTally } from '../../../../src-main/core/entry/tally.ts';

/** 00:00 on 2 November 2026 in Vietnam. */
const MIDNIGHT_UTC_MS = Date.UTC(2026, 10, 1, 17);
const EMPTY = emptyTally(MIDNIGHT_UTC_MS);

function shown(changes: Partial<Shown>): Shown {
  return {
    laneId: 'lane-1',
    direction: 'in',
    readerKind: 'serial',
    verdict: 'admit',
    reasons: [],
    codeKind: 'cccd',
    maskedName: null,
    maskedNumber: null,
    verification: 'unsigned',
    issuer: null,
    atUtcMs: MIDNIGHT_UTC_MS + 1,
    entry: { device: 'd', epoch: 'e', seq: 1 },
    recordedAtUtcMs: null,
    ...changes,
  };
}

describe('the day', () => {
  test('begins at midnight in Vietnam', () => {
    expect(dayStartUtcMs(MIDNIGHT_UTC_MS)).toBe(MIDNIGHT_UTC_MS);
    expect(dayStartUtcMs(MIDNIGHT_UTC_MS - 1)).toBe(MIDNIGHT_UTC_MS - 86_400_000);
    expect(dayStartUtcMs(MIDNIGHT_UTC_MS + 86_399_999)).toBe(MIDNIGHT_UTC_MS);
    expect(dayStartUtcMs(-1)).toBe(-7 * 3_600_000);
  });

  test('that begins starts every count from nothing', () => {
    const before = countShown(EMPTY, shown({ atUtcMs: MIDNIGHT_UTC_MS + 86_399_999 }));
    expect(before.admittedIn).toBe(1);
    const after = countShown(
      { ...before, repeats: 3, unreadable: 2 },
      shown({ atUtcMs: MIDNIGHT_UTC_MS + 86_400_000 }),
    );
    expect(after).toEqual({ ...emptyTally(MIDNIGHT_UTC_MS + 86_400_000), admittedIn: 1 });
  });
});

describe('the counts', () => {
  const standing = { recordedAtUtcMs: MIDNIGHT_UTC_MS };
  const failed = { entry: null, verdict: 'out-of-order' } as const;
  test.each<[string, Partial<Shown>, Partial<Tally>]>([
    ['in', {}, { admittedIn: 1 }],
    ['out', { direction: 'out' }, { admittedOut: 1 }],
    ['to check', { verdict: 'check' }, { checked: 1 }],
    ['refused', { verdict: 'refuse' }, { refused: 1 }],
    ['typed', { readerKind: 'manual' }, { admittedIn: 1, manual: 1 }],
    ['typed and to check', { readerKind: 'manual', verdict: 'check' }, { checked: 1, manual: 1 }],
    ['a repeat', { verdict: 'already-recorded', ...standing }, { repeats: 1 }],
    ['a repeat of somebody refused', { verdict: 'refuse', ...standing }, { repeats: 1 }],
    ['a repeat that was typed', { readerKind: 'manual', verdict: 'already-recorded', ...standing }, { repeats: 1 }],
    ['unreadable', { verdict: 'unreadable', entry: null }, { unreadable: 1 }],
    ['not written', failed, {}],
    ['typed and not written', { readerKind: 'manual', ...failed }, {}],
  ])('of one who is %s', (_what, changes, counts) => {
    expect(countShown(EMPTY, shown(changes))).toEqual({ ...EMPTY, ...counts });
  });
});
