/** Does simulated time treat the frames as the lanes of the camera do? */

import { expect, test } from 'vitest';
import type { Look } from '../../../../bench/decode/moving/simulate-lanes.ts';
import { simulateLanes } from '../../../../bench/decode/moving/simulate-lanes.ts';

const CAMERA = { framesPerSecond: 10, frameCount: 10, slower: 1 };

/** Reads from frame `from` on; `asked` collects the frames that it was given. */
function look(tookMs: number, from: number, asked: number[] = []): Look {
  return (frame) => {
    asked.push(frame);
    return { text: frame >= from ? `frame ${frame}` : null, tookMs };
  };
}

test('a decoder faster than the camera sees every frame, and reads the first readable one', () => {
  const asked: number[] = [];
  expect(simulateLanes({ fast: look(20, 3, asked), hard: null }, CAMERA)).toEqual({ text: 'frame 3', atMs: 320 });
  expect(asked).toEqual([0, 1, 2, 3]);
});

test('while it is busy only the newest frame waits', () => {
  const asked: number[] = [];
  expect(simulateLanes({ fast: look(250, 5, asked), hard: null }, CAMERA)).toEqual({ text: 'frame 7', atMs: 1_000 });
  expect(asked).toEqual([0, 2, 4, 7]);
});

test('a slower processor needs longer for the same work, and drops more', () => {
  const asked: number[] = [];
  const read = simulateLanes({ fast: look(80, 3, asked), hard: null }, { ...CAMERA, slower: 4 });
  expect(read).toEqual({ text: 'frame 3', atMs: 640 });
  expect(asked).toEqual([0, 3]);
});

test('the second lane gets a frame when the first has failed and it is idle itself', () => {
  const asked: number[] = [];
  const lanes = { fast: look(20, 99), hard: look(230, 4, asked) };
  expect(simulateLanes(lanes, CAMERA)).toEqual({ text: 'frame 4', atMs: 630 });
  // Frame 0 comes before the first failure; 2 and 3 while it is busy.
  expect(asked).toEqual([1, 4]);
});

test('where both read, the earlier one counts', () => {
  const lanes = { fast: look(20, 3), hard: look(150, 1) };
  expect(simulateLanes(lanes, CAMERA)).toEqual({ text: 'frame 1', atMs: 250 });
});

test('nothing is read when the frames run out', () => {
  expect(simulateLanes({ fast: look(20, 99), hard: look(20, 99) }, CAMERA)).toBeNull();
  expect(simulateLanes({ fast: look(20, 0), hard: null }, { ...CAMERA, frameCount: 0 })).toBeNull();
});
