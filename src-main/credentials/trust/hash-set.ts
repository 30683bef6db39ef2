/** Is this hash among ten million revoked ones? Eight bytes a hash, sorted in one block. */

const HASH_BYTES = 8;

export type HashSet = {
  readonly count: number;
  /** The first eight bytes are compared; fewer are never in the set. At most 24 steps for ten million. */
  readonly has: (hash: Uint8Array) => boolean;
  /** The sorted hashes, eight bytes each; not to be written to. */
  readonly bytes: Uint8Array;
};

/**
 * A set of the eight-byte hashes that stand one behind the other. Takes the bytes over and sorts them in place, so that ten
 * million take 80 MB once, not twice; a rest of fewer than eight bytes is left away.
 */
export function takeHashes(bytes: Uint8Array): HashSet {
  const count = Math.floor(bytes.length / HASH_BYTES);
  const owned = bytes.byteOffset % HASH_BYTES === 0 ? bytes : bytes.slice();
  // Halves instead of BigInts: a look-up makes no garbage. Every platform that this runs on puts the low half first.
  const halves = new Uint32Array(owned.buffer, owned.byteOffset, count * 2);
  if (!isSorted(halves)) new BigUint64Array(owned.buffer, owned.byteOffset, count).sort();
  return {
    count,
    has: (hash) => hash.length >= HASH_BYTES && isAmong(halves, count, halfAt(hash, 4), halfAt(hash, 0)),
    bytes: new Uint8Array(owned.buffer, owned.byteOffset, count * HASH_BYTES),
  };
}

/** The same from hashes of any length of eight bytes or more. */
export function hashSetOf(hashes: readonly Uint8Array[]): HashSet {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [index, hash] of hashes.entries()) bytes.set(hash.subarray(0, HASH_BYTES), index * HASH_BYTES);
  return takeHashes(bytes);
}

function isAmong(halves: Uint32Array, count: number, high: number, low: number): boolean {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const middleHigh = halves[middle * 2 + 1] ?? 0;
    const middleLow = halves[middle * 2] ?? 0;
    if (middleHigh === high && middleLow === low) return true;
    if (middleHigh < high || (middleHigh === high && middleLow < low)) from = middle + 1;
    else to = middle;
  }
  return false;
}

function halfAt(hash: Uint8Array, at: number): number {
  return (
    ((hash[at] ?? 0) | ((hash[at + 1] ?? 0) << 8) | ((hash[at + 2] ?? 0) << 16) | ((hash[at + 3] ?? 0) << 24)) >>> 0
  );
}

function isSorted(halves: Uint32Array): boolean {
  for (let at = 2; at < halves.length; at += 2) {
    const high = halves[at + 1] ?? 0;
    const highBefore = halves[at - 1] ?? 0;
    if (highBefore > high || (highBefore === high && (halves[at - 2] ?? 0) > (halves[at] ?? 0))) return false;
  }
  return true;
}
