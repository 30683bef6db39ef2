/** What do ten million revoked hashes cost: memory, loading, and one look-up? Prints one JSON object. */

import { hash, randomFillSync } from 'node:crypto';
import { takeHashes } from '../src-main/credentials/trust/hash-set.ts';

const HASHES = 10_000_000;
const HASH_BYTES = 8;
const LARGEST_FILL_BYTES = 2 ** 26;
const LOOK_UPS = 1_000_000;

const before = memoryBytes();
const block = new Uint8Array(HASHES * HASH_BYTES);
for (let at = 0; at < block.length; at += LARGEST_FILL_BYTES) {
  randomFillSync(block, at, Math.min(LARGEST_FILL_BYTES, block.length - at));
}
const sorted = timed(() => takeHashes(block));
const loaded = timed(() => takeHashes(block));
const asked = Array.from({ length: 10_000 }, (_, index) => hash('sha256', `${index}`, 'buffer'));
const apart = HASHES / 10_000;
const held = Array.from({ length: 10_000 }, (_, index) => {
  const at = index * apart * HASH_BYTES;
  return block.slice(at, at + HASH_BYTES);
});

console.log(
  JSON.stringify({
    hashes: sorted.value.count,
    megabytes: round((memoryBytes() - before) / 1e6),
    importSortMs: round(sorted.ms),
    loadSortedMs: round(loaded.ms),
    missNs: perLookUp(asked, false),
    hitNs: perLookUp(held, true),
  }),
);

/** Nanoseconds for each of a million look-ups, every answer checked. */
function perLookUp(hashes: readonly Uint8Array[], isHeld: boolean): number {
  const { ms } = timed(() => {
    for (let index = 0; index < LOOK_UPS; index += 1) {
      const one = hashes[index % hashes.length] ?? new Uint8Array(0);
      if (sorted.value.has(one) !== isHeld) throw new Error('a look-up gave the wrong answer');
    }
  });
  return Math.round((ms * 1e6) / LOOK_UPS);
}

function timed<Value>(run: () => Value): { readonly value: Value; readonly ms: number } {
  const startMs = performance.now();
  const value = run();
  return { value, ms: performance.now() - startMs };
}

function memoryBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
