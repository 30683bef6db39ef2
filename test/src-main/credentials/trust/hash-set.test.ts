/** Is a revoked hash found, and no other? */

import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashSetOf, takeHashes } from '../../../../src-main/credentials/trust/hash-set.ts';

const hashes = fc.uint8Array({ minLength: 8, maxLength: 32 });

/** Bytes that differ in few places, so that neighbours in the order are asked for too. */
const near = fc
  .array(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), { minLength: 8, maxLength: 8 })
  .map((bytes) => Uint8Array.from(bytes));

function nameOf(each: Uint8Array): string {
  return Buffer.from(each.subarray(0, 8)).toString('hex');
}

describe('a set of hashes', () => {
  test('answers as a set of their first eight bytes does', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hashes, near)), fc.array(fc.oneof(hashes, near)), (held, asked) => {
        const set = hashSetOf(held);
        const names = new Set(held.map(nameOf));
        for (const each of [...held, ...asked]) expect(set.has(each)).toBe(names.has(nameOf(each)));
        expect(set.count).toBe(held.length);
      }),
    );
  });

  test('holds every one of ten thousand, and none of others', () => {
    const held = Array.from({ length: 10_000 }, (_, index) => hash('sha256', `held ${index}`, 'buffer'));
    const set = hashSetOf(held);
    expect(held.filter((each) => !set.has(each))).toEqual([]);
    expect(held.filter((_, index) => set.has(hash('sha256', `other ${index}`, 'buffer')))).toEqual([]);
  });

  test('is read again from its own bytes, wherever they lie', () => {
    const held = ['one', 'two', 'three'].map((text) => hash('sha256', text, 'buffer'));
    const { bytes } = hashSetOf(held);
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    const set = takeHashes(moved.subarray(3));
    expect(held.every((each) => set.has(each))).toBe(true);
  });

  test('never holds fewer than eight bytes', () => {
    expect(hashSetOf([new Uint8Array(8)]).has(new Uint8Array(7))).toBe(false);
  });
});
