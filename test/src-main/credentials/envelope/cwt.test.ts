/** Are the claims of a CBOR Web Token read as RFC 8392 has them? */

import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCwt } from '../../../../src-main/credentials/envelope/cwt.ts';

const claimsOf = (time: unknown) => readCwt(encode(new Map<number, unknown>([[4, time]])));

describe('a CBOR Web Token', () => {
  test('says who issued it and when it holds, in milliseconds', () => {
    const claims: readonly (readonly [number, unknown])[] = [
      [1, 'XX'],
      [4, 3],
      [5, 2],
      [6, 1],
    ];
    expect(readCwt(encode(new Map(claims)))).toMatchObject({
      issuer: 'XX',
      expiresAtUtcMs: 3_000,
      notBeforeUtcMs: 2_000,
      issuedAtUtcMs: 1_000,
      all: new Map(claims),
    });
  });

  test('gives times that are whole, broken or tagged', () => {
    expect(claimsOf(1.5)?.expiresAtUtcMs).toBe(1_500);
    // {4: 1(10)}
    expect(readCwt(Uint8Array.of(0xa1, 0x04, 0xc1, 0x0a))?.expiresAtUtcMs).toBe(10_000);
  });

  test.each([
    ['a text', '2026-11-23'],
    ['no number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
    ['beyond what a date can be', 1e13],
    ['missing', null],
  ])('says nothing of a time that is %s', (_what, time) => {
    expect(claimsOf(time)?.expiresAtUtcMs).toBeNull();
  });

  test('does not take another value for an issuer', () => {
    expect(readCwt(encode(new Map([[1, 7]])))?.issuer).toBeNull();
  });

  test('is none where it is no map, and nothing throws', () => {
    expect(readCwt(encode([1, 2]))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => readCwt(bytes) !== undefined));
  });
});
