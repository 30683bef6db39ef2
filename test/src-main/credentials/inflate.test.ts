/** Are compressed codes opened, and bombs left alone? */

import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inflate } from '../../../src-main/credentials/inflate.ts';

/** Bytes that hardly shrink. */
const dense = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, index) => (Math.imul(index + 1, 2_654_435_761) >>> 13) & 0xff);

describe('what was deflated', () => {
  test('comes back, as zlib and raw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), (bytes) => {
        expect(new Uint8Array(inflate(deflateSync(bytes), 'zlib') ?? [1])).toEqual(bytes);
        expect(new Uint8Array(inflate(deflateRawSync(bytes), 'raw') ?? [1])).toEqual(bytes);
      }),
    );
  });

  test('is opened up to 200,000 bytes, and no further', () => {
    expect(inflate(deflateSync(dense(200_000)), 'zlib')).toHaveLength(200_000);
    expect(inflate(deflateSync(dense(200_001)), 'zlib')).toBeNull();
  });

  test('is left alone where it grows a hundred times and more', () => {
    const bomb = deflateSync(Buffer.alloc(5_000_000));
    expect(5_000_000 / bomb.length).toBeGreaterThan(900);
    expect(inflate(bomb, 'zlib')).toBeNull();
    const small = deflateSync(Buffer.alloc(150_000));
    expect(150_000 / small.length).toBeGreaterThan(100);
    expect(inflate(small, 'zlib')).toBeNull();
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['cut off', deflateSync(dense(500)).subarray(0, 100)],
    ['of another form', deflateRawSync(dense(500))],
  ])('is none where it is %s', (_what, bytes) => {
    expect(inflate(bytes, 'zlib')).toBeNull();
  });

  test('never makes anything throw, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('zlib' as const, 'raw' as const),
        (bytes, form) => {
          const found = inflate(bytes, form);
          expect(found === null || found.length <= 200_000).toBe(true);
        },
      ),
    );
  });
});
