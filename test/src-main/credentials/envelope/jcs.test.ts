/** Is JSON written as RFC 8785 wants it? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../../src-main/credentials/envelope/jcs.ts';

describe('the canonical form', () => {
  test.each([
    // RFC 8785 §3.2.2 and §3.2.3, read and written again.
    [
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"literals":[null,true,false]}',
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
    ],
    [
      '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6}',
      '{"\\r":2,"1":4,"\u0080":6,"€":1,"😀":5,"\ufb33":3}',
    ],
    ['{"b":-0,"a":{"d":[],"c":{}}}', '{"a":{"c":{},"d":[]},"b":0}'],
    ['{"__proto__":1,"A":"\\u000f\\u20ac\\/"}', '{"A":"\\u000f€/","__proto__":1}'],
  ])('of %s is right', (text, canonical) => {
    expect(canonicalJson(JSON.parse(text))).toBe(canonical);
  });

  test.each([
    ['half a surrogate pair', '\ud800'],
    ['half a surrogate pair as a name', { '\udc00': 1 }],
    ['a number beyond a double', [Number.POSITIVE_INFINITY]],
    ['what is no JSON', { a: undefined }],
  ])('does not exist for %s', (_what, value) => {
    expect(canonicalJson(value)).toBeNull();
  });

  test('says the same as what it was made of, and is its own canonical form', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const canonical = canonicalJson(value);
        if (canonical === null) return;
        const again: unknown = JSON.parse(canonical);
        expect(again).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(again)).toBe(canonical);
      }),
    );
  });
});
