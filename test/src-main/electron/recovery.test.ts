import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openRecovery } from '../../../src-main/electron/recovery.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function shell() {
  const done: string[] = [];
  const logged: string[] = [];
  const recovery = openRecovery({
    showScreen: () => done.push('screen'),
    showOutOfOrder: () => done.push('out of order'),
    startCore: () => done.push('core'),
    beginAnew: () => done.push('anew'),
    log: (event) => logged.push(event),
  });
  const loop = (part: 'core' | 'screen', reason: string | null = null): void => {
    for (let death = 0; death < 5; death += 1) recovery.noteDeath(part, reason);
  };
  return { done, logged, recovery, loop };
}

test('a gate that is out of order is tried again every minute until it is well, and then no more', () => {
  const { done, recovery, loop } = shell();
  loop('core');
  expect(done).toEqual(['out of order']);
  vi.advanceTimersByTime(120_000);
  expect(done).toEqual(['out of order', 'core', 'core']);
  recovery.noteWell('core');
  vi.advanceTimersByTime(600_000);
  expect(done).toEqual(['out of order', 'core', 'core', 'screen']);
});

test('the page says which part it is and why the core refused', () => {
  const { recovery, loop } = shell();
  loop('core', 'newer-version');
  expect(recovery.trouble()).toEqual({ part: 'core', reason: 'newer-version' });
});

test('a screen that dies again on its trial is out of order at once, and is tried again a minute later', () => {
  const { done, recovery, loop } = shell();
  loop('screen');
  recovery.retry();
  recovery.noteDeath('screen');
  expect(done).toEqual(['out of order', 'screen', 'out of order']);
  vi.advanceTimersByTime(60_000);
  expect(done.at(-1)).toBe('screen');
});
