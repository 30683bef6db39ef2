import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAmong, placeInShare } from '../../../../src-main/core/share/place-in-share.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('every gate has a place below a hundred; who is among a few is among more, all are among a hundred and nobody among none', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (text, few, more) => {
      const place = placeInShare(sha256(text));
      expect(place).toBeGreaterThanOrEqual(0);
      expect(isAmong(place, 100)).toBe(true);
      expect(isAmong(place, 0)).toBe(false);
      if (isAmong(place, Math.min(few, more))) expect(isAmong(place, Math.max(few, more))).toBe(true);
    }),
  );
});

test('a place is what it was in the version before: a gate that is among the first stays among them', () => {
  expect(placeInShare('00000000'.padEnd(64, 'f'))).toBe(0);
  expect(placeInShare('80000000'.padEnd(64, '0'))).toBe(50);
  expect(placeInShare('f'.repeat(64))).toBeLessThan(100);
});
