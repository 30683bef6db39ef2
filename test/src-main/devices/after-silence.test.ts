import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { afterSilence } from '../../../src-main/devices/after-silence.ts';

const SILENCE_MS = 60;

const clock = vi.hoisted(() => ({ nowMs: 0 }));
vi.mock(import('../../../src-main/devices/clock.ts'), async (original) => ({
  ...(await original()),
  monotonicNowMs: () => clock.nowMs,
}));

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** The timers that are due after `ms` run when `lateMs` more have gone by. */
function pass(ms: number, lateMs = 0): void {
  clock.nowMs += ms + lateMs;
  vi.advanceTimersByTime(ms);
}

test('a silence is told, once', () => {
  const onSilent = vi.fn();
  afterSilence(SILENCE_MS, onSilent);
  pass(SILENCE_MS - 1);
  expect(onSilent).not.toHaveBeenCalled();
  pass(1);
  pass(10 * SILENCE_MS);
  expect(onSilent).toHaveBeenCalledOnce();
});

test('a process that stood still looks first at what came meanwhile, and may call it off', () => {
  const onSilent = vi.fn();
  const calledOff = afterSilence(SILENCE_MS, onSilent);
  pass(SILENCE_MS, 200);
  calledOff();
  pass(10 * SILENCE_MS);
  expect(onSilent).not.toHaveBeenCalled();
});

test('a process that always stands still hears a silence all the same', () => {
  const onSilent = vi.fn();
  afterSilence(SILENCE_MS, onSilent);
  pass(SILENCE_MS, 200);
  expect(onSilent).not.toHaveBeenCalled();
  pass(SILENCE_MS, 200);
  expect(onSilent).toHaveBeenCalledOnce();
});
