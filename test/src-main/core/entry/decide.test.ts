import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PERSON_CODE_KINDS, SAYS_NOTHING, UNREADABLE_REASONS } from '../../../../src-main/core/code/code.ts';
import type { OpenedCode } from '../../../../src-main/core/code/credential.ts';
import { decide } from '../../../../src-main/core/entry/decide.ts';
import type { StandingEntry } from '../../../../src-main/core/entry/entry.ts';
import type { RuleContext } from '../../../../src-main/core/entry/rule.ts';
import { VERDICTS } from '../../../../src-main/core/entry/verdict.ts';
import { context, NOW_UTC_MS, PERSON } from './rule-context.ts';

const standing = (verdict: StandingEntry['verdict'], atUtcMs = NOW_UTC_MS - 1_000): StandingEntry => ({
  id: { device: 'd', epoch: 'e', seq: 7 },
  atUtcMs,
  verdict,
});

describe('the guard is told', () => {
  test('admit, where no rule has anything to say', () => {
    expect(decide(context())).toEqual({ verdict: 'admit', reasons: [], isRecorded: true, standing: null });
  });

  test('admit with the warnings, where only the fields look odd', () => {
    const code: OpenedCode = { ...PERSON, warnings: ['name-unreadable', 'text-garbled'] };
    expect(decide(context({ code }))).toMatchObject({
      verdict: 'admit',
      reasons: ['name-unreadable', 'text-garbled'],
      isRecorded: true,
    });
  });

  test('already recorded, and which entry stands, where the log has just admitted the same code', () => {
    expect(decide(context({ lastEntry: standing('admit') }))).toEqual({
      verdict: 'already-recorded',
      reasons: ['recorded-moments-ago'],
      isRecorded: false,
      standing: standing('admit'),
    });
  });

  test.each(['check', 'refuse'] as const)(
    '%s again, and nothing new written, where the log has just said so',
    (action) => {
      expect(decide(context({ watched: { action }, lastEntry: standing(action) }))).toEqual({
        verdict: action,
        reasons: ['on-watch-list', 'recorded-moments-ago'],
        isRecorded: false,
        standing: standing(action),
      });
    },
  );

  test('admit, written anew, where the log has just refused: the log never says the opposite of the screen', () => {
    expect(decide(context({ lastEntry: standing('refuse') }))).toMatchObject({ verdict: 'admit', isRecorded: true });
  });

  test('refuse, written anew, where the log has just admitted', () => {
    expect(decide(context({ watched: { action: 'refuse' }, lastEntry: standing('admit') }))).toEqual({
      verdict: 'refuse',
      reasons: ['on-watch-list'],
      isRecorded: true,
      standing: null,
    });
  });

  test('the gravest answer, with its reason first', () => {
    const code: OpenedCode = { ...PERSON, kind: 'vssid', warnings: ['text-garbled'] };
    const rules = { ...context().rules, acceptedKinds: ['cccd'] as const };
    expect(decide(context({ code, rules, watched: { action: 'check' } }))).toMatchObject({
      verdict: 'refuse',
      reasons: ['kind-not-accepted', 'on-watch-list', 'text-garbled'],
    });
  });

  test.each(UNREADABLE_REASONS)('unreadable, and nothing written, for %s', (reason) => {
    const code: OpenedCode =
      reason === 'half-code' ? { type: 'unreadable', reason, part: 'begin' } : { type: 'unreadable', reason };
    expect(decide(context({ code }))).toEqual({
      verdict: 'unreadable',
      reasons: [reason],
      isRecorded: false,
      standing: null,
    });
  });
});

describe('whatever comes', () => {
  const code = fc.oneof(
    fc.constant(null),
    fc.constant<OpenedCode>({ type: 'place', text: 'https://dia-diem.example' }),
    fc.constant<OpenedCode>({ type: 'opaque', text: 'a ticket' }),
    fc.constant<OpenedCode>({ type: 'unreadable', reason: 'empty' }),
    fc
      .record({
        kind: fc.constantFrom(...PERSON_CODE_KINDS),
        key: fc.constantFrom(null, PERSON.key),
        birthYear: fc.option(fc.integer({ min: 1, max: 9_999 }), { nil: null }),
      })
      .map(
        ({ kind, key, birthYear }): OpenedCode => ({
          ...PERSON,
          kind,
          key,
          fields: {
            ...SAYS_NOTHING,
            birthDate: birthYear === null ? null : { precision: 'year', year: birthYear },
          },
        }),
      ),
  );
  const anyContext: fc.Arbitrary<RuleContext> = fc
    .record({
      code,
      watched: fc.constantFrom(null, { action: 'check' } as const, { action: 'refuse' } as const),
      lastEntry: fc.option(
        fc
          .tuple(fc.constantFrom(...VERDICTS), fc.integer({ min: -60_000, max: 60_000 }))
          .map(([verdict, agoMs]) => standing(verdict, NOW_UTC_MS - agoMs)),
        { nil: null },
      ),
    })
    .map((parts) => context(parts));

  test('a repeat never turns a grave answer into calm', () => {
    fc.assert(
      fc.property(anyContext, (some) => {
        const first = decide({ ...some, lastEntry: null });
        const again = decide(some);
        expect(again.verdict).toBe(first.verdict === 'admit' && !again.isRecorded ? 'already-recorded' : first.verdict);
      }),
    );
  });

  test('what is neither unreadable nor a repeat is written, and only a repeat names an entry', () => {
    fc.assert(
      fc.property(anyContext, (some) => {
        const { verdict, reasons, isRecorded, standing: named } = decide(some);
        const isRepeat = reasons.includes('recorded-moments-ago');
        expect(isRecorded).toBe(verdict !== 'unreadable' && !isRepeat);
        expect(named !== null).toBe(isRepeat);
        expect(new Set(reasons).size).toBe(reasons.length);
      }),
    );
  });

  test('odd fields alone never keep anybody out', () => {
    fc.assert(
      fc.property(anyContext, (some) => {
        const plain: RuleContext = { ...some, watched: null, lastEntry: null };
        if (plain.code !== null && (plain.code.type !== 'person' || plain.code.key === null)) return;
        expect(decide(plain).verdict).toBe('admit');
      }),
    );
  });
});
