import { describe, expect, test } from 'vitest';
import { alreadyRecorded } from '../../../../../src-main/core/entry/rules/already-recorded.ts';
import { context, NOW_UTC_MS } from '../rule-context.ts';

const WINDOW_MS = 30_000;
const repeat = { verdict: 'already-recorded', reason: 'recorded-moments-ago' };
const ago = (ms: number) =>
  context({ lastEntry: { id: { device: 'd', epoch: 'e', seq: 1 }, atUtcMs: NOW_UTC_MS - ms, verdict: 'admit' } });

describe('a code that was recorded', () => {
  test.each([0, 1, WINDOW_MS])('%i ms ago is a repeat', (ms) => {
    expect(alreadyRecorded(ago(ms), 'admit')).toEqual(repeat);
  });

  test.each([WINDOW_MS + 1, 3_600_000])('%i ms ago is a return', (ms) => {
    expect(alreadyRecorded(ago(ms), 'admit')).toBeNull();
  });

  test('in a future that a turned clock made is a repeat too, if it is near', () => {
    expect(alreadyRecorded(ago(-WINDOW_MS), 'admit')).toEqual(repeat);
    expect(alreadyRecorded(ago(-WINDOW_MS - 1), 'admit')).toBeNull();
  });

  test('with another answer is none', () => {
    expect(alreadyRecorded(ago(1), 'refuse')).toBeNull();
  });

  test('never is none', () => {
    expect(alreadyRecorded(context(), 'admit')).toBeNull();
  });
});
