import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Decoded } from '../../../src-renderer/readers/decode-client.ts';
import { LONGEST_DECODE_MS, LONGEST_START_MS, startDecoder } from '../../../src-renderer/readers/decode-client.ts';
import type { FromDecoder, Picture, ToDecoder } from '../../../src-renderer/readers/decode-protocol.ts';

/** A worker that answers when the test says so. */
class FakeWorker {
  static last: FakeWorker;
  readonly said: ToDecoder[] = [];
  isTerminated = false;
  onmessage: ((event: { data: FromDecoder }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    FakeWorker.last = this;
  }

  postMessage(message: ToDecoder): void {
    this.said.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  answer(data: FromDecoder): void {
    this.onmessage?.({ data });
  }
}

const READY: FromDecoder = { type: 'ready', decoder: 'zxing-wasm' };
const decoded = (takenAtMs: number): Decoded => ({
  type: 'decoded',
  code: null,
  isDark: false,
  quality: null,
  takenAtMs,
});

function frame(): { picture: Picture; close: ReturnType<typeof vi.fn> } {
  const close = vi.fn();
  return { picture: { kind: 'frame', frame: { close } as unknown as VideoFrame }, close };
}

function start() {
  const heard: string[] = [];
  const client = startDecoder('auto', 'fast', {
    onReady: () => heard.push('ready'),
    onDecoded: ({ takenAtMs }) => heard.push(`decoded ${takenAtMs}`),
    onFailed: () => heard.push('failed'),
  });
  const sentAtMs = () => FakeWorker.last.said.flatMap((said) => (said.type === 'decode' ? [said.takenAtMs] : []));
  return { client, heard, worker: FakeWorker.last, sentAtMs };
}

beforeEach(() => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a decoder', () => {
  test('gets one picture at a time, the newest next; those between are let go', () => {
    const { client, worker, heard, sentAtMs } = start();
    worker.answer(READY);
    const [first, second, third] = [frame(), frame(), frame()];
    client.decode(first.picture, 1);
    client.decode(second.picture, 2);
    client.decode(third.picture, 3);
    expect(sentAtMs()).toEqual([1]);
    expect(second.close).toHaveBeenCalledOnce();
    worker.answer(decoded(1));
    expect(sentAtMs()).toEqual([1, 3]);
    worker.answer(decoded(3));
    expect(heard).toEqual(['ready', 'decoded 1', 'decoded 3']);
    // Handed over with the message: closing them is the worker's business.
    for (const { close } of [first, third]) expect(close).not.toHaveBeenCalled();
  });

  test('gets the newest picture of those that came while it started', () => {
    const { client, worker, sentAtMs } = start();
    client.decode(frame().picture, 1);
    client.decode(frame().picture, 2);
    expect(sentAtMs()).toEqual([]);
    worker.answer(READY);
    expect(sentAtMs()).toEqual([2]);
  });

  test.each([
    ['says so', () => FakeWorker.last.answer({ type: 'failed' })],
    ['cannot be loaded', () => FakeWorker.last.onerror?.()],
    ['is silent while it starts', () => vi.advanceTimersByTime(LONGEST_START_MS)],
  ])('that %s has failed: it is ended, and no picture stays with it', (_, happen) => {
    const { client, worker, heard } = start();
    const [waiting, late] = [frame(), frame()];
    client.decode(waiting.picture, 1);
    happen();
    client.decode(late.picture, 2);
    expect(heard).toEqual(['failed']);
    expect(worker.isTerminated).toBe(true);
    for (const { close } of [waiting, late]) expect(close).toHaveBeenCalledOnce();
  });

  test('that never answers has failed, but not one that has nothing to answer', () => {
    const { client, worker, heard } = start();
    worker.answer(READY);
    vi.advanceTimersByTime(10 * LONGEST_DECODE_MS);
    client.decode(frame().picture, 1);
    vi.advanceTimersByTime(LONGEST_DECODE_MS - 1);
    expect(heard).toEqual(['ready']);
    vi.advanceTimersByTime(1);
    expect(heard).toEqual(['ready', 'failed']);
    expect(worker.isTerminated).toBe(true);
  });

  test('that is closed with a picture in hand may put it down first, and is heard no more', () => {
    const { client, worker, heard } = start();
    worker.answer(READY);
    client.decode(frame().picture, 1);
    const waiting = frame();
    client.decode(waiting.picture, 2);
    client.close();
    expect(waiting.close).toHaveBeenCalledOnce();
    expect(worker.isTerminated).toBe(false);
    worker.answer(decoded(1));
    expect(worker.isTerminated).toBe(true);
    expect(heard).toEqual(['ready']);
  });

  test('that is closed and does not answer is ended by force', () => {
    const { client, worker } = start();
    client.close();
    vi.advanceTimersByTime(LONGEST_DECODE_MS);
    expect(worker.isTerminated).toBe(true);
  });
});
