/** Who reads how many codes at a gate, under which conditions? */

import type { AskedGate } from './arguments.ts';
import { createContestants, createDecoders } from './decoders.ts';
import { gateShots } from './gate/gate-shots.ts';
import { measureMoving } from './moving/measure-moving.ts';
import { linesOf, movingLines } from './report.ts';
import type { Effort, Printed, Say } from './run-decoders.ts';
import { runDecoders } from './run-decoders.ts';

const JSQR_EVERY = 3;
const SAY_EVERY_PRESENTATION = 6;

export async function benchGate(asked: AskedGate, effort: Effort, say: Say): Promise<Printed> {
  const { seed, count, presentations } = asked;
  const decoders = await createDecoders();
  const shots = gateShots(seed, count);
  const report = runDecoders({ decoders, shots, total: count, jsqrEvery: JSQR_EVERY, effort, seed }, say);
  const moving = measureMoving(await createContestants(decoders), seed, presentations, (done) => {
    if (done % SAY_EVERY_PRESENTATION === 0) say(`${done} of ${presentations} presentations…`);
  });
  const lines = [
    `synthetic frames, seed ${seed}; jsQR reads every third one only, as it needs seconds for some`,
    '',
    ...linesOf(report),
    '',
    ...movingLines(moving),
  ];
  const json = { ...report, moving, seed, count, emptyCount: effort.emptyCount, jsqrEvery: JSQR_EVERY };
  return { exitStatus: 0, lines, json };
}
