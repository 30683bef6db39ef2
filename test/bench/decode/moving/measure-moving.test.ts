/** Are the presentations counted as they were read? */

import { expect, test } from 'vitest';
import { measureMoving } from '../../../../bench/decode/moving/measure-moving.ts';
import { presentation } from '../../../../bench/decode/moving/presentation.ts';

test('a text counts within its second if it is the right one, and each processor is counted on its own', () => {
  const { text } = presentation(6, 0);
  const done: number[] = [];
  const figures = measureMoving(
    {
      pipeline: () => ({ fast: () => null, hard: (_picture, takenAtMs) => (takenAtMs > 0 ? text : 'too early') }),
      zxingWasm: () => ({ fast: () => 'another text', hard: null }),
    },
    6,
    1,
    (count) => done.push(count),
  );
  expect(done).toEqual([1]);
  const read = { withinOneSecond: 1, firstMs: { median: expect.any(Number), p90: expect.any(Number) }, wrong: 0 };
  const misread = { withinOneSecond: 0, firstMs: null, wrong: 1 };
  expect(figures).toEqual({
    presentations: 1,
    framesPerSecond: 30,
    slower: { 1: { pipeline: read, zxingWasm: misread }, 4: { pipeline: read, zxingWasm: misread } },
  });
});
