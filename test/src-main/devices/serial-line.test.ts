import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MAX_CODE_LENGTH } from '../../../src-main/core/code/code.ts';
import { SILENCE_MS } from '../../../src-main/devices/framing.ts';
import type { SerialLine } from '../../../src-main/devices/serial-line.ts';
import { createSerialLine } from '../../../src-main/devices/serial-line.ts';

let seen: string[];
let line: SerialLine;

beforeEach(() => {
  vi.useFakeTimers();
  seen = [];
  line = createSerialLine({
    onFrame: ({ text }) => seen.push(text),
    pause: () => seen.push('(pause)'),
    resume: () => seen.push('(resume)'),
  });
});
afterEach(() => {
  line.close();
  vi.useRealTimers();
});

const take = (text: string): void => line.take(Buffer.from(text, 'utf8'));

describe('a line', () => {
  test('ends a frame after silence, not before', () => {
    take('one');
    vi.advanceTimersByTime(SILENCE_MS - 1);
    take(' more');
    vi.advanceTimersByTime(SILENCE_MS - 1);
    expect(seen).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(seen).toEqual(['one more']);
  });

  test('joins a letter whose bytes come in two chunks', () => {
    const bytes = Buffer.from('Nguyễn\r', 'utf8');
    line.take(bytes.subarray(0, 6));
    line.take(bytes.subarray(6));
    expect(seen).toEqual(['Nguyễn']);
  });

  test('hands over one frame of a full chunk at once and one each turn, and reads nothing meanwhile', () => {
    take('one\rtwo\rthree\rfo');
    expect(seen).toEqual(['one', '(pause)']);
    vi.advanceTimersToNextTimer();
    expect(seen).toEqual(['one', '(pause)', 'two']);
    vi.advanceTimersToNextTimer();
    expect(seen).toEqual(['one', '(pause)', 'two', 'three', '(resume)']);
    take('ur\r');
    expect(seen.at(-1)).toBe('four');
  });

  test('does not take for silence that it was not reading', () => {
    take('half');
    take(' of one\rtwo\rthree\rfo');
    vi.advanceTimersToNextTimer();
    vi.advanceTimersToNextTimer();
    vi.advanceTimersByTime(SILENCE_MS - 1);
    expect(seen).toEqual(['half of one', '(pause)', 'two', 'three', '(resume)']);
  });

  test('does not take for silence that the process was busy, but once', () => {
    take('half');
    const busyUntilMs = performance.now() + 1_000;
    vi.spyOn(performance, 'now').mockImplementation(() => busyUntilMs);
    vi.advanceTimersByTime(SILENCE_MS);
    expect(seen).toEqual([]);
    vi.mocked(performance.now).mockImplementation(() => busyUntilMs + 1_000);
    vi.advanceTimersByTime(SILENCE_MS);
    expect(seen).toEqual(['half']);
    vi.restoreAllMocks();
  });

  test('cuts what is too long to one character more than is allowed', () => {
    take(`${'ễ'.repeat(MAX_CODE_LENGTH + 100)}\r`);
    expect(seen.map((text) => text.length)).toEqual([MAX_CODE_LENGTH + 1]);
  });

  test('says nothing after it was closed, whatever waited', () => {
    take('one\rtwo\rthree\rfour');
    line.close();
    take('five\r');
    vi.runAllTimers();
    expect(seen).toEqual(['one', '(pause)']);
  });

  test('forgets a frame that had not ended when it was closed', () => {
    take('half');
    line.close();
    take(' more\r');
    vi.runAllTimers();
    expect(seen).toEqual([]);
  });
});
