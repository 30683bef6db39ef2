import { describe, expect, test } from 'vitest';
import type { Moment } from '../../../src-main/core/entry/entry.ts';
import { clockStatus, diskStatus } from '../../../src-main/gate/live-status.ts';

function momentAt(wallUtcMs: number, clockOffsetMs: number | null = null): Moment {
  return { wallUtcMs, monotonicMs: 0, bootId: 'boot', clockOffsetMs, clockUncertaintyMs: null };
}

describe('the clock', () => {
  test('is believed within this product’s lifetime', () => {
    expect(clockStatus(momentAt(Date.UTC(2026, 10, 23))).state).toBe('ok');
  });

  test.each([1970, 2099])('of a PC that woke up in %i is doubted', (year) => {
    expect(clockStatus(momentAt(Date.UTC(year, 0, 1))).state).toBe('doubtful');
  });

  test('that somebody has set is doubted', () => {
    expect(clockStatus(momentAt(Date.UTC(2026, 10, 23)), true).state).toBe('doubtful');
  });

  test('far from the collector’s is doubted in both directions', () => {
    for (const offsetMs of [-61_000, 61_000]) {
      expect(clockStatus(momentAt(Date.UTC(2026, 10, 23), offsetMs))).toEqual({ state: 'doubtful', offsetMs });
    }
    expect(clockStatus(momentAt(Date.UTC(2026, 10, 23), 59_000)).state).toBe('ok');
  });
});

describe('the disk', () => {
  test.each([
    [null, 'ok'],
    [5_000_000_000, 'ok'],
    [999_999_999, 'low'],
    [49_999_999, 'full'],
  ] as const)('with %s bytes free is %s', (freeBytes, state) => {
    expect(diskStatus(freeBytes)).toEqual({ state, freeBytes });
  });
});
