/** Do two decoders share a camera's pictures, and does the screen never depend on the second one? */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLanes } from '../../../src-renderer/readers/decode-lanes.ts';
import type { FromDecoder, Lane, Picture, ToDecoder } from '../../../src-renderer/readers/decode-protocol.ts';

/** A worker that answers when the test says so. */
class FakeWorker {
  static all: FakeWorker[] = [];
  readonly said: ToDecoder[] = [];
  isTerminated = false;
  onmessage: ((event: { data: FromDecoder }) => void) | null = null;

  constructor() {
    FakeWorker.all.push(this);
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

  lane(): Lane | null {
    const [first] = this.said;
    return first?.type === 'start' ? first.lane : null;
  }

  pictures(): number[] {
    return this.said.flatMap((said) => (said.type === 'decode' ? [said.takenAtMs] : []));
  }
}

const CODE = { text: 'code', encoding: 'utf-8' } as const;

function nothing(takenAtMs: number): FromDecoder {
  return { type: 'decoded', code: null, isDark: false, quality: null, takenAtMs };
}

function rgba(): Picture {
  return { kind: 'rgba', pixels: new ArrayBuffer(4), width: 1, height: 1 };
}

function start() {
  const heard: string[] = [];
  const lanes = startLanes('auto', {
    onReady: () => heard.push('ready'),
    onDecoded: ({ code, takenAtMs }) => heard.push(`${code === null ? 'nothing' : 'code'} ${takenAtMs}`),
    onFailed: () => heard.push('failed'),
  });
  const [fast] = FakeWorker.all;
  if (fast === undefined) throw new Error('no worker was started');
  return { lanes, heard, fast };
}

function startBoth() {
  const started = start();
  started.fast.answer({ type: 'ready', decoder: 'zxing-wasm' });
  const hard = FakeWorker.all[1];
  if (hard === undefined) throw new Error('no second worker was started');
  hard.answer({ type: 'ready', decoder: 'zxing-wasm' });
  return { ...started, hard };
}

beforeEach(() => {
  FakeWorker.all = [];
  vi.stubGlobal('Worker', FakeWorker);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('the thorough decoder gets pictures only after the fast one found nothing, and only when it is free', () => {
  const { lanes, fast, hard } = startBoth();
  expect([fast.lane(), hard.lane()]).toEqual(['fast', 'hard']);
  lanes.decode(rgba(), 1);
  expect(hard.pictures()).toEqual([]);
  fast.answer(nothing(1));
  lanes.decode(rgba(), 2);
  fast.answer(nothing(2));
  lanes.decode(rgba(), 3);
  expect(fast.pictures()).toEqual([1, 2, 3]);
  expect(hard.pictures()).toEqual([2]);
  hard.answer(nothing(2));
  fast.answer({ type: 'decoded', code: CODE, isDark: false, quality: null, takenAtMs: 3 });
  lanes.decode(rgba(), 4);
  expect(hard.pictures()).toEqual([2]);
});

test('what the thorough decoder reads is told, what it does not read is not', () => {
  const { lanes, heard, fast, hard } = startBoth();
  lanes.decode(rgba(), 1);
  fast.answer(nothing(1));
  lanes.decode(rgba(), 2);
  hard.answer(nothing(2));
  fast.answer(nothing(2));
  lanes.decode(rgba(), 3);
  hard.answer({ type: 'decoded', code: CODE, isDark: false, quality: null, takenAtMs: 3 });
  expect(heard).toEqual(['ready', 'nothing 1', 'nothing 2', 'code 3']);
});

test('a thorough decoder that breaks is started again, a few times, and nobody hears of it', () => {
  const { heard } = startBoth();
  for (let failure = 1; failure < 20; failure += 1) FakeWorker.all.at(-1)?.answer({ type: 'failed' });
  expect(FakeWorker.all.filter((worker) => worker.lane() === 'hard')).toHaveLength(6);
  expect(heard).toEqual(['ready']);
});

test('a fast decoder that breaks takes the thorough one with it', () => {
  const { fast, hard, heard } = startBoth();
  fast.answer({ type: 'failed' });
  expect(heard).toEqual(['ready', 'failed']);
  expect([fast.isTerminated, hard.isTerminated]).toEqual([true, true]);
});

test('where only the slow library runs there is no second worker', () => {
  const { fast } = start();
  fast.answer({ type: 'ready', decoder: 'zxing-js' });
  expect(FakeWorker.all).toHaveLength(1);
});

test('a frame is shared by its handle', () => {
  const { lanes, fast, hard } = startBoth();
  lanes.decode(rgba(), 1);
  fast.answer(nothing(1));
  const copy = { close: vi.fn() };
  const frame = { close: vi.fn(), clone: () => copy };
  lanes.decode({ kind: 'frame', frame: frame as unknown as VideoFrame }, 2);
  const sent = hard.said.at(-1);
  expect(sent?.type === 'decode' && sent.picture.kind === 'frame' && sent.picture.frame).toBe(copy);
});
