/** Does the synthetic bench print what it promises? */

import { expect, test } from 'vitest';
import { benchGate } from '../../../bench/decode/bench-gate.ts';

test('a small set gives every figure, ratios first', async () => {
  const asked = { mode: 'gate', seed: 10, count: 2, presentations: 0, wantsJson: true } as const;
  const { exitStatus, lines, json } = await benchGate(asked, { emptyCount: 1, warmUpCount: 0 }, () => undefined);
  expect(exitStatus).toBe(0);
  expect(json).toMatchObject({
    decoders: { pipeline: { total: 2 }, zxingLibrary: { total: 2 }, zxingWasm: { total: 2 }, jsqr: { total: 1 } },
    categories: { gate: { pipeline: expect.any(Number) } },
    falsePositives: { pipeline: 0 },
    emptyMs: { fastLane: { msMedian: expect.any(Number) } },
    moving: { presentations: 0 },
    seed: 10,
    count: 2,
  });
  expect(lines.findIndex((line) => line.startsWith('pipelineOverZxingLibrary'))).toBeLessThan(
    lines.findIndex((line) => line.startsWith('zxingLibrary')),
  );
});
