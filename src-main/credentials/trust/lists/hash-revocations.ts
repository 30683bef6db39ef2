/** Which hashes of EU certificates have been taken back? */

import { objectOf } from '../../json.ts';
import { hashSetOf, takeHashes } from '../hash-set.ts';
import type { ListRead } from './list-read.ts';
import { listOf, refusedList } from './list-read.ts';

const TYPES: readonly unknown[] = ['SIGNATURE', 'UCI', 'COUNTRYCODEUCI'];
const HASH_BYTES = 8;

/**
 * Batches of the EU gateway (eHealth Network, "EU DCC revocation"): `{"country", "expires", "kid", "hashType", "entries":
 * [{"hash"}]}`, one or a list of them. The hash types share one set: they are hashes of different things and cannot be
 * mistaken for each other. A batch is kept after it expires, which the certificates on it do no later.
 */
export function readRevocationBatches(json: unknown, name: string): ListRead {
  const batches = (Array.isArray(json) ? json : [json]).map(objectOf);
  const hashes: Uint8Array[] = [];
  for (const batch of batches) {
    if (batch === null || !TYPES.includes(batch.hashType) || !Array.isArray(batch.entries)) {
      return refusedList('not-readable');
    }
    for (const entry of batch.entries) {
      const text: unknown = objectOf(entry)?.hash ?? entry;
      const hash = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0);
      // A hole in a list of what is taken back would admit in silence.
      if (hash.length < HASH_BYTES) return refusedList('not-readable');
      hashes.push(hash);
    }
  }
  return listOf('hash-revocations', sourceOf(name), { hashes: hashSetOf(hashes) });
}

/** Eight bytes a hash, one behind the other, nothing else. Takes the bytes over. */
export function readHashBlock(bytes: Uint8Array, name: string): ListRead {
  if (bytes.length % HASH_BYTES !== 0) return refusedList('not-readable');
  return listOf('hash-revocations', sourceOf(name), { hashes: takeHashes(bytes) });
}

/** The same for a batch as it came and as it is kept. */
function sourceOf(name: string): string {
  return `hash-revocations:${name.replace(/\.[^./]*$/, '')}`;
}
