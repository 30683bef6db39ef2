/** Are these two cards of one person? Sure, to be asked, or not. */

import type { CodeKind, PartialDate, Sex } from '../code/code.ts';
import type { EntryRef } from './visit-note.ts';

/** What is known of one entry, as far as it serves to know the person again. */
export type Card = {
  readonly entry: EntryRef;
  readonly kind: CodeKind;
  readonly name: string | null;
  readonly number: string | null;
  readonly birthDate: PartialDate | null;
  readonly sex: Sex | null;
  /** False where letters were mangled on the way: what it says is no proof. */
  readonly isSure: boolean;
  readonly atUtcMs: number;
};

export type JoinPlan =
  | { readonly type: 'none' }
  | { readonly type: 'same'; readonly with: EntryRef; readonly by: 'number' | 'name-and-birth' }
  /** Somebody has to say: they may be one person's, and that is not certain. */
  | { readonly type: 'ask'; readonly with: EntryRef };

const INSURANCE: readonly CodeKind[] = ['bhyt-a', 'bhyt-b', 'vssid'];
const IDENTITY: readonly CodeKind[] = ['cccd', 'can-cuoc', 'unified', 'mrz-td1', 'mrz-td2', 'mrz-td3', 'manual'];

/** Whether a card is of the insurance; `null` for what is neither that nor an identity paper. */
export function isInsurance(kind: CodeKind): boolean | null {
  if (INSURANCE.includes(kind)) return true;
  return IDENTITY.includes(kind) ? false : null;
}

/**
 * `earlier`: the cards of the same lane that are joined to none yet. Nothing is guessed: two people of one name and birthday, a name
 * without its marks, a year without its day, all are asked. Only what is certain is joined without a question.
 */
export function planJoin(card: Card, earlier: readonly Card[], withinMs: number): JoinPlan {
  const near = earlier.filter((other) => isCounterpart(card, other) && isNear(card, other, withinMs));
  const byNumber = near.filter((other) => hasSameNumber(card, other));
  const [first] = byNumber;
  if (first !== undefined && byNumber.length === 1) return { type: 'same', with: first.entry, by: 'number' };

  const likely = near.filter((other) => likeness(card, other) !== 'other');
  const newest = likely.toSorted((a, b) => a.atUtcMs - b.atUtcMs).at(-1);
  if (newest === undefined) return { type: 'none' };
  if (likely.length === 1 && likeness(card, newest) === 'same') {
    return { type: 'same', with: newest.entry, by: 'name-and-birth' };
  }
  return { type: 'ask', with: newest.entry };
}

/** An identity paper and an insurance card; two of a sort are two people's. */
function isCounterpart(card: Card, other: Card): boolean {
  const [one, two] = [isInsurance(card.kind), isInsurance(other.kind)];
  return one !== null && two !== null && one !== two;
}

function isNear(card: Card, other: Card, withinMs: number): boolean {
  return Math.abs(card.atUtcMs - other.atUtcMs) <= withinMs;
}

/** A masked number proves nothing. */
function hasSameNumber(card: Card, other: Card): boolean {
  return card.number !== null && !card.number.includes('*') && card.number === other.number;
}

function likeness(card: Card, other: Card): 'same' | 'perhaps' | 'other' {
  if (card.name === null || other.name === null) return 'other';
  const isSameName = plain(card.name) === plain(other.name);
  if (!isSameName && bare(card.name) !== bare(other.name)) return 'other';
  const birth = sameBirth(card.birthDate, other.birthDate);
  if (birth === 'other') return 'other';
  const isSure = card.isSure && other.isSure && isSameName && birth === 'same';
  const isSexAlike = card.sex === null || other.sex === null || card.sex === other.sex;
  return isSure && isSexAlike ? 'same' : 'perhaps';
}

function sameBirth(one: PartialDate | null, two: PartialDate | null): 'same' | 'perhaps' | 'other' {
  if (one === null || two === null) return 'perhaps';
  if (one.year !== two.year) return 'other';
  if (one.precision !== 'day' || two.precision !== 'day') return 'perhaps';
  return one.month === two.month && one.day === two.day ? 'same' : 'other';
}

function plain(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim().toUpperCase();
}

/** Without its marks, as some cards write it. */
function bare(name: string): string {
  return plain(name).normalize('NFD').replace(/\p{M}/gu, '').replaceAll('Đ', 'D');
}
