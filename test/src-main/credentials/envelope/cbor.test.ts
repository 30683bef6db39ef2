/** Is CBOR read as it was written, and refused where it is damaged, ambiguous or built to hurt? */

import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCbor, isTagged, plainOf } from '../../../../src-main/credentials/envelope/cbor.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
/** A value inside so many lists. */
const nested = (depth: number): Uint8Array => Uint8Array.from([...new Uint8Array(depth).fill(0x81), 0]);

describe('CBOR', () => {
  test('gives back lists, texts, numbers and bytes', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.uint8Array(),
        fc.array(tie('any'), { maxLength: 5 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (some) => {
        expect(decodeCbor(encode(some))).toEqual(some);
      }),
    );
  });

  test('gives back maps with texts and numbers as keys', () => {
    const map = new Map<unknown, unknown>([
      [1, 'XX'],
      [-260, new Map([['v', [1]]])],
    ]);
    expect(decodeCbor(encode(map))).toEqual(map);
  });

  test('keeps tags beside their values', () => {
    expect(decodeCbor(hex('d28101'))).toEqual({ tag: 18, tagged: [1] });
    expect(isTagged(decodeCbor(hex('d28101')), 18)).toBe(true);
    expect(isTagged(decodeCbor(hex('d28101')), 61)).toBe(false);
    expect(isTagged(null, 18)).toBe(false);
  });

  test.each([
    ['nothing', ''],
    ['bytes after the value', '0000'],
    ['a list that breaks off', '8201'],
    ['a text that breaks off', '6461'],
    ['bytes that say they are huge', '5bffffffffffffffff'],
    ['a list that says it is huge', '9bffffffffffffffff'],
    ['a header that breaks off', '19ff'],
    ['a reserved header', '1c'],
    ['a key that stands twice', 'a201010102'],
    ['a break where nothing is open', 'ff'],
    ['a break in a list of known length', '82ff'],
    ['a list without its break', '9f01'],
  ])('refuses %s', (_what, text) => {
    expect(decodeCbor(hex(text))).toBeUndefined();
  });

  test('marks what is no UTF-8 inside a text', () => {
    expect(decodeCbor(hex('61ff'))).toBe('\ufffd');
  });

  test('reads 32 lists within each other, and none deeper', () => {
    expect(decodeCbor(nested(32))).toBeDefined();
    expect(decodeCbor(nested(33))).toBeUndefined();
    expect(decodeCbor(nested(10_000))).toBeUndefined();
  });

  test('reads documents of 20,000 values, and none larger', () => {
    expect(decodeCbor(encode(new Array(19_999).fill(0)))).toHaveLength(19_999);
    expect(decodeCbor(encode(new Array(20_000).fill(0)))).toBeUndefined();
  });

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodeCbor(bytes) !== null || bytes.length > 0),
    );
  });
});

test('what JSON would have said leaves tags and hidden prototypes away', () => {
  const map = new Map<unknown, unknown>([
    ['__proto__', new Map([['isAdmin', true]])],
    [1, [{ tag: 1, tagged: 'text' }]],
  ]);
  const plain = plainOf(map);
  expect(plain).toEqual({ '1': ['text'] });
  expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
});
