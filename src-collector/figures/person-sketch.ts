/** About how many different persons are among these, when no list of them is kept and sketches of many gates are put together? */

/**
 * HyperLogLog (Flajolet et al., 2007) with 4,096 registers, read by the improved estimator of Ertl (arXiv:1702.01284, algorithm 6):
 * no table of corrections, and no worse for few than for many. What goes in is a tag, which is a keyed hash already.
 */
export type PersonSketch = Uint8Array;

const INDEX_BITS = 12;
const REGISTERS = 2 ** INDEX_BITS;
/** Of the 64 bits that are used of a tag, those that do not choose the register. */
const RANK_BITS = 64 - INDEX_BITS;
/** One standard error: two of three estimates are nearer than this. */
export const SKETCH_ERROR = 1.04 / Math.sqrt(REGISTERS);

const TAG = /^[0-9a-f]{16}/;
/** Written with its register (2 bytes) while that takes less room than all registers do. */
const MOST_SPARSE = Math.floor(REGISTERS / 3) - 1;

export function emptySketch(): PersonSketch {
  return new Uint8Array(REGISTERS);
}

/** Adds a person in place by their tag: lower-case hex of a keyed hash, 64 bits of it or more. Throws on anything else. */
export function addPerson(sketch: PersonSketch, tag: string): void {
  if (!TAG.test(tag)) throw new Error('not a tag');
  // 12 bits for the register, and the 52 that are left as 24 and 28: a province counts millions, and big integers take their time.
  const index = Number.parseInt(tag.slice(0, 3), 16);
  const upper = Number.parseInt(tag.slice(3, 9), 16);
  const lower = Number.parseInt(tag.slice(9, 16), 16);
  const rank = upper > 0 ? Math.clz32(upper) - 7 : Math.clz32(lower) + 21;
  if (rank > (sketch[index] ?? 0)) sketch[index] = rank;
}

/** Adds in place all that `other` has seen. In any order, any number of times: the same persons make the same sketch. */
export function addSketch(sketch: PersonSketch, other: PersonSketch): void {
  for (let index = 0; index < REGISTERS; index += 1) {
    const rank = other[index] ?? 0;
    if (rank > (sketch[index] ?? 0)) sketch[index] = rank;
  }
}

/** How many different persons were added, about. */
export function estimatePersons(sketch: PersonSketch): number {
  const counts = new Array<number>(RANK_BITS + 2).fill(0);
  for (const rank of sketch) counts[rank] = (counts[rank] ?? 0) + 1;
  let sum = REGISTERS * tau(1 - (counts[RANK_BITS + 1] ?? 0) / REGISTERS);
  for (let rank = RANK_BITS; rank >= 1; rank -= 1) sum = 0.5 * (sum + (counts[rank] ?? 0));
  sum += REGISTERS * sigma((counts[0] ?? 0) / REGISTERS);
  return Math.round(((1 / (2 * Math.LN2)) * REGISTERS * REGISTERS) / sum);
}

/** As bytes for a table: three for each register that is used, or one for every register. */
export function encodeSketch(sketch: PersonSketch): Uint8Array {
  const bytes: number[] = [];
  for (const [index, rank] of sketch.entries()) if (rank > 0) bytes.push(index >> 8, index & 0xff, rank);
  return bytes.length / 3 > MOST_SPARSE ? sketch.slice() : Uint8Array.from(bytes);
}

/** What `encodeSketch` wrote. Throws on what it never wrote. */
export function decodeSketch(bytes: Uint8Array): PersonSketch {
  const sketch = emptySketch();
  const isWhole = bytes.length === REGISTERS;
  if (!isWhole && (bytes.length % 3 !== 0 || bytes.length / 3 > MOST_SPARSE)) throw new Error('not a sketch');
  if (isWhole) sketch.set(bytes);
  for (let at = 0; !isWhole && at < bytes.length; at += 3) {
    const index = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (index >= REGISTERS) throw new Error('not a sketch');
    sketch[index] = bytes[at + 2] ?? 0;
  }
  if (sketch.some((rank) => rank > RANK_BITS + 1)) throw new Error('not a sketch');
  return sketch;
}

function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let [x, y, z] = [share, 1, share];
  for (let before = -1; before !== z; ) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let [x, y, z] = [share, 1, 1 - share];
  for (let before = -1; before !== z; ) {
    x = Math.sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}
