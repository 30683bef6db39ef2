import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSilenceTimer } from '../../../src-renderer/readers/silence-timer.ts';

const DELAY_MS = 150;
/** What the page stood still; timers of the fake clock know nothing of it. */
let blockedMs = 0;
let heard = 0;

function timer() {
  return createSilenceTimer({
    nowMs: () => Date.now() + blockedMs,
    onSilence: () => {
      heard += 1;
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  blockedMs = 0;
  heard = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a silence', () => {
  test('is heard once, after its time and not before', () => {
    timer().start(DELAY_MS);
    vi.advanceTimersByTime(DELAY_MS - 1);
    expect(heard).toBe(0);
    vi.advanceTimersByTime(2);
    expect(heard).toBe(1);
    vi.advanceTimersByTime(10 * DELAY_MS);
    expect(heard).toBe(1);
  });

  test('is none where a key was queued behind the timer', () => {
    const silence = timer();
    silence.start(DELAY_MS);
    setTimeout(() => silence.start(DELAY_MS), DELAY_MS);
    vi.advanceTimersByTime(DELAY_MS + 1);
    expect(heard).toBe(0);
    vi.advanceTimersByTime(DELAY_MS + 1);
    expect(heard).toBe(1);
  });

  test('is waited for anew where the page was blocked, and so a key that comes after that is in time', () => {
    const silence = timer();
    silence.start(DELAY_MS);
    blockedMs = 600;
    vi.advanceTimersByTime(DELAY_MS + 1);
    expect(heard).toBe(0);
    silence.start(DELAY_MS);
    vi.advanceTimersByTime(DELAY_MS - 1);
    expect(heard).toBe(0);
  });

  test('is heard in the end by a page that is always blocked', () => {
    timer().start(DELAY_MS);
    for (let turn = 0; turn < 5; turn += 1) {
      blockedMs += 600;
      vi.advanceTimersByTime(DELAY_MS + 1);
    }
    expect(heard).toBe(1);
  });

  test('is not heard after the timer was stopped, not even at the last moment', () => {
    const silence = timer();
    silence.start(DELAY_MS);
    setTimeout(() => silence.stop(), DELAY_MS);
    vi.advanceTimersByTime(10 * DELAY_MS);
    expect(heard).toBe(0);
  });
});
