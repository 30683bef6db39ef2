/** How is chance drawn, so that a run can be asked for again by its seed? */

export type Random = {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number from `from` to before `to`. */
  readonly between: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  /** One of the names, by their weights. */
  readonly weighted: <T extends string>(weights: Readonly<Record<T, number>>) => T;
  /** A stream of its own, so that one part of a run does not shift the chances of another. */
  readonly fork: (name: string) => Random;
};

/** Mulberry32 (Tommy Ettinger, public domain): 2^32 states, even enough for choosing faults; never for keys. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from)),
    chance: (probability) => next() < probability,
    weighted: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const pairs = Object.entries(weights) as [T, number][];
      let left = next() * pairs.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of pairs) {
        left -= weight;
        if (left < 0) return name;
      }
      throw new Error('nothing to choose from');
    },
    fork: (name) => {
      let mixed = seed >>> 0;
      for (const letter of name) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
      return seededRandom(mixed);
    },
  };
}
