import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MAX_CODE_LENGTH } from '../../../src-main/core/code/code.ts';
import { createCodeLimit } from '../../../src-main/devices/code-limit.ts';
import { SILENCE_MS, TAB_SILENCE_MS } from '../../../src-main/devices/framing.ts';
import type { SerialLine } from '../../../src-main/devices/serial-line.ts';
import { createSerialLine, HALF_HOLD_MS } from '../../../src-main/devices/serial-line.ts';

let seen: string[];
let line: SerialLine;
let isPluggedIn: boolean;

function openLine(marksItsEnds = false): SerialLine {
  return createSerialLine({
    onFrame: ({ text }) => seen.push(text),
    onDropped: (why, codes) => seen.push(`(${why} ${codes})`),
    onBabbling: (isBabbling) => seen.push(isBabbling ? '(babbling)' : '(calm)'),
    pause: () => seen.push('(pause)'),
    resume: () => seen.push('(resume)'),
    isStillThere: () => Promise.resolve(isPluggedIn),
    limit: createCodeLimit(0),
    marksItsEnds,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  seen = [];
  isPluggedIn = true;
  line = openLine();
});
afterEach(() => {
  line.close();
  vi.useRealTimers();
});

const take = (text: string): void => line.take(Buffer.from(text, 'utf8'));
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('a line', () => {
  test('ends a frame after silence, not before', async () => {
    take('one');
    await pass(SILENCE_MS - 1);
    take(' more');
    await pass(SILENCE_MS - 1);
    expect(seen).toEqual([]);
    await pass(1);
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

  test('does not take for silence that it was not reading', async () => {
    take('half');
    take(' of one\rtwo\rthree\rfo');
    vi.advanceTimersToNextTimer();
    vi.advanceTimersToNextTimer();
    await pass(SILENCE_MS - 1);
    expect(seen).toEqual(['half of one', '(pause)', 'two', 'three', '(resume)']);
  });

  test('does not take for silence that the process was busy, but once', async () => {
    take('half');
    const busyUntilMs = performance.now() + 1_000;
    vi.spyOn(performance, 'now').mockImplementation(() => busyUntilMs);
    await pass(SILENCE_MS);
    expect(seen).toEqual([]);
    vi.mocked(performance.now).mockImplementation(() => busyUntilMs + 1_000);
    await pass(SILENCE_MS);
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

describe('a code that only silence ends', () => {
  test('ends soon after a TAB, which some scanners send in place of Enter', async () => {
    take('one\t');
    await pass(TAB_SILENCE_MS);
    expect(seen).toEqual(['one']);
  });

  test('is dropped where the plug is found to be out', async () => {
    take('half');
    isPluggedIn = false;
    await pass(SILENCE_MS);
    expect(seen).toEqual(['(half 1)']);
  });

  test('is waited for from a scanner that marks its ends, and dropped when the plug turns out to be out', async () => {
    take('one\rhalf');
    await pass(SILENCE_MS + HALF_HOLD_MS - 1);
    line.endByLoss();
    await pass(HALF_HOLD_MS);
    expect(seen).toEqual(['one', '(half 1)']);
  });

  test('is handed over from a scanner that marks its ends when nothing speaks against it, and sooner from then on', async () => {
    take('one\rtwo');
    await pass(SILENCE_MS + HALF_HOLD_MS);
    expect(seen).toEqual(['one', 'two']);
    take('three');
    await pass(SILENCE_MS);
    expect(seen).toEqual(['one', 'two', 'three']);
  });

  test('is handed over before what comes after it, never glued to it', async () => {
    take('one\rhalf');
    await pass(SILENCE_MS);
    take('three\r');
    await pass(0);
    expect(seen.filter((each) => !each.startsWith('('))).toEqual(['one', 'half', 'three']);
  });

  test('is waited for already in the first code of a connection, where an earlier one showed how the scanner ends', async () => {
    line.close();
    line = openLine(true);
    take('half');
    await pass(SILENCE_MS);
    line.endByLoss();
    expect(seen).toEqual(['(half 1)']);
  });
});

describe('a line whose plug is pulled', () => {
  test('hands over the whole codes that wait, drops the begun one, and takes nothing more', async () => {
    take('one\rtwo\rthree\rhalf');
    line.endByLoss();
    take('of another\r');
    await pass(1);
    expect(seen.filter((each) => each !== '(pause)')).toEqual(['one', '(half 1)', 'two', 'three']);
  });

  test('has lost nothing where no code had begun', () => {
    take('one\r');
    line.endByLoss();
    expect(seen).toEqual(['one']);
  });
});

describe('a line that babbles', () => {
  const babble = (): void => take('x\r'.repeat(2_000));
  const codes = (): number => seen.filter((each) => each === 'x').length;

  test('is held back to a rate that harms nobody, and said to babble', async () => {
    babble();
    await pass(0);
    await pass(1_000);
    const before = codes();
    await pass(1_000);
    expect(seen).toContain('(babbling)');
    expect(codes() - before).toBeGreaterThan(0);
    expect(codes() - before).toBeLessThan(100);
    expect(seen).not.toContain('(resume)');
  });

  test('that sends bytes without an end is not read on at once either', () => {
    for (let chunks = 0; chunks < 100; chunks += 1) take('x'.repeat(16_384));
    expect(seen.slice(0, 3)).toEqual(['x'.repeat(MAX_CODE_LENGTH + 1), '(pause)', '(babbling)']);
  });

  test('is well again some time after it fell silent', async () => {
    babble();
    await pass(120_000);
    expect(codes()).toBe(2_000);
    expect(seen.slice(-2)).toEqual(['(resume)', '(calm)']);
  });

  test('forgets what it held back when the plug is pulled: nobody stands there for it any more', async () => {
    babble();
    await pass(1_000);
    const before = codes();
    line.endByLoss();
    await pass(60_000);
    expect(codes()).toBe(before);
    expect(seen.slice(-2)).toEqual(['(calm)', `(babbled ${2_000 - before})`]);
  });
});
