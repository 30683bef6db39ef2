/** Is a compact JWS taken apart as RFC 7515 wants it, and nothing else? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64Url, decodePaddedBase64Url } from '../../../../src-main/credentials/envelope/base64url.ts';
import { readCompactJws } from '../../../../src-main/credentials/envelope/jws.ts';

const HEAD = Buffer.from('{"alg":"ES256"}').toString('base64url');

describe('a compact JWS', () => {
  test('is header, payload, signature, and the text of the first two that is signed', () => {
    const jws = readCompactJws(`${HEAD}.AQI.Aw`);
    expect(jws?.header).toEqual({ alg: 'ES256' });
    expect([jws?.payload, jws?.signature].map((bytes) => Array.from(bytes ?? []))).toEqual([[1, 2], [3]]);
    expect(Buffer.from(jws?.signed ?? []).toString()).toBe(`${HEAD}.AQI`);
  });

  test.each([
    ['spaces around it', ` ${HEAD}.AQI.Aw\n`],
    ['two parts', `${HEAD}.AQI`],
    ['four parts', `${HEAD}.AQI.Aw.Aw`],
    ['an empty signature', `${HEAD}.AQI.`],
    ['padding', `${HEAD}.AQI=.Aw`],
    ['leftover bits that are not zero', `${HEAD}.AQI.Ax`],
    ['letters of another Base64', `${HEAD}.+/+/.Aw`],
    ['a header that is no JSON', 'AAAA.AQI.Aw'],
    ['a header that is a list', `${Buffer.from('[]').toString('base64url')}.AQI.Aw`],
    [
      'a header that is no UTF-8',
      `${Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64url')}.AQI.Aw`,
    ],
    ['extensions that must be understood', `${Buffer.from('{"crit":["b64"]}').toString('base64url')}.AQI.Aw`],
  ])('is none with %s', (_what, text) => {
    expect(readCompactJws(text)).toBeNull();
  });

  test('is none of any text that is not three parts, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(text.split('.').length !== 3);
        expect(readCompactJws(text)).toBeNull();
      }),
    );
  });
});

describe('base64url', () => {
  test('has one spelling for each run of bytes, with or without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const bare = Buffer.from(bytes).toString('base64url');
        const padded = bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
        expect(decodeBase64Url(bare)).toEqual(Buffer.from(bytes));
        expect(decodePaddedBase64Url(padded)).toEqual(Buffer.from(bytes));
        expect(decodePaddedBase64Url(bare)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test.each(['AQ=', 'AQI==', 'AQ===', '====', 'A', 'AR', 'A+', 'A\n'])('refuses %j', (text) => {
    expect(decodePaddedBase64Url(text)).toBeNull();
  });
});
