/** How does a visit look to the desk: masked in a list, in clear for who works with it? */

import type { VisitDetail, VisitItem } from '../contract/visit-api.ts';
import type { PersonalFields } from '../core/entry/entry.ts';
import type { CopyValues } from '../core/visit/clipboard-line.ts';
import { dateText } from '../core/visit/clipboard-line.ts';
import type { JoinedVisit } from '../core/visit/join-visits.ts';
import { refText } from '../core/visit/join-visits.ts';
import { isInsurance } from '../core/visit/plan-join.ts';
import type { EntryRef } from '../core/visit/visit-note.ts';
import { lastNote, needsSeparateFlow } from '../core/visit/visit-note.ts';
import type { Store } from '../store/open-store.ts';
import type { VisitEntry } from '../store/visit-notes.ts';

type Visit = JoinedVisit<VisitEntry>;
type People = Pick<Store, 'personOf' | 'visitEntry'>;

const NOBODY = { maskedName: null, maskedNumber: null };
const SEXES = { male: 'Nam', female: 'Nữ' } as const;

export function isOf({ cards }: Visit, entry: EntryRef): boolean {
  return cards.some((card) => refText(card.entry) === refText(entry));
}

/** Nothing of the person: that is read for the few that are shown. */
export function itemOf(visit: Visit): VisitItem {
  const { first, cards, notes, companions } = visit;
  return {
    ...NOBODY,
    visit: first.entry,
    laneId: first.laneId,
    atUtcMs: first.atUtcMs,
    hasIdentity: cards.some(({ codeKind }) => isInsurance(codeKind) === false),
    hasInsurance: cards.some(({ codeKind }) => isInsurance(codeKind) === true),
    department: lastNote(notes, 'department')?.department ?? null,
    companions: companions.length,
    declared: declaredOf(visit),
  };
}

export function maskedOf(cards: readonly VisitEntry[], people: Pick<Store, 'personOf'>) {
  const person = cards.map(({ entry }) => people.personOf(entry)).find((each) => each !== null);
  return { maskedName: person?.maskedName ?? null, maskedNumber: person?.maskedNumber ?? null };
}

export function detailOf(visit: Visit, people: People): VisitDetail {
  const declaration = lastNote(visit.notes, 'declaration');
  return {
    visit: visit.first.entry,
    atUtcMs: visit.first.atUtcMs,
    values: { ...valuesOf(visit, people) },
    declaration:
      declaration === null
        ? null
        : {
            symptoms: [...declaration.symptoms],
            hadContact: declaration.hadContact,
            wasAway: declaration.wasAway,
            at: declaration.at,
          },
    declared: declaredOf(visit),
    companions: visit.companions.flatMap((entry) => {
      const companion = people.visitEntry(entry);
      return companion === null ? [] : [{ entry, atUtcMs: companion.atUtcMs, ...maskedOf([companion], people) }];
    }),
    copies: visit.notes.filter(({ type }) => type === 'copied').length,
  };
}

/** What the identity paper says comes first; the number of either card is its own. */
export function valuesOf({ cards, notes }: Visit, people: Pick<Store, 'personOf'>): CopyValues {
  const read = cards.flatMap(({ entry, codeKind }) => {
    const person = people.personOf(entry);
    return person === null ? [] : [{ person, isOfInsurance: isInsurance(codeKind) === true }];
  });
  const identity = read.filter(({ isOfInsurance }) => !isOfInsurance).map(({ person }) => person);
  const insurance = read.filter(({ isOfInsurance }) => isOfInsurance).map(({ person }) => person);
  const all = [...identity, ...insurance];
  const sex = firstOf(all, ({ sex }) => sex);
  const birthDate =
    firstOf(all, ({ birthDate }) => (birthDate?.precision === 'day' ? birthDate : null)) ??
    firstOf(all, ({ birthDate }) => birthDate);
  const validity = lastNote(notes, 'insurance');
  return {
    name: firstOf(all, ({ name }) => name),
    birthDate: dateText(birthDate),
    sex: sex === null ? null : SEXES[sex],
    idNumber: firstOf(identity, ({ number }) => number),
    insuranceNumber: firstOf(insurance, ({ number }) => number),
    insuranceFrom: dateText(validity?.from ?? null),
    insuranceTo: dateText(validity?.to ?? null),
    phone: firstOf(all, ({ phone }) => phone),
    department: lastNote(notes, 'department')?.department ?? null,
  };
}

function declaredOf({ notes }: Visit): VisitItem['declared'] {
  const declaration = lastNote(notes, 'declaration');
  if (declaration === null) return 'none';
  return needsSeparateFlow(declaration) ? 'separate' : 'clear';
}

function firstOf<T>(people: readonly PersonalFields[], pick: (person: PersonalFields) => T | null): T | null {
  for (const person of people) {
    const found = pick(person);
    if (found !== null) return found;
  }
  return null;
}
