/** Which protection and which mask does a symbol name, as far as can be made out? */

import type { Layout } from './layout.ts';

export type Level = 'L' | 'M' | 'Q' | 'H';
export type Format = {
  readonly level: Level;
  readonly mask: number;
  /** How well the symbol agrees with it: 1 in all modules of both copies, 0 not at all. */
  readonly agreement: number;
};

const LEVELS: readonly Level[] = ['M', 'L', 'H', 'Q'];
const COUNT = 32;

/** All thirty-two words of fifteen bits, as they are drawn. ISO/IEC 18004 §7.9. */
const WORDS = Array.from({ length: COUNT }, (_, data) => {
  let rest = data;
  for (let bit = 0; bit < 10; bit += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  return ((data << 10) | rest) ^ 0x5412;
});

/** The formats that fit best, best first. `soft`: a number a module, the higher the darker, 0 = cannot tell. */
export function likelyFormats(soft: Float32Array, { formatPlaces }: Layout, count: number): Format[] {
  const weights = new Float64Array(15);
  let total = 0;
  for (const places of formatPlaces) {
    for (let bit = 0; bit < 15; bit += 1) {
      const value = soft[places[bit] ?? 0] ?? 0;
      const limited = Math.max(-1, Math.min(1, value));
      weights[bit] = (weights[bit] ?? 0) + limited;
      total += Math.abs(limited);
    }
  }
  return WORDS.map((word, data): Format => {
    let sum = 0;
    for (let bit = 0; bit < 15; bit += 1) sum += ((word >> (14 - bit)) & 1 ? 1 : -1) * (weights[bit] ?? 0);
    return { level: LEVELS[data >> 3] ?? 'M', mask: data & 7, agreement: total === 0 ? 0 : sum / total };
  })
    .sort((one, other) => other.agreement - one.agreement)
    .slice(0, count);
}

/** Whether the mask turns the module over. ISO/IEC 18004 §7.8.2. */
export function isMasked(mask: number, row: number, column: number): boolean {
  switch (mask) {
    case 0:
      return (row + column) % 2 === 0;
    case 1:
      return row % 2 === 0;
    case 2:
      return column % 3 === 0;
    case 3:
      return (row + column) % 3 === 0;
    case 4:
      return (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0;
    case 5:
      return ((row * column) % 2) + ((row * column) % 3) === 0;
    case 6:
      return (((row * column) % 2) + ((row * column) % 3)) % 2 === 0;
    default:
      return (((row + column) % 2) + ((row * column) % 3)) % 2 === 0;
  }
}
