/** Whose passes does this venue take besides its own gate's, and which of them were taken back? */

import { venuePassList } from '../../../contract/venue-pass.ts';
import { passKeyOf } from '../../formats/pass.ts';
import type { ListRead } from './list-read.ts';
import { listOf, refusedList } from './list-read.ts';

/** What `gate -- pass keys` prints, and what a collector publishes: its key, and the passes that it takes no more. */
export function readVenuePasses(json: unknown): ListRead {
  const read = venuePassList.safeParse(json);
  if (!read.success) return refusedList('not-readable');
  const { issuer, keys, revoked } = read.data;
  const trusted = keys.map(({ publicKey }) => passKeyOf(Buffer.from(publicKey, 'base64url'), issuer));
  const cards = trusted.flatMap(({ kid }) => revoked.map((rid) => ({ issuer: null, kid, rid, beforeS: null })));
  return listOf('venue-passes', `venue-passes:${trusted[0]?.kid ?? 'none'}`, { keys: trusted, cards });
}
