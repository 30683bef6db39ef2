/** Is this the badge that lets somebody leave the kiosk, and not a person's code? */

/**
 * Letters and figures alone, so that no keyboard layout changes it. No code of a person begins so: those have `|` or `<` between
 * their fields, or are a signed form with a prefix of its own.
 */
export const LEAVE_BADGE_PREFIX = 'GACCONGLEAVE1';

/** Crockford's base32: no letter that a person takes for a figure. 26 of them hold 128 bits. */
const BADGE = /^GACCONGLEAVE1[0-9A-HJKMNP-TV-Z]{26}$/;
const ANY_BADGE = /^GACCONGLEAVE/i;

/** Damaged ones, half ones and those of a later form as well: none of them is a person's. */
export function isLeaveBadgeText(text: string): boolean {
  return ANY_BADGE.test(text.trimStart());
}

/** As it was made, whatever Caps Lock did; `null` where it is not whole. */
export function wholeLeaveBadge(text: string): string | null {
  const badge = text.trim().toUpperCase();
  return BADGE.test(badge) ? badge : null;
}
