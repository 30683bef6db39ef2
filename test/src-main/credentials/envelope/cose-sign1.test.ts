/** Is a COSE_Sign1 message taken apart as RFC 9052 wants it, and nothing else? */

import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCoseSign1 } from '../../../../src-main/credentials/envelope/cose-sign1.ts';

const KEY_ID = Uint8Array.of(1, 2, 3);
const PAYLOAD = Uint8Array.of(9);
const SIGNATURE = new Uint8Array(64).fill(7);
const NOTHING = new Map<number, unknown>();
const headerOf = (algorithm: unknown): Map<number, unknown> =>
  new Map<number, unknown>([
    [1, algorithm],
    [4, KEY_ID],
  ]);
const PROTECTED = encode(headerOf(-7));
const PARTS = [PROTECTED, NOTHING, PAYLOAD, SIGNATURE] as const;
const tagged = (tags: readonly number[], body: unknown): Uint8Array => Uint8Array.from([...tags, ...encode(body)]);

describe('a COSE_Sign1 message', () => {
  test.each([
    ['bare', []],
    ['tagged', [0xd2]],
    ['tagged as a CWT too', [0xd8, 61, 0xd2]],
  ])('is read %s', (_how, tags) => {
    expect(readCoseSign1(tagged(tags, PARTS))).toMatchObject({
      algorithm: 'ES256',
      keyId: KEY_ID,
      payload: PAYLOAD,
      signature: SIGNATURE,
    });
  });

  test('covers the bytes that RFC 9052 §4.4 names, for payloads of every length', () => {
    const length = fc.constantFrom(0, 1, 23, 24, 255, 256, 65_535, 65_536);
    fc.assert(
      fc.property(length, (size) => {
        const payload = new Uint8Array(size);
        const read = readCoseSign1(encode([PROTECTED, NOTHING, payload, SIGNATURE]));
        const expected = encode(['Signature1', PROTECTED, new Uint8Array(0), payload]);
        expect(Buffer.compare(read?.signed ?? new Uint8Array(0), expected)).toBe(0);
      }),
    );
  });

  test('takes algorithm and key id from what is not signed only where what is signed has none', () => {
    const outside = headerOf(-37);
    expect(readCoseSign1(encode([PROTECTED, outside, PAYLOAD, SIGNATURE]))?.algorithm).toBe('ES256');
    expect(readCoseSign1(encode([new Uint8Array(0), outside, PAYLOAD, SIGNATURE]))?.algorithm).toBe('PS256');
    const unknown = encode(new Map([[1, 0]]));
    expect(readCoseSign1(encode([unknown, outside, PAYLOAD, SIGNATURE]))?.algorithm).toBeNull();
  });

  test('of an algorithm that is none here, or of a key id that is no bytes, names none', () => {
    for (const algorithm of [0, 5, 'ES256', -65_535, null]) {
      expect(readCoseSign1(encode([encode(headerOf(algorithm)), NOTHING, PAYLOAD, SIGNATURE]))?.algorithm).toBeNull();
    }
    const named = encode(new Map([[4, 'key']]));
    expect(readCoseSign1(encode([named, NOTHING, PAYLOAD, SIGNATURE]))?.keyId).toBeNull();
  });

  test.each([
    ['of three parts', encode(PARTS.slice(0, 3))],
    ['of five parts', encode([...PARTS, 0])],
    ['with another tag', tagged([0xd1], PARTS)],
    ['with its tag twice', tagged([0xd2, 0xd2], PARTS)],
    ['with a payload elsewhere', encode([PROTECTED, NOTHING, null, SIGNATURE])],
    ['with a text for a signature', encode([PROTECTED, NOTHING, PAYLOAD, 'signature'])],
    ['with a list for a header', encode([encode([1]), NOTHING, PAYLOAD, SIGNATURE])],
    ['with a damaged header', encode([Uint8Array.of(0xff), NOTHING, PAYLOAD, SIGNATURE])],
    ['with a list for the other header', encode([PROTECTED, [], PAYLOAD, SIGNATURE])],
    ['that is a map', encode(headerOf(-7))],
  ])('is none %s', (_what, bytes) => {
    expect(readCoseSign1(bytes)).toBeNull();
  });

  test('is none of any other bytes, and nothing throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readCoseSign1(bytes)).toBeNull();
      }),
    );
  });
});
