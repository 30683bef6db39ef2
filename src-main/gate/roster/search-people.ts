/** Whom of the list does somebody at the desk mean? */

import { setImmediate as others } from 'node:timers/promises';
import type { Gate } from '../../contract/gate.ts';
import type { PersonItem } from '../../contract/roster-api.ts';
import { MOST_FOUND } from '../../contract/roster-api.ts';
import { maskNumber } from '../../core/code/mask.ts';
import type { DayBook } from '../../core/load/day-book.ts';
import { plainBadge, plainNumber, plainText, shownNumber } from '../../core/roster/person.ts';
import type { Store } from '../../store/open-store.ts';
import type { KeptPerson } from '../../store/roster.ts';
import type { RosterTags } from './roster-tags.ts';

type Query = Parameters<Gate['findPeople']>[0];

export type SearchPlace = {
  readonly store: Pick<Store, 'rosterPeople' | 'peopleWithTag' | 'peopleWithBadgeOut'>;
  readonly tags: RosterTags;
  readonly book: DayBook;
  readonly nowUtcMs: number;
};

/** Names are sealed: a name is looked for by opening people one after the other, so many at one stroke. */
const PEOPLE_A_STEP = 100;
const FIRST_OF_ALL = Number.MAX_SAFE_INTEGER;

export async function searchPeople(
  { group, text, only, beforeId }: Query,
  { store, tags, book, nowUtcMs }: SearchPlace,
): Promise<{ people: PersonItem[]; nextBeforeId: number | null }> {
  const mayBe = (kept: KeptPerson): boolean => group === null || kept.group === group;
  if (text !== '') {
    const exact = store.peopleWithTag(tagOf(text)).filter(mayBe);
    if (exact.length > 0) return { people: exact.map(itemOf), nextBeforeId: null };
  }
  if (only === 'badge-out' && text === '') {
    return { people: store.peopleWithBadgeOut(MOST_FOUND).filter(mayBe).map(itemOf), nextBeforeId: null };
  }
  const words = plainText(text)
    .split(' ')
    .filter((word) => word !== '');
  const found: PersonItem[] = [];
  for (let before = beforeId ?? FIRST_OF_ALL; ; await others()) {
    const some = store.rosterPeople(group, before, PEOPLE_A_STEP);
    for (const kept of some) {
      if (found.length === MOST_FOUND) return { people: found, nextBeforeId: before };
      before = kept.id;
      if (isMeant(kept)) found.push(itemOf(kept));
    }
    if (some.length < PEOPLE_A_STEP) return { people: found, nextBeforeId: null };
  }

  function tagOf(typed: string): string {
    const number = plainNumber(typed);
    const byNumber = number === null ? [] : store.peopleWithTag(tags.ofNumber(number));
    return number !== null && byNumber.length > 0 ? tags.ofNumber(number) : tags.ofBadge(plainBadge(typed) ?? typed);
  }

  function isMeant(kept: KeptPerson): boolean {
    const { person } = kept;
    if (only === 'badge-out' && person?.isBadgeOut !== true) return false;
    if (only === 'not-arrived' && (hasArrived(kept) || !isExpected(person))) return false;
    const name = plainText(person?.name ?? '');
    return words.every((word) => name.includes(word));
  }

  function isExpected(person: KeptPerson['person']): boolean {
    return (
      person !== null &&
      (person.validFromUtcMs ?? 0) <= nowUtcMs &&
      (person.validUntilUtcMs ?? Number.POSITIVE_INFINITY) > nowUtcMs
    );
  }

  function hasArrived({ subjectTag, person }: KeptPerson): boolean {
    const insured = person?.insuranceNumber ?? null;
    const theirs = [subjectTag, insured === null ? null : tags.ofNumber(insured)];
    return theirs.some((tag) => tag !== null && book.hasArrived(tag));
  }

  function itemOf(kept: KeptPerson): PersonItem {
    const { person } = kept;
    return {
      id: kept.id,
      group: kept.group,
      name: person?.name ?? null,
      maskedNumber: maskNumber(person === null ? null : shownNumber(person)),
      department: person?.department ?? null,
      host: person?.host ?? null,
      badges: person?.badges.length ?? 0,
      isBadgeOut: person?.isBadgeOut ?? false,
      hasArrived: hasArrived(kept),
      validFromUtcMs: person?.validFromUtcMs ?? null,
      validUntilUtcMs: person?.validUntilUtcMs ?? null,
    };
  }
}
