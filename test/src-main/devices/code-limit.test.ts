import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCodeLimit } from '../../../src-main/devices/code-limit.ts';

describe('the limit of one scanner', () => {
  test('is not felt by a scanner that empties its memory, nor by one that reads ten codes a second', () => {
    const limit = createCodeLimit(0);
    for (let code = 0; code < 300; code += 1) {
      limit.countBytes(120, 0);
      limit.countCode(0);
    }
    expect(limit.waitMs(0)).toBe(0);
    for (let atMs = 10_000; atMs < 70_000; atMs += 100) {
      limit.countCode(atMs);
      expect(limit.waitMs(atMs)).toBe(0);
    }
  });

  test('holds back a thousand codes a second, and calms down after a few quiet seconds', () => {
    const limit = createCodeLimit(0);
    for (let code = 0; code < 1_000; code += 1) limit.countCode(code);
    expect(limit.waitMs(1_000)).toBeGreaterThan(10_000);
    expect(limit.isCalm(1_000)).toBe(false);
    expect(limit.isCalm(60_000)).toBe(true);
  });

  test('holds back bytes that hold no code', () => {
    const limit = createCodeLimit(0);
    limit.countBytes(2_000_000, 0);
    expect(limit.waitMs(0)).toBe(5_000);
    expect(limit.waitMs(4_000)).toBe(1_000);
    expect(limit.waitMs(5_000)).toBe(0);
  });

  test('lets nobody who waits as told say more than the burst and the rate, whatever is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 2_000 }), (gapsMs) => {
        const limit = createCodeLimit(0);
        let atMs = 0;
        for (const gapMs of gapsMs) {
          atMs += gapMs + limit.waitMs(atMs + gapMs);
          limit.countCode(atMs);
        }
        expect(gapsMs.length).toBeLessThanOrEqual(300 + 40 * (atMs / 1_000) + 1);
      }),
      { numRuns: 50 },
    );
  });
});
