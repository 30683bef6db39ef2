/** Are the answers added up as the report says? */

import { expect, test } from 'vitest';
import { reportOf } from '../../../bench/decode/report.ts';
import type { Answer } from '../../../bench/decode/tally.ts';
import { figuresOf } from '../../../bench/decode/tally.ts';

function answer(fields: Partial<Answer>): Answer {
  return { decoder: 'pipeline', category: 'glare', level: null, outcome: 'right', tookMs: 1, ...fields };
}

test('the rate counts pictures with a known text only; a wrong text is not right', () => {
  const { decoders, falsePositives } = figuresOf([
    answer({ tookMs: 1 }),
    answer({ tookMs: 2 }),
    answer({ outcome: 'wrong', tookMs: 3 }),
    answer({ outcome: 'missed', tookMs: 4 }),
    answer({ outcome: 'unjudged', tookMs: 5 }),
    answer({ outcome: 'false-positive', tookMs: 6 }),
    answer({ outcome: 'quiet', tookMs: 100 }),
  ]);
  expect(decoders).toEqual({ pipeline: { rate: 0.5, right: 2, wrong: 1, total: 4, msMedian: 4, msP95: 100 } });
  expect(falsePositives).toEqual({ pipeline: 1 });
});

test('categories and levels have rates of their own, and negatives are no category', () => {
  const { categories, levels, sizes } = figuresOf([
    answer({ level: 'glare 1' }),
    answer({ level: 'glare 2', outcome: 'missed' }),
    answer({ level: 'glare 1', decoder: 'zxingWasm', outcome: 'missed' }),
    answer({ category: 'tilt' }),
    answer({ category: 'empty', outcome: 'quiet' }),
  ]);
  expect(categories).toEqual({ glare: { pipeline: 0.5, zxingWasm: 0 }, tilt: { pipeline: 1 } });
  expect(levels).toEqual({ 'glare 1': { pipeline: 1, zxingWasm: 0 }, 'glare 2': { pipeline: 0 } });
  expect(sizes).toEqual({ glare: 2, tilt: 1, 'glare 1': 1, 'glare 2': 1 });
});

test('ratios are ours over the peer, and empty pictures have times of their own', () => {
  const report = reportOf(
    [
      ...['right', 'right', 'right', 'missed'].map((outcome) =>
        answer({ outcome: outcome as Answer['outcome'], category: 'gate' }),
      ),
      ...['right', 'missed'].map((outcome) =>
        answer({ outcome: outcome as Answer['outcome'], category: 'gate', decoder: 'zxingWasm' }),
      ),
      answer({ decoder: 'zxingLibrary', outcome: 'missed', category: 'gate' }),
    ],
    [
      answer({ category: 'empty', outcome: 'false-positive', tookMs: 9 }),
      answer({ category: 'empty', outcome: 'quiet', decoder: 'fastLane', tookMs: 2 }),
      answer({ category: 'empty', outcome: 'quiet', decoder: 'zxingLibrary', tookMs: 8 }),
    ],
  );
  expect(report.ratios).toEqual({
    pipelineOverZxingLibrary: null,
    pipelineOverZxingWasm: 1.5,
    gatePipelineOverZxingLibrary: null,
    gatePipelineOverZxingWasm: 1.5,
    emptyFastLaneMedianOverZxingLibrary: 0.25,
    emptyFastLaneP95OverMedian: 1,
  });
  expect(report.falsePositives.pipeline).toBe(1);
  expect(report.decoders.pipeline?.msMedian).toBe(1);
  expect(report.emptyMs.pipeline).toEqual({ msMedian: 9, msP95: 9 });
});
