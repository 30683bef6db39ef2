/** How is a person sealed for the authority that alone may read who passed? */

import type { AuthorityState } from '../core/authority/authority-key.ts';
import { authorityState, currentKey } from '../core/authority/authority-key.ts';
import type { AuthoritySealer } from '../core/ports.ts';
import type { HpkeRecipient } from './hpke.ts';
import { hpkeOpen, hpkeRecipient, hpkeSeal, hpkeSealTo } from './hpke.ts';

/** Said by both sides, so that nothing else that is sealed to the same key can be passed off as an entry. */
const ENTRY_PURPOSE = Buffer.from('gac-cong entry 1', 'utf8');

/** Nearly everybody without an address is between 128 and 256 bytes. */
const SEALED_IN_STEPS_OF_BYTES = 256;

export type PublicAuthorityKey = {
  readonly id: string;
  /** X25519, the 32 raw bytes as base64url. */
  readonly publicKey: string;
  readonly notBeforeUtcMs: number;
  readonly notAfterUtcMs: number;
};

export type VenueAuthority = AuthoritySealer & {
  /** The keys from now on. One that is no X25519 key is passed over: nothing would be secret under it. */
  readonly apply: (keys: readonly PublicAuthorityKey[]) => void;
  readonly state: () => AuthorityState;
};

/** Seals under the key that is valid at that moment; never throws, and never stops a commit. */
export function createVenueAuthority(nowUtcMs: () => number): VenueAuthority {
  let opened: readonly (PublicAuthorityKey & { readonly recipient: HpkeRecipient })[] = [];
  let isWanted = false;
  return {
    apply: (keys) => {
      isWanted = keys.length > 0;
      opened = keys.flatMap((each) => {
        const raw = Buffer.from(each.publicKey, 'base64url');
        return mayBeSealedTo(raw) ? [{ ...each, recipient: hpkeRecipient(raw, ENTRY_PURPOSE) }] : [];
      });
    },
    state: () => {
      const state = authorityState(opened, nowUtcMs());
      return isWanted && state.type === 'none' ? { type: 'without', sinceUtcMs: null } : state;
    },
    seal: (plain, bound) => {
      const current = currentKey(opened, nowUtcMs());
      if (current === null) return null;
      const sealed = hpkeSealTo(current.recipient, evenLength(plain), Buffer.from(bound, 'utf8'));
      return { keyId: current.id, sealed };
    },
  };
}

/** JSON with blanks behind it: how long a name is would tell one person's entries from another's, in every week. */
function evenLength(plain: string): Buffer {
  const bytes = Buffer.from(plain, 'utf8');
  const length = Math.ceil(bytes.length / SEALED_IN_STEPS_OF_BYTES) * SEALED_IN_STEPS_OF_BYTES;
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length, ' ')]);
}

/** Whether these are the 32 raw bytes of an X25519 key under which something stays secret. */
export function mayBeSealedTo(raw: Uint8Array): boolean {
  try {
    hpkeSeal(raw, new Uint8Array(), { info: ENTRY_PURPOSE, aad: new Uint8Array() });
    return true;
  } catch {
    return false;
  }
}

/** The authority's side: the person of one entry as JSON text, or `null` where this key does not open it there. */
export function openForAuthority(
  privateKeyRaw: Uint8Array,
  sealed: Uint8Array,
  { device, epoch, seq }: { readonly device: string; readonly epoch: string; readonly seq: number },
): string | null {
  const aad = Buffer.from(`${device}|${epoch}|${seq}`, 'utf8');
  const plain = hpkeOpen(privateKeyRaw, sealed, { info: ENTRY_PURPOSE, aad });
  return plain === null ? null : Buffer.from(plain).toString('utf8');
}
