/** Does Base32 text stand for exactly the bytes that it was made of, and nothing else for any? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase32 } from '../../../../src-main/credentials/envelope/base32.ts';
import { encodeBase32 } from '../../../support/credentials/sign-nzcp.ts';

describe('Base32', () => {
  test.each([
    ['', ''],
    ['MY======', 'f'],
    ['MZXQ====', 'fo'],
    ['MZXW6===', 'foo'],
    ['MZXW6YQ=', 'foob'],
    ['MZXW6YTB', 'fooba'],
    ['MZXW6YTBOI', 'foobar'],
  ])('reads the examples of RFC 4648, padded or not: %s', (text, bytes) => {
    expect(Buffer.from(decodeBase32(text) ?? [0]).toString('latin1')).toBe(bytes);
  });

  test('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeBase32(encodeBase32(bytes))).toEqual(bytes);
      }),
    );
  });

  test.each([
    ['leftover bits that are not zero', 'MZ'],
    ['a whole character left over', 'MZXW6YTBA'],
    ['digits that it has not', 'M0'],
    ['small letters', 'mzxw6ytb'],
    ['padding inside', 'MY=Q===='],
    ['more padding than there can be', 'MY======='],
  ])('refuses %s', (_what, text) => {
    expect(decodeBase32(text)).toBeNull();
  });

  test('has one spelling only for any bytes, but for the padding, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'AQYZ27=') })), (text) => {
        const bytes = decodeBase32(text);
        if (bytes !== null) expect(encodeBase32(bytes)).toBe(text.replace(/=+$/, ''));
      }),
    );
  });
});
