import { describe, expect, test } from 'vitest';
import { MOST_BATCHES_AT_ONCE, openQuota, pauseMs } from '../../src-collector/pace.ts';

describe('what a gate may bring', () => {
  test('is much at once, then as much as flows in, and no other gate pays for it', () => {
    let nowMs = 0;
    const quota = openQuota(() => nowMs, 1_000, 10);
    expect(quota.take('one', 600)).toBeNull();
    expect(quota.take('one', 400)).toBeNull();
    expect(quota.take('one', 50), 'seconds until it would fit').toBe(5);
    expect(quota.take('other', 1_000)).toBeNull();
    nowMs = 4_900;
    expect(quota.take('one', 50)).toBe(1);
    nowMs = 5_000;
    expect(quota.take('one', 50)).toBeNull();
    expect(quota.take('one', 1)).toBe(1);
    nowMs = 10 * 60_000;
    expect(quota.take('one', 1_000), 'all of it is back, and no more').toBeNull();
    expect(quota.take('one', 1)).toBe(1);
  });

  test('lets a million entries that waited through without a pause', () => {
    const quota = openQuota(() => 0);
    for (let batch = 0; batch < 2_000; batch += 1) expect(quota.take('one', 500)).toBeNull();
  });
});

test('a pause is asked for only where the database is busy, and grows until batches are turned away', () => {
  expect(pauseMs(32, 0.999)).toBe(0);
  expect(pauseMs(33, 1)).toBeGreaterThan(0);
  expect(pauseMs(MOST_BATCHES_AT_ONCE, 0.5)).toBe(1_000);
  expect(pauseMs(MOST_BATCHES_AT_ONCE, 0)).toBe(0);
});
