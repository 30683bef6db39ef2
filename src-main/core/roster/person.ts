/** What does the venue write down of somebody whom it expects? */

import type { RosterGroup } from '../entry/roster.ts';

export type RosterPerson = {
  readonly group: RosterGroup;
  readonly name: string;
  /** Of an ID, insurance or other card, without spaces; `null` where it is not known. */
  readonly number: string | null;
  /** Of the health insurance, where it is another one than `number`: either card is this person's. */
  readonly insuranceNumber: string | null;
  /** What the company's own badges say, as a reader hands it over. */
  readonly badges: readonly string[];
  /** Or company. */
  readonly department: string | null;
  /** Whom a visitor comes to see. */
  readonly host: string | null;
  readonly note: string | null;
  /** `null` = every lane. */
  readonly laneIds: readonly string[] | null;
  /** `null` = no limit. The end is exclusive. */
  readonly validFromUtcMs: number | null;
  readonly validUntilUtcMs: number | null;
  readonly isBadgeOut: boolean;
};

export const MOST_BADGES = 6;
export const LONGEST_BADGE = 200;
/** Shorter ones come from a keyboard by accident. */
const SHORTEST_BADGE = 3;

/** Without what people write between the digits; `null` where it can be no number of a card. */
export function plainNumber(typed: string): string | null {
  const number = typed.replace(/[\s.\-–/]/gu, '').toUpperCase();
  return /^[0-9A-Z]{6,20}$/.test(number) ? number : null;
}

/** Of the ID card where it is known: how the person is masked, and let in without a card. */
export function shownNumber({
  number,
  insuranceNumber,
}: Pick<RosterPerson, 'number' | 'insuranceNumber'>): string | null {
  return number ?? insuranceNumber;
}

/** As the gate sees the badge when it is read; `null` where it can be none. */
export function plainBadge(typed: string): string | null {
  const badge = typed.trim().normalize('NFC');
  return badge.length >= SHORTEST_BADGE && badge.length <= LONGEST_BADGE && /^\P{Cc}+$/u.test(badge) ? badge : null;
}

/** For search: without marks and case, so that `nguyen` finds `Nguyễn`. */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/gu, 'd').toLowerCase().replace(/\s+/gu, ' ').trim();
}
