import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CORRECTED_WITHIN_MS,
  correctionOf,
  guardCorrectionOf,
  isYoungEnough,
  turnedAround,
} from '../../../../src-main/core/entry/correction.ts';
import { DECISION_REASONS, GUARD_CORRECTIONS } from '../../../../src-main/core/entry/verdict.ts';
import { draft } from '../../store/store-drafts.ts';

test('a correction says where and of which subject, names the entry, and holds nothing of the person', () => {
  const corrected = { ...draft({ laneId: 'lane-2', direction: 'out' }), seq: 7 };
  const at = { ...corrected.at, monotonicMs: 99_999 };
  expect(correctionOf(corrected, at)).toEqual({
    at,
    laneId: 'lane-2',
    direction: 'out',
    inferred: true,
    readerKind: 'barrier',
    codeKind: 'cccd',
    subjectTag: 'a'.repeat(64),
    codeLength: null,
    personal: null,
    verification: 'none',
    issuer: null,
    trustVersion: null,
    verdict: 'refuse',
    reasons: ['not-passed'],
    rulesVersion: '1-00000000',
    corrects: 7,
    tracing: null,
  });
});

test('a guard’s correction says why, is no conclusion of a rule, and holds nothing of the person but the guard’s own words', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...GUARD_CORRECTIONS),
      fc.option(fc.string({ minLength: 1 }), { nil: null }),
      fc.integer({ min: 1 }),
      (reason, note, seq) => {
        const corrected = { ...draft(), seq };
        const correction = guardCorrectionOf(corrected, corrected.at, reason, note);
        expect(correction).toMatchObject({ verdict: 'refuse', reasons: [reason], corrects: seq, inferred: false });
        const { note: kept, ...person } = correction.personal ?? { note: null };
        expect(kept).toBe(note);
        expect(Object.values(person).filter((field) => field !== null)).toEqual([]);
      },
    ),
  );
});

test('an entry that is turned keeps all but its way, time and mark, and turned twice it faces as before', () => {
  const reasons = fc.array(fc.constantFrom(...DECISION_REASONS), { maxLength: 4 });
  fc.assert(
    fc.property(fc.constantFrom('in' as const, 'out' as const), reasons, (direction, before) => {
      const entry = draft({ direction, reasons: [...new Set(before)] });
      const once = turnedAround(entry, { ...entry.at, monotonicMs: 1 });
      const { at: _at, direction: turned, reasons: told, ...rest } = once;
      expect(entry).toMatchObject(rest);
      expect(turned).not.toBe(direction);
      expect(told.filter((reason) => reason === 'direction-corrected')).toHaveLength(1);
      expect(turnedAround(once, entry.at)).toMatchObject({ direction, reasons: told });
    }),
  );
});

test('an entry is young for a day, and one of a clock that was set back is young too', () => {
  expect(isYoungEnough(0, CORRECTED_WITHIN_MS)).toBe(true);
  expect(isYoungEnough(0, CORRECTED_WITHIN_MS + 1)).toBe(false);
  expect(isYoungEnough(CORRECTED_WITHIN_MS * 9, 0)).toBe(true);
});
