/** Which sightings on rows one after another are of the same pattern? */

import type { Seed } from './scan-rows.ts';

/** Rows without a sighting after which a pattern is over. */
const MOST_ROWS_MISSED = 1;
/** Along neighbouring rows the middle and the module may differ by so much, in modules and in parts. */
const MOST_SHIFT_MODULES = 1;
const MOST_GROWTH = 1.5;
/** How far down the pattern, as a share of its rows. */
const PLACES_TRIED = [0.5, 0.25, 0.75] as const;

type Chain = { last: Seed; readonly seeds: Seed[] };

export type Chains = {
  readonly add: (seed: Seed) => void;
  /** Ends what is open; without it the last patterns would be missing. */
  readonly end: () => void;
};

/**
 * Hands on patterns once they are over: their sighting in the middle, then, while `onPattern` says that it was none, those
 * further up and down. Seeds come row by row, `step` apart.
 */
export function chainSeeds(step: number, onPattern: (seed: Seed) => boolean): Chains {
  let open: Chain[] = [];

  function close({ seeds }: Chain): void {
    let last: Seed | undefined;
    for (const share of PLACES_TRIED) {
      const seed = seeds[Math.floor(seeds.length * share)];
      if (seed === undefined || seed === last) continue;
      if (onPattern(seed)) return;
      last = seed;
    }
  }

  function closeBefore(y: number): void {
    const still: Chain[] = [];
    for (const chain of open) {
      if (chain.last.y >= y) still.push(chain);
      else close(chain);
    }
    open = still;
  }

  let row = Number.NEGATIVE_INFINITY;
  return {
    add: (seed) => {
      if (seed.y !== row) {
        row = seed.y;
        closeBefore(row - step * (MOST_ROWS_MISSED + 1));
      }
      for (const chain of open) {
        if (!continues(chain.last, seed)) continue;
        chain.seeds.push(seed);
        chain.last = seed;
        return;
      }
      open.push({ last: seed, seeds: [seed] });
    },
    end: () => closeBefore(Number.POSITIVE_INFINITY),
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
