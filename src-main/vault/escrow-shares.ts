/** How is an escrow's key split among people, who write their shares down and type them in again? */

import { createHash } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';

/** Crockford's: no letter that a hand writes like a digit. https://www.crockford.com/base32.html */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The escrow's id, four letters; the key's 32 bytes and the share's place among the others, 53 letters; the check. */
const ID_LETTERS = 4;
const SHARE_BYTES = 33;
const BODY_LETTERS = Math.ceil((SHARE_BYTES * 8) / 5);
const CHECK_LETTERS = 7;
const ALL_LETTERS = ID_LETTERS + BODY_LETTERS + CHECK_LETTERS;

export type Share = { readonly escrowId: string; readonly bytes: Uint8Array };

/** `count` shares as text, of which any `threshold` give the secret of 32 bytes back, and fewer say nothing of it. */
export async function sharesOf(
  secret: Uint8Array,
  escrowId: string,
  threshold: number,
  count: number,
): Promise<readonly string[]> {
  const shares = await split(new Uint8Array(secret), count, threshold);
  return shares.map((bytes) => {
    const letters = escrowId + lettersOf(bytes);
    return (letters + checkOf(letters)).replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** A share as somebody typed it; `null` where a letter is wrong, missing or too many. */
export function readShare(typed: string): Share | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (letters.length !== ALL_LETTERS || [...letters].some((each) => !LETTERS.includes(each))) return null;
  const body = letters.slice(0, -CHECK_LETTERS);
  if (letters.slice(-CHECK_LETTERS) !== checkOf(body)) return null;
  return { escrowId: body.slice(0, ID_LETTERS), bytes: bytesOf(body.slice(ID_LETTERS)) };
}

/** The secret that these shares hold. Shares that do not belong together give another one: whoever asks has to check it. */
export async function secretOf(shares: readonly Share[]): Promise<Uint8Array> {
  return await combine(shares.map(({ bytes }) => bytes));
}

function lettersOf(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '').join('');
}

function bytesOf(letters: string): Uint8Array {
  const bits = [...letters].map((each) => LETTERS.indexOf(each).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.slice(0, SHARE_BYTES * 8).match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
}

/** 35 bits: of a thousand million mistyped shares, none is taken for a good one. */
function checkOf(letters: string): string {
  return lettersOf(createHash('sha256').update(`gac-cong escrow ${letters}`).digest().subarray(0, 5)).slice(
    0,
    CHECK_LETTERS,
  );
}
