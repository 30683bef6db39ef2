/** How does a person go into the log, and who gets it out again? */

import type { EntryId, ForAuthority, PersonalFields } from '../core/entry/entry.ts';
import type { AuthoritySealer, Sealer } from '../core/ports.ts';

/** The whole person as JSON in one encrypted block, bound to the entry's place so that it opens nowhere else. */
export function sealPersonal(personal: PersonalFields | null, id: EntryId, sealer: Sealer): Uint8Array | null {
  return personal === null ? null : sealer.seal(JSON.stringify(personal), boundTo(id));
}

/** `null` where there was no person, or where the key is lost or the block was changed. Never throws. */
export function openPersonal(
  sealed: Uint8Array | null,
  keyId: string | null,
  id: EntryId,
  sealer: Sealer,
): PersonalFields | null {
  if (sealed === null || keyId === null) return null;
  const text = sealer.open(sealed, boundTo(id), keyId);
  // The seal proves that this gate wrote the block, so it is the JSON that it wrote; older ones know of no address.
  return text === null ? null : { address: null, ...(JSON.parse(text) as Omit<PersonalFields, 'address'>) };
}

/** For the authority, under its own key; `null` where there was no person, or no key to seal for. */
export function sealForAuthority(
  personal: PersonalFields | null,
  id: EntryId,
  authority: AuthoritySealer,
): ForAuthority | null {
  return personal === null ? null : authority.seal(JSON.stringify(personal), boundTo(id));
}

function boundTo({ device, epoch, seq }: EntryId): string {
  return `${device}|${epoch}|${seq}`;
}
