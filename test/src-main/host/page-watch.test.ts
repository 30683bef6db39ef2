import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  BROWSER_SILENT_LOOKS,
  LOOK_EVERY_MS,
  PAUSED_LOOKS,
  YOUNG_LOOKS,
} from '../../../src-main/core/recovery/heartbeat.ts';
import type { PageWatch } from '../../../src-main/host/page-watch.ts';
import { watchPage } from '../../../src-main/host/page-watch.ts';

let hangs: number;
let keptWaiting: number;
let watch: PageWatch;

beforeEach(() => {
  vi.useFakeTimers();
  hangs = 0;
  keptWaiting = 0;
  watch = watchPage(
    () => {
      hangs += 1;
    },
    () => keptWaiting,
  );
});
afterEach(() => {
  watch.end();
  vi.useRealTimers();
});

function looks(count: number): void {
  vi.advanceTimersByTime(count * LOOK_EVERY_MS);
}

function livesFor(count: number): void {
  for (let look = 0; look < count; look += 1) {
    watch.heard('lives');
    looks(1);
  }
}

test('a page that says nothing any more is ended once, and not a look too soon', () => {
  watch.begin(true);
  livesFor(20);
  looks(BROWSER_SILENT_LOOKS - 2);
  expect(hangs).toBe(0);
  looks(1);
  expect(hangs).toBe(1);
  looks(600);
  expect(hangs).toBe(1);
});

test('a browser that is slow in starting has its time, and twice as much after a hang', () => {
  watch.begin(true);
  looks(YOUNG_LOOKS - 1);
  expect(hangs).toBe(0);
  looks(1);
  expect(hangs).toBe(1);
  watch.begin(true);
  looks(2 * YOUNG_LOOKS - 1);
  expect(hangs).toBe(1);
  looks(1);
  expect(hangs).toBe(2);
});

test('nothing is expected of the page that says that the gate is out of order, until it has led to the gate', () => {
  watch.begin(false);
  looks(500);
  expect(hangs).toBe(0);
  livesFor(3);
  looks(BROWSER_SILENT_LOOKS);
  expect(hangs).toBe(1);
});

test('a machine that slept took no looks, and one that is far too busy is not silent', () => {
  watch.begin(true);
  livesFor(20);
  // Eight hours of sleep: the clock is ahead, and no more than one look is taken.
  vi.setSystemTime(Date.now() + 8 * 3_600_000);
  looks(1);
  livesFor(3);
  keptWaiting = 0.98;
  looks(5 * BROWSER_SILENT_LOOKS);
  expect(hangs).toBe(0);
});

test('somebody who chooses a printer stops the page, and is let choose', () => {
  watch.begin(true);
  livesFor(20);
  watch.heard('pauses');
  looks(PAUSED_LOOKS - 1);
  expect(hangs).toBe(0);
  livesFor(2);
  looks(BROWSER_SILENT_LOOKS);
  expect(hangs).toBe(1);
});
