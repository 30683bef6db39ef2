/** Is JSON from strangers parsed as JSON, and refused before it hurts? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isModestJson, objectOf, parseJson } from '../../../src-main/credentials/json.ts';

describe('JSON of a code', () => {
  test('is parsed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(parseJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([
    ['no JSON', '{'],
    ['of 5 MB', JSON.stringify('x'.repeat(5_000_000))],
    ['33 lists deep', `${'['.repeat(33)}${']'.repeat(33)}`],
    ['33 maps deep', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
    ['a million lists deep', '['.repeat(150_000)],
    ['of more than 20,000 values', `[${'0,'.repeat(20_001)}0]`],
  ])('is refused where it is %s', (_what, text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  test('may be 32 lists deep and have 20,000 values', () => {
    expect(parseJson(`${'['.repeat(32)}${']'.repeat(32)}`)).toBeDefined();
    expect(parseJson(`[${'0,'.repeat(19_999)}0]`)).toHaveLength(20_000);
  });

  test('is not deep because of brackets inside a text', () => {
    const text = JSON.stringify(`"\\${'['.repeat(100)}`);
    expect(parseJson(text)).toBe(JSON.parse(text));
  });

  test('has other limits where it is given some', () => {
    expect(isModestJson('[[1]]', { length: 5, depth: 2, values: 1 })).toBe(true);
    expect(isModestJson('[[1]]', { length: 4, depth: 2, values: 1 })).toBe(false);
    expect(isModestJson('[[1]]', { length: 5, depth: 1, values: 1 })).toBe(false);
  });

  test('never throws, whatever the text', () => {
    const hostile = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', ':', '0', 'e') });
    fc.assert(fc.property(fc.oneof(fc.string(), hostile), (text) => parseJson(text) !== Symbol.iterator));
  });
});

test('only a map is a map: lists, texts and nothing are none', () => {
  expect(objectOf({ a: 1 })).toEqual({ a: 1 });
  for (const other of [[], 'text', null, undefined, 1]) expect(objectOf(other)).toBeNull();
});
