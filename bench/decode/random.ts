/** Where does chance come from, where it must be the same each time? */

export type Random = {
  /** 0 ≤ x < 1. */
  readonly next: () => number;
  readonly between: (least: number, most: number) => number;
  /** 0 … `count` − 1. */
  readonly below: (count: number) => number;
  /** Mean 0, standard deviation 1. */
  readonly normal: () => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
};

/** The same numbers for the same seeds: "mulberry32" (T. Ettinger, public domain) over a hash of them. */
export function randomOf(...seeds: readonly (number | string)[]): Random {
  let state = hashOf(seeds.join('/'));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    below,
    between: (least, most) => least + (most - least) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (list) => list[below(list.length)] ?? list[0],
  };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}
