/** Which claims does a CBOR Web Token make (RFC 8392)? */

import { decodeCbor, isTagged } from './cbor.ts';

export type CwtClaims = {
  readonly issuer: string | null;
  readonly expiresAtUtcMs: number | null;
  readonly notBeforeUtcMs: number | null;
  readonly issuedAtUtcMs: number | null;
  /** Every claim by its key, those above too. */
  readonly all: ReadonlyMap<unknown, unknown>;
};

const EPOCH_TAG = 1;
const LATEST_UTC_MS = 8.64e15;

/** `null` where the payload is no map of claims. Times are seconds since 1970, whole or not; others count as not said. */
export function readCwt(payload: Uint8Array): CwtClaims | null {
  const all = decodeCbor(payload);
  if (!(all instanceof Map)) return null;
  const issuer: unknown = all.get(1);
  return {
    issuer: typeof issuer === 'string' ? issuer : null,
    expiresAtUtcMs: timeOf(all.get(4)),
    notBeforeUtcMs: timeOf(all.get(5)),
    issuedAtUtcMs: timeOf(all.get(6)),
    all,
  };
}

function timeOf(value: unknown): number | null {
  const seconds = isTagged(value, EPOCH_TAG) ? value.tagged : value;
  const utcMs = typeof seconds === 'number' ? seconds * 1_000 : Number.NaN;
  return Math.abs(utcMs) <= LATEST_UTC_MS ? utcMs : null;
}
