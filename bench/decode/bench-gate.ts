/** Who reads how many codes at a gate, under which conditions? */

import type { AskedGate } from './arguments.ts';
import { gateShots } from './gate/gate-shots.ts';
import { linesOf } from './report.ts';
import type { Effort, Printed, Say } from './run-decoders.ts';
import { runDecoders } from './run-decoders.ts';

const JSQR_EVERY = 3;

export async function benchGate({ seed, count }: AskedGate, effort: Effort, say: Say): Promise<Printed> {
  const shots = gateShots(seed, count);
  const report = await runDecoders({ shots, total: count, jsqrEvery: JSQR_EVERY, effort, seed }, say);
  const lines = [
    `synthetic frames, seed ${seed}; jsQR reads every third one only, as it needs seconds for some`,
    '',
    ...linesOf(report),
  ];
  return {
    exitStatus: 0,
    lines,
    json: { ...report, seed, count, emptyCount: effort.emptyCount, jsqrEvery: JSQR_EVERY },
  };
}
