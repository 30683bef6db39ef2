import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authorityState, currentKey, WARN_BEFORE_MS } from '../../../../src-main/core/authority/authority-key.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);
const key = (id: string, fromDays: number, toDays: number) => ({
  id,
  notBeforeUtcMs: NOW + fromDays * DAY_MS,
  notAfterUtcMs: NOW + toDays * DAY_MS,
});

describe('the key that seals', () => {
  test('is the newest of those that are valid now, so that a new one is used from its first instant', () => {
    const [old, next] = [key('old', -30, 7), key('next', 0, 30)];
    expect(currentKey([old, next], NOW - 1)?.id).toBe('old');
    expect(currentKey([old, next], NOW)?.id).toBe('next');
    expect(currentKey([next, old], NOW)?.id).toBe('next');
  });

  test('is never one that is not valid yet, or no more', () => {
    const span = fc.record({
      id: fc.string(),
      notBeforeUtcMs: fc.integer({ min: 0, max: 100 }),
      notAfterUtcMs: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 4 }), fc.integer({ min: 0, max: 100 }), (keys, nowUtcMs) => {
        const current = currentKey(keys, nowUtcMs);
        const valid = keys.filter((each) => each.notBeforeUtcMs <= nowUtcMs && nowUtcMs < each.notAfterUtcMs);
        if (current === null) expect(valid).toEqual([]);
        else expect(valid).toContain(current);
      }),
    );
  });
});

describe('what a venue is told of its authority', () => {
  test.each([
    ['nothing, where it seals for nobody', [], { type: 'none' }],
    [
      'nothing, while a key is good for long',
      [key('a', -1, 60)],
      { type: 'sealing', keyId: 'a', untilUtcMs: NOW + 60 * DAY_MS },
    ],
    ['that the key ends soon', [key('a', -90, 13)], { type: 'expiring', keyId: 'a', untilUtcMs: NOW + 13 * DAY_MS }],
    [
      'nothing, where the next key follows without a gap',
      [key('a', -90, 2), key('b', 2, 60)],
      { type: 'sealing', keyId: 'a', untilUtcMs: NOW + 60 * DAY_MS },
    ],
    [
      'that the key ends soon, where the next one leaves a gap',
      [key('a', -90, 2), key('b', 3, 60)],
      { type: 'expiring', keyId: 'a', untilUtcMs: NOW + 2 * DAY_MS },
    ],
    [
      'that there is no key any more',
      [key('a', -90, -3), key('b', -60, -2)],
      { type: 'without', sinceUtcMs: NOW - 2 * DAY_MS },
    ],
    ['that there is no key yet', [key('a', 1, 60)], { type: 'without', sinceUtcMs: null }],
  ] as const)('is %s', (_what, keys, told) => {
    expect(authorityState(keys, NOW)).toEqual(told);
  });

  test('is said two weeks before', () => {
    expect(WARN_BEFORE_MS).toBe(14 * DAY_MS);
    expect(authorityState([key('a', -1, 14)], NOW).type).toBe('sealing');
    expect(authorityState([key('a', -1, 14)], NOW + 1).type).toBe('expiring');
  });
});
