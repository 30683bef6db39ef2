/** Which sightings on rows one after another are of the same pattern? */

import type { Seed } from './scan-rows.ts';

/** Rows without a sighting after which a pattern is over. */
const MOST_ROWS_MISSED = 1;
/** Along neighbouring rows the middle and the module may differ by so much, in modules and in parts. */
const MOST_SHIFT_MODULES = 1;
const MOST_GROWTH = 1.5;

/** Sightings one below the other, at least one. */
export type Chain = readonly [Seed, ...Seed[]];

type OpenChain = { last: Seed; readonly seeds: [Seed, ...Seed[]] };

export type Chains = {
  /** Seeds come row by row. */
  readonly add: (seed: Seed) => void;
  /** Those that stand for a whole pattern first: as tall as its middle is wide. */
  readonly all: () => readonly Chain[];
};

/** Rows are `step` apart. */
export function chainSeeds(step: number): Chains {
  const chains: OpenChain[] = [];
  let open: OpenChain[] = [];
  let row = Number.NEGATIVE_INFINITY;
  return {
    add: (seed) => {
      if (seed.y !== row) {
        row = seed.y;
        open = open.filter(({ last }) => last.y >= row - step * (MOST_ROWS_MISSED + 1));
      }
      for (const chain of open) {
        if (!continues(chain.last, seed)) continue;
        chain.seeds.push(seed);
        chain.last = seed;
        return;
      }
      const chain: OpenChain = { last: seed, seeds: [seed] };
      open.push(chain);
      chains.push(chain);
    },
    all: () =>
      chains
        .map(({ seeds }) => ({ seeds, tallness: Math.min(1, (seeds.length * step) / (3 * seeds[0].module)) }))
        .sort((one, other) => other.tallness - one.tallness)
        .map(({ seeds }) => seeds),
  };
}

function continues(before: Seed, seed: Seed): boolean {
  return (
    before.isInverted === seed.isInverted &&
    before.y < seed.y &&
    Math.abs(before.x - seed.x) < MOST_SHIFT_MODULES * seed.module &&
    before.module < MOST_GROWTH * seed.module &&
    seed.module < MOST_GROWTH * before.module
  );
}
