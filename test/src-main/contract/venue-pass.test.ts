/** Does a pass come out of its text as it went in, and does a text that no venue wrote stay out? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PassClaims } from '../../../src-main/contract/venue-pass.ts';
import { passPayload, passText, readPassPayload, splitPassText } from '../../../src-main/contract/venue-pass.ts';
import { PASS_PURPOSES } from '../../../src-main/core/code/credential.ts';

const base64url = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'AZaz09_-'), minLength: length, maxLength: length });

const claims: fc.Arbitrary<PassClaims> = fc.record({
  keyId: base64url(11),
  id: base64url(22),
  name: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((name) => name.length <= 80)),
  purpose: fc.constantFrom(...PASS_PURPOSES),
  notBeforeS: fc.nat(),
  expiresAtS: fc.nat(),
  isOneTime: fc.boolean(),
  laneIds: fc.option(fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 16 })),
});

describe('the payload of a pass', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(claims, (written) => {
        expect(readPassPayload(passPayload(written))).toEqual(written);
      }),
    );
  });

  test.each([
    ['no JSON', '[1,'],
    ['another version', '[2,"AAAAAAAAAAA","AAAAAAAAAAAAAAAAAAAAAA",null,"visitor",0,1,0,null]'],
    ['an id of another length', '[1,"AAAAAAAAAAA","AAAA",null,"visitor",0,1,0,null]'],
    ['an unknown purpose', '[1,"AAAAAAAAAAA","AAAAAAAAAAAAAAAAAAAAAA",null,"king",0,1,0,null]'],
    ['no lane at all', '[1,"AAAAAAAAAAA","AAAAAAAAAAAAAAAAAAAAAA",null,"visitor",0,1,0,[]]'],
    ['one value more', '[1,"AAAAAAAAAAA","AAAAAAAAAAAAAAAAAAAAAA",null,"visitor",0,1,0,null,1]'],
  ])('is refused: %s', (_why, json) => {
    expect(readPassPayload(Buffer.from(json))).toBeNull();
  });

  test('is refused where it is not UTF-8', () => {
    expect(readPassPayload(Uint8Array.of(0x5b, 0xff, 0x5d))).toBeNull();
  });
});

describe('the text of a pass', () => {
  test('brings back every byte, zeros in front too', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
    const signature = fc.uint8Array({ minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(bytes, signature, (written, signed) => {
        expect(splitPassText(passText(written, signed))).toEqual({ bytes: written, signature: signed });
      }),
    );
  });

  test('never throws, whatever follows the prefix', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.bigInt({ min: 0n }).map(String)), (rest) => {
        expect(() => splitPassText(`GACCONG-VE:${rest}`)).not.toThrow();
      }),
    );
  });

  test('has one spelling only', () => {
    const text = passText(Uint8Array.of(7), new Uint8Array(64));
    expect(splitPassText(text.replace(':', ':0'))).toBeNull();
    expect(splitPassText(text)).not.toBeNull();
  });

  test.each([
    ['too many digits', `GACCONG-VE:${'1'.repeat(4_001)}`],
    ['nothing but a signature', passText(new Uint8Array(0), new Uint8Array(64))],
    ['another mark', `GACCONG-VE:${BigInt(`0x2${'00'.repeat(70)}`)}`],
    ['another prefix', 'GACCONG-SETUP:123456'],
  ])('is refused: %s', (_why, text) => {
    expect(splitPassText(text)).toBeNull();
  });
});
