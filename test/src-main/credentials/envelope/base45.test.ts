/** Does Base45 text stand for exactly the bytes that it was made of, and nothing else for any? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase45 } from '../../../../src-main/credentials/envelope/base45.ts';
import { encodeBase45 } from '../../../support/credentials/sign-hc1.ts';

describe('Base45', () => {
  test.each([
    ['', ''],
    ['BB8', 'AB'],
    ['%69 VD92EX0', 'Hello!!'],
    ['UJCLQE7W581', 'base-45'],
    ['QED8WEX0', 'ietf!'],
  ])('reads the examples of RFC 9285: %s', (text, bytes) => {
    expect(Buffer.from(decodeBase45(text) ?? [0]).toString('latin1')).toBe(bytes);
  });

  test('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes);
      }),
    );
  });

  test.each([
    ['three characters of more than two bytes', 'GGW'],
    ['the largest three characters', ':::'],
    ['two characters of more than one byte', 'V5'],
    ['one character left over', 'BB8B'],
    ['small letters', 'bb8'],
    ['a letter beyond ASCII', 'BBé'],
    ['a line end', 'BB\n'],
  ])('refuses %s', (_what, text) => {
    expect(decodeBase45(text)).toBeNull();
  });

  test('takes the largest values that two bytes and one byte have', () => {
    expect(decodeBase45('FGW')).toEqual(Uint8Array.of(0xff, 0xff));
    expect(decodeBase45('U5')).toEqual(Uint8Array.of(0xff));
  });

  test('has one spelling only for any bytes, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'09AZ $%*+-./:') })), (text) => {
        const bytes = decodeBase45(text);
        expect(bytes === null ? text : encodeBase45(bytes)).toBe(text);
      }),
    );
  });
});
