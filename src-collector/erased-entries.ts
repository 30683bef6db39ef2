/** How is a person taken out of entries that a gate sent, when the gate says that it has done so itself? */

import type { ErasedEntries } from '../src-main/contract/statement-protocol.ts';
import type { Connection } from './database.ts';

/** What an entry's `detail` may still say afterwards; what a newer gate sends may be of the person, so the rest goes. */
export const NOBODYS_DETAIL: readonly string[] = [
  'monotonicMs',
  'bootId',
  'clockOffsetMs',
  'clockUncertaintyMs',
  'inferred',
  'codeLength',
  'issuer',
  'trustVersion',
  'rulesVersion',
];

/** What becomes of an entry from which the person is taken out. `kept`: the parameter that holds `NOBODYS_DETAIL`. */
export const TAKEN_OUT = (
  kept: string,
): string => `subject_tag = null, masked_name = null, masked_number = null, erased_at = now(),
    detail = coalesce(
      (select jsonb_object_agg(key, value) from jsonb_each(entry.detail) where key = any(${kept}::text[])), '{}'::jsonb)`;

/** Systems that entries are passed on to hear of it too. `takenOut`: what returns identities of entries. Decision 44. */
export const TELL_SYSTEMS = (takenOut: string): string => `
  insert into adapter_outbox (adapter, device_id, epoch, kind, seqs)
  select adapter.name, erased.device_id, erased.epoch, 'erased', erased.seqs
  from adapter cross join
    (select device_id, epoch, array_agg(seq order by seq) as seqs from ${takenOut} group by device_id, epoch) as erased`;

/** By way of the identity, which names the day: one partition is looked into, however many days are kept. */
const TAKE_OUT = `
  with taken_out as (update entry set ${TAKEN_OUT('$4')}
  from entry_identity as identity
  where identity.device_id = $1::uuid and identity.epoch = $2 and identity.seq = any($3::bigint[])
    and entry.device_id = identity.device_id and entry.epoch = identity.epoch and entry.seq = identity.seq
    and entry.received_day = identity.received_day
    and coalesce(entry.sent_by, entry.device_id) = $5::uuid and entry.erased_at is null
  returning entry.device_id, entry.epoch, entry.seq)
  ${TELL_SYSTEMS('taken_out')}`;

/**
 * Takes the person out of those of these entries that `device` itself sent; nobody speaks of what another gate sent. Hashes and
 * identity stay, so the chain holds and a resend is acknowledged and not stored. Systems that entries are passed on to are told in the
 * same transaction. Asked again, nothing more happens.
 */
export async function takePersonsOut({ query }: Connection, device: string, said: ErasedEntries): Promise<void> {
  await query(TAKE_OUT, [said.entriesDevice, said.epoch, said.seqs, NOBODYS_DETAIL, device]);
}
