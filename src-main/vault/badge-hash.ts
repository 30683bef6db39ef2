/** Is this the badge that was made here, when nobody may know which that is? */

import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A badge holds 128 random bits: a plain hash gives nobody anything to guess. */
export const badgeHash = z.strictObject({ hash: z.base64().max(64) });
export type BadgeHash = z.infer<typeof badgeHash>;

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_LETTERS = 26;

/** The secret part of a badge, as letters and figures that no keyboard changes. */
export function newBadgeSecret(): string {
  return Array.from({ length: SECRET_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

export function hashBadge(badge: string): BadgeHash {
  return { hash: digest(badge).toString('base64') };
}

export function isBadge(badge: string, { hash }: BadgeHash): boolean {
  const wanted = Buffer.from(hash, 'base64');
  const found = digest(badge);
  return wanted.length === found.length && timingSafeEqual(found, wanted);
}

function digest(badge: string): Buffer {
  return createHash('sha256').update(badge, 'utf8').digest();
}
