import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_KINDS } from '../../../../src-main/core/code/code.ts';
import type { PlainEntry, SealedDigest } from '../../../../src-main/core/entry/canonical.ts';
import { canonicalText, linkHash } from '../../../../src-main/core/entry/canonical.ts';
import type { EntryId } from '../../../../src-main/core/entry/entry.ts';
import { DECISION_REASONS, READER_KINDS, VERDICTS, VERIFICATIONS } from '../../../../src-main/core/entry/verdict.ts';

type Canonical = { readonly id: EntryId; readonly entry: PlainEntry; readonly sealed: SealedDigest | null };

/** Minus zero and zero are the same number on disk, so they are one here. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const text = fc.string({ unit: 'binary' });
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

const canonical: fc.Arbitrary<Canonical> = fc.record({
  id: fc.record({ device: text, epoch: text, seq: fc.integer({ min: 1 }) }),
  entry: fc.record({
    at: fc.record({
      wallUtcMs: number,
      monotonicMs: number,
      bootId: text,
      clockOffsetMs: orNull(number),
      clockUncertaintyMs: orNull(number),
    }),
    laneId: text,
    direction: fc.constantFrom('in', 'out'),
    inferred: fc.boolean(),
    readerKind: fc.constantFrom(...READER_KINDS),
    codeKind: fc.constantFrom(...CODE_KINDS),
    subjectTag: orNull(text),
    codeLength: orNull(fc.nat()),
    verification: fc.constantFrom(...VERIFICATIONS),
    issuer: fc.option(fc.string({ unit: 'grapheme' }), { nil: null }),
    trustVersion: fc.option(fc.string({ unit: 'grapheme' }), { nil: null }),
    verdict: fc.constantFrom(...VERDICTS),
    reasons: fc.array(fc.constantFrom(...DECISION_REASONS), { maxLength: 4 }),
    rulesVersion: text,
    corrects: orNull(fc.integer({ min: 1 })),
    tracing: orNull(fc.record({ keyId: text, tag: text })),
  }),
  sealed: orNull(fc.record({ keyId: text, sha256: text })),
});

const one: Canonical = {
  id: { device: 'd', epoch: 'e', seq: 7 },
  entry: {
    at: { wallUtcMs: 1_793_000_000_000, monotonicMs: 0.5, bootId: 'b', clockOffsetMs: null, clockUncertaintyMs: null },
    laneId: 'lane-1',
    direction: 'in',
    inferred: false,
    readerKind: 'camera',
    codeKind: 'opaque',
    subjectTag: 't',
    codeLength: 12,
    verification: 'none',
    issuer: null,
    trustVersion: null,
    verdict: 'check',
    reasons: ['unknown-code'],
    rulesVersion: '1-abc',
    corrects: null,
    tracing: null,
  },
  sealed: null,
};

function textOf({ id, entry, sealed }: Canonical): string {
  return canonicalText(id, entry, sealed);
}

describe('the canonical text of an entry', () => {
  test('is written down once and for ever: a change of this line is a new version of the form', () => {
    expect(textOf(one)).toBe(
      '["gac-cong-entry-1","d","e",7,1793000000000,0.5,"b",null,null,"lane-1","in",false,"camera","opaque","t",12,' +
        '"none","check",["unknown-code"],"1-abc",null]',
    );
  });

  test('of a signed code and of a correction has a form of its own, written down as long', () => {
    const plain = textOf(one).slice('["gac-cong-entry-1"'.length, -1);
    const signed = { ...one.entry, issuer: 'XX', trustVersion: null };
    expect(textOf({ ...one, entry: signed })).toBe(`["gac-cong-entry-2"${plain},"XX",null]`);
    expect(textOf({ ...one, entry: { ...one.entry, corrects: 6 } })).toBe(`["gac-cong-entry-3"${plain},null,null,6]`);
  });

  test('of a traced person has a form of its own too, with or without what follows', () => {
    const plain = textOf(one).slice('["gac-cong-entry-1"'.length, -1);
    const entry = { ...one.entry, tracing: { keyId: '2026-W48-00000000', tag: 'abc' } };
    expect(textOf({ ...one, entry })).toBe(
      `["gac-cong-entry-5"${plain},null,null,null,null,["2026-W48-00000000","abc"]]`,
    );
  });

  test('differs for two entries that differ, however little', () => {
    fc.assert(
      fc.property(canonical, canonical, (left, right) => {
        expect(textOf(left) === textOf(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
      }),
    );
  });

  test('covers every field: another value in any one place is another text', () => {
    fc.assert(
      fc.property(canonical, canonical, (left, right) => {
        for (const changed of withOneFieldOf(left, right)) {
          expect(textOf(changed) === textOf(left)).toBe(JSON.stringify(changed) === JSON.stringify(left));
        }
      }),
    );
  });

  test('does not depend on the order in which an entry names its fields', () => {
    const backwards = Object.fromEntries(Object.entries(one.entry).reverse()) as PlainEntry;
    expect(textOf({ ...one, entry: backwards })).toBe(textOf(one));
  });

  test('does not hold the person, even where the entry still carries one', () => {
    const entry = { ...one.entry, personal: { name: 'Nguyễn Văn Thử' } };
    expect(textOf({ ...one, entry })).toBe(textOf(one));
  });

  test('refuses numbers and text that no disk gives back', () => {
    const at = { ...one.entry.at, monotonicMs: Number.POSITIVE_INFINITY };
    expect(() => textOf({ ...one, entry: { ...one.entry, at } })).toThrow(RangeError);
    expect(() => textOf({ ...one, entry: { ...one.entry, codeLength: Number.NaN } })).toThrow(RangeError);
    expect(() => textOf({ ...one, entry: { ...one.entry, laneId: '\ud800' } })).toThrow(RangeError);
  });
});

test('a link is the digest of the hash before and the text, on two lines', () => {
  expect(linkHash((text) => `<${text}>`, 'before', 'text')).toBe('<before\ntext>');
});

/** `left` again and again, each time with one field from `right`. */
function withOneFieldOf(left: Canonical, right: Canonical): Canonical[] {
  const id = keysOf(left.id).map((key) => ({ ...left, id: { ...left.id, [key]: right.id[key] } }));
  const entry = keysOf(left.entry).map((key) => ({ ...left, entry: { ...left.entry, [key]: right.entry[key] } }));
  const at = keysOf(left.entry.at).map((key) => ({
    ...left,
    entry: { ...left.entry, at: { ...left.entry.at, [key]: right.entry.at[key] } },
  }));
  return [...id, ...entry, ...at, { ...left, sealed: right.sealed }];
}

function keysOf<T extends object>(value: T): (keyof T)[] {
  return Object.keys(value) as (keyof T)[];
}
