/** What do the decoders make of one picture after the other? */

import { ALL_NAMES, DECODER_NAMES } from './decoder-names.ts';
import type { Decoders } from './decoders.ts';
import type { Truth } from './judge.ts';
import { judge } from './judge.ts';
import type { Picture } from './picture.ts';
import type { Answer } from './tally.ts';

/** A picture and what is known about it. */
export type Shot = {
  readonly picture: Picture;
  readonly truth: Truth;
  readonly category: string;
  readonly level: string | null;
};

export type Plan = {
  /** Read by each decoder before the clock counts, so that it is compiled. */
  readonly warmUps: readonly Picture[];
  /** jsQR needs seconds for some pictures, and nobody waits for its figure: it gets each so-manieth only. */
  readonly jsqrEvery: number;
  /** Whether the pipeline's fast lane is timed on its own too. */
  readonly withFastLane: boolean;
};

/**
 * The decoders take turns picture by picture, in another order at each, so that a busy machine slows them alike. The
 * answers to one picture come together.
 */
export function* measure(decoders: Decoders, shots: Iterable<Shot>, plan: Plan): Generator<readonly Answer[]> {
  const all = plan.withFastLane ? ALL_NAMES : DECODER_NAMES;
  for (const picture of plan.warmUps) for (const name of all) decoders[name](picture);
  let index = 0;
  for (const { picture, truth, category, level } of shots) {
    const names = all.filter((name) => name !== 'jsqr' || index % plan.jsqrEvery === 0);
    yield rotated(names, index).map((decoder) => {
      const startedAtMs = performance.now();
      const text = decoders[decoder](picture);
      const tookMs = performance.now() - startedAtMs;
      return { decoder, category, level, outcome: judge(truth, text), tookMs };
    });
    index += 1;
  }
}

function rotated<T>(names: readonly T[], by: number): T[] {
  const from = by % names.length;
  return [...names.slice(from), ...names.slice(0, from)];
}
