/** What stands in a pass that a venue makes itself, and how is it written as text for a QR code? */

import { z } from 'zod';
import type { PassPurpose } from '../core/code/credential.ts';
import { PASS_PURPOSES } from '../core/code/credential.ts';
import { PASS_PREFIX } from '../core/code/signed-text.ts';

/** For whom a pass is made, as the makers of passes read it. */
export const passPurpose = z.enum(PASS_PURPOSES);

/** 16 random bytes: nobody guesses another's pass, and no two venues ever make the same. */
const passId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** The first 8 bytes of SHA-256 of the raw public key, base64url. */
export const passKeyId = z.string().regex(/^[A-Za-z0-9_-]{11}$/);
const seconds = z.int().min(0).max(8_640_000_000_000);

export const MAX_PASS_NAME = 80;
/** As many lanes as settings may have. */
const MAX_PASS_LANES = 16;
/** A pass that never ends is a key that nobody can take back from everywhere. */
export const LONGEST_PASS_MS = 366 * 24 * 3_600_000;

/** In this order as a JSON list, so that a pass stays small: a QR code that is printed large reads from afar. */
const payload = z.tuple([
  z.literal(1),
  passKeyId,
  passId,
  z.string().min(1).max(MAX_PASS_NAME).nullable(),
  passPurpose,
  seconds,
  seconds,
  z.union([z.literal(0), z.literal(1)]),
  z.array(z.string().min(1).max(40)).min(1).max(MAX_PASS_LANES).nullable(),
]);

export type PassClaims = {
  readonly keyId: string;
  readonly id: string;
  /** `null`: whoever carries it. */
  readonly name: string | null;
  readonly purpose: PassPurpose;
  readonly notBeforeS: number;
  readonly expiresAtS: number;
  readonly isOneTime: boolean;
  /** `null` = every lane. */
  readonly laneIds: readonly string[] | null;
};

/** UTF-8 of the JSON list. */
export function passPayload(claims: PassClaims): Uint8Array {
  const { keyId, id, name, purpose, notBeforeS, expiresAtS, isOneTime, laneIds } = claims;
  const list = [1, keyId, id, name, purpose, notBeforeS, expiresAtS, isOneTime ? 1 : 0, laneIds];
  return new TextEncoder().encode(JSON.stringify(list));
}

/** `null` for anything that no venue would write. */
export function readPassPayload(bytes: Uint8Array): PassClaims | null {
  const parsed = payload.safeParse(parseUtf8Json(bytes));
  if (!parsed.success) return null;
  const [, keyId, id, name, purpose, notBeforeS, expiresAtS, isOneTime, laneIds] = parsed.data;
  return { keyId, id, name, purpose, notBeforeS, expiresAtS, isOneTime: isOneTime === 1, laneIds };
}

/** What the Ed25519 signature covers: the payload, marked as a pass so that the same key can sign nothing else by mistake. */
export function signedPassBytes(bytes: Uint8Array): Uint8Array {
  return joined(new TextEncoder().encode('gac-cong-pass-1\n'), bytes);
}

const SIGNATURE_BYTES = 64;
/** Digits of the longest payload there can be; more is refused unread. */
const MAX_DIGITS = 4_000;
/** Stands before the bytes, so that zeros at their beginning are not lost in a number. */
const MARK = 1;

/**
 * Prefix and one decimal number. Digits are the densest form that a QR code has, and the only one that neither a Vietnamese
 * typing mode nor Caps Lock changes when a reader types the code.
 */
export function passText(bytes: Uint8Array, signature: Uint8Array): string {
  const marked = joined(Uint8Array.of(MARK), joined(bytes, signature));
  return PASS_PREFIX + BigInt(`0x${hexOf(marked)}`).toString();
}

/** `null` where the text is no pass. One pass has exactly one text: no zeros may stand in front. */
export function splitPassText(text: string): { readonly bytes: Uint8Array; readonly signature: Uint8Array } | null {
  const digits = text.slice(PASS_PREFIX.length);
  if (!text.startsWith(PASS_PREFIX)) return null;
  if (digits.length > MAX_DIGITS || !/^[1-9]\d+$/.test(digits)) return null;
  const marked = bytesOf(BigInt(digits).toString(16));
  if (marked === null || marked[0] !== MARK || marked.length <= SIGNATURE_BYTES + 1) return null;
  return { bytes: marked.slice(1, -SIGNATURE_BYTES), signature: marked.slice(-SIGNATURE_BYTES) };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The mark makes the number of hex digits odd: a number has no leading zero. */
function bytesOf(hex: string): Uint8Array | null {
  if (hex.length % 2 === 0) return null;
  const pairs = `0${hex}`.match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

function parseUtf8Json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined; // Refused by the schema.
  }
}

/** The public half of the passes of a venue, for its other gates: who signs them, and which were taken back. */
export const venuePassList = z.strictObject({
  form: z.literal('gac-cong-passes-1'),
  /** Empty where the venue has not given itself a name. */
  issuer: z.string().trim().max(120),
  keys: z.array(z.strictObject({ kid: passKeyId, publicKey: z.base64url().length(43) })).max(100),
  revoked: z.array(passId).max(1_000_000),
});
export type VenuePassList = z.infer<typeof venuePassList>;
