/** Is a rule file taken as it is, or refused with a reason that its importer can act on? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRuleSet } from '../../../../src-main/credentials/rules/rule-set.ts';
import { ruleOf } from './venue-rules.ts';

function bundleOf(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ form: 'gac-cong-rules-1', country: 'VN', rules: [ruleOf()], ...changes });
}

function setOf(text: string) {
  const read = readRuleSet(text);
  if (read.type === 'refused') throw new Error(`refused: ${read.reason}`);
  return read.ruleSet;
}

function reasonOf(text: string): string | null {
  const read = readRuleSet(text);
  return read.type === 'refused' ? read.reason : null;
}

function sumOf(levels: number): unknown {
  return levels === 0 ? 1 : { '+': [sumOf(levels - 1), 1] };
}

const codes = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
const EVERYTHING = { reduce: [{ var: 'external.valueSets.a' }, { '+': [{ var: 'accumulator' }, 1] }, 0] };

describe('a rule file', () => {
  test('is read with its rules, its country and the codes of its value sets', () => {
    const valueSets = { a: ['1'], b: { valueSetId: 'b', valueSetValues: { '2': {}, '3': {} } } };
    const set = setOf(bundleOf({ country: 'FR', valueSets }));
    expect(set).toMatchObject({ country: 'FR', valueSets: { a: ['1'], b: ['2', '3'] } });
    expect(set.rules).toEqual([ruleOf()]);
  });

  test('may be the bare list that a national gateway publishes', () => {
    expect(setOf(JSON.stringify([ruleOf({ Country: 'FR' })]))).toMatchObject({ country: 'FR', valueSets: {} });
    expect(setOf(JSON.stringify([ruleOf({ Country: 'FR' }), ruleOf()])).country).toBe('VN');
    expect(setOf(JSON.stringify([ruleOf({ Type: 'Invalidation', Country: 'FR' })])).country).toBe('VN');
  });

  test('may have fields that a gate does not know', () => {
    expect(setOf(bundleOf({ rules: [{ ...ruleOf(), hash: 'abc', Region: 'x' }], note: 'x' })).rules).toEqual([
      ruleOf(),
    ]);
  });
});

describe('the version of a rule set', () => {
  test('is the one that it says', () => {
    expect(setOf(bundleOf({ version: '2026-11.3' })).version).toBe('2026-11.3');
  });

  test('is else made of its content, not of how it is written', () => {
    const { version } = setOf(bundleOf());
    expect(version).toMatch(/^rules-[0-9a-f]{12}$/);
    expect(setOf(JSON.stringify(JSON.parse(bundleOf()), null, 4)).version).toBe(version);
    expect(setOf(JSON.stringify([ruleOf()])).version).toBe(version);
    for (const other of [{ country: 'FR' }, { rules: [ruleOf({ Logic: false })] }, { valueSets: { a: ['1'] } }]) {
      expect(setOf(bundleOf(other)).version).not.toBe(version);
    }
  });

  test.each([['x'.repeat(41)], [''], ['a\nb'], ['một']])('that an entry could not carry is refused', (version) => {
    expect(reasonOf(bundleOf({ version }))).toBe('not-rules');
  });
});

describe('a file is refused', () => {
  test.each([[''], ['rules'], ['[{]'], ['{"form":']])('as no JSON: %j', (text) => {
    expect(reasonOf(text)).toBe('not-json');
  });

  test.each([
    ['characters', ' '.repeat(8_000_001)],
    ['depth', '['.repeat(65)],
    ['values', bundleOf({ note: Array.from({ length: 500_002 }, () => 0) })],
    ['rules', JSON.stringify(Array.from({ length: 2_001 }, () => ruleOf()))],
    ['codes', bundleOf({ valueSets: { a: codes(5_001) } })],
    ['value sets', bundleOf({ valueSets: Object.fromEntries(codes(201).map((id) => [id, []])) })],
    ['work in one rule', bundleOf({ rules: [ruleOf({ Logic: { '===': [{ '+': [EVERYTHING, EVERYTHING] }, 1] } })] })],
    [
      'work in all rules',
      bundleOf({ rules: Array.from({ length: 4 }, () => ruleOf({ Logic: { '!': [EVERYTHING] } })) }),
    ],
    [
      'loops within loops',
      bundleOf({ rules: [ruleOf({ Logic: { reduce: [{ var: 'payload.v' }, { '!': [EVERYTHING] }, 0] } })] }),
    ],
  ])('as too large by its %s', (_what, text) => {
    expect(reasonOf(text)).toBe('too-large');
  });

  test('only above those limits', () => {
    expect(
      reasonOf(bundleOf({ valueSets: { a: codes(5_000) }, rules: [ruleOf({ Logic: { '!': [EVERYTHING] } })] })),
    ).toBe(null);
    expect(reasonOf(JSON.stringify(Array.from({ length: 2_000 }, () => ruleOf({ Logic: sumOf(9) }))))).toBe(null);
  });

  test.each([
    ['a number', '1'],
    ['an empty list', '[]'],
    ['another form', bundleOf({ form: 'gac-cong-rules-2' })],
    ['a bundle without rules', bundleOf({ rules: [] })],
    ['a bundle without a country', bundleOf({ country: undefined })],
    ['a value set that `var` cannot name', bundleOf({ valueSets: { 'a.b': [] } })],
    ['a value set that starts with a digit', bundleOf({ valueSets: { '2a': [] } })],
    ['a value set that is a text', bundleOf({ valueSets: { a: 'b' } })],
  ])('as no rules: %s', (_what, text) => {
    expect(readRuleSet(text)).toEqual({ type: 'refused', reason: 'not-rules', ruleIndex: null });
  });

  test.each([
    ['Identifier', ''],
    ['Type', 'Permission'],
    ['Country', 'Vietnam'],
    ['Version', '1.0'],
    ['SchemaVersion', 'latest'],
    ['EngineVersion', 1],
    ['CertificateType', 'Passport'],
    ['Description', 'text'],
    ['ValidFrom', 'yesterday'],
    ['ValidTo', '2026-02-30T00:00:00Z'],
    ['AffectedFields', [1]],
    ['Logic', undefined],
  ])('as no rules where one rule has a wrong %s, and says which one', (field, value) => {
    const text = JSON.stringify([ruleOf(), ruleOf({ [field]: value })]);
    expect(readRuleSet(text)).toEqual({ type: 'refused', reason: 'not-rules', ruleIndex: 1 });
  });

  test.each([
    ['an unknown operator', { or: [true, true] }],
    ['an operand missing', { if: [true, true] }],
    ['a number that is not whole', { '===': [1.5, 1.5] }],
    ['null', null],
    ['two operators in one', { '!': [true], and: [true, true] }],
    ['a time unit that there is not', { plusTime: ['2026-01-01', 1, 'week'] }],
    ['the prototype of an object', { '!': [{ var: 'payload.__proto__' }] }],
    ['the maker of an object', { '!': [{ '!': [{ var: 'payload.v.0.constructor.name' }] }] }],
    ['an endless path', { var: 'a'.repeat(201) }],
  ])('as no rules where the logic has %s', (_what, Logic) => {
    expect(reasonOf(bundleOf({ rules: [ruleOf({ Logic })] }))).toBe('not-rules');
  });

  test.each([
    ['another engine', { Engine: 'REGO' }],
    ['a later CertLogic', { EngineVersion: '2.0.0' }],
    ['a CertLogic that is later by its second number', { EngineVersion: '1.10.0' }],
  ])('as of an unknown engine: %s', (_what, changes) => {
    const text = bundleOf({ rules: [ruleOf(), ruleOf(changes)] });
    expect(readRuleSet(text)).toEqual({ type: 'refused', reason: 'unknown-engine', ruleIndex: 1 });
  });

  test('where a bare list holds the rules of several countries and none of Vietnam', () => {
    const text = JSON.stringify([ruleOf({ Country: 'FR' }), ruleOf({ Country: 'DE' })]);
    expect(readRuleSet(text)).toEqual({ type: 'refused', reason: 'which-country', ruleIndex: null });
  });
});

test('reading never throws, whatever the file says', () => {
  const json = fc.oneof(
    fc.json(),
    fc.jsonValue().map((Logic) => bundleOf({ rules: [ruleOf({ Logic })] })),
  );
  const changed = fc.tuple(fc.nat(), fc.string({ maxLength: 3 })).map(([at, piece]) => {
    const text = bundleOf({ version: '1', valueSets: { a: ['1'], b: { valueSetValues: {} } } });
    const cut = at % text.length;
    return text.slice(0, cut) + piece + text.slice(cut + 1);
  });
  fc.assert(
    fc.property(fc.oneof(fc.string(), json, changed), (text) => {
      expect(['rules', 'refused']).toContain(readRuleSet(text).type);
    }),
  );
});
