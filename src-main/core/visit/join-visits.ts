/** Which visits came on a day, and which entries belong to each? */

import type { EntryRef, VisitNote } from './visit-note.ts';

export type NotedEntry = { readonly entry: EntryRef; readonly notes: readonly VisitNote[] };

/** Of one person: the first card, the others, and who came along. Notes of all cards, in the order they were written. */
export type JoinedVisit<Entry extends NotedEntry> = {
  readonly first: Entry;
  readonly cards: readonly Entry[];
  readonly notes: readonly VisitNote[];
  readonly companions: readonly EntryRef[];
};

/** `entries` oldest first. A companion is no visit; what was joined to an entry that is gone stands alone. */
export function joinVisits<Entry extends NotedEntry>(entries: readonly Entry[]): JoinedVisit<Entry>[] {
  const byRef = new Map(entries.map((entry) => [refText(entry.entry), entry]));
  const cardsOf = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.notes.some(({ type }) => type === 'accompanies')) continue;
    const root = rootOf(entry, byRef);
    cardsOf.set(root, [...(cardsOf.get(root) ?? []), entry]);
  }
  return [...cardsOf.values()].flatMap((cards) => {
    const [first] = cards;
    if (first === undefined) return [];
    const notes = cards.flatMap((card) => card.notes);
    const companions = notes.flatMap((note) => (note.type === 'companion' ? [note.with] : []));
    return [{ first, cards, notes, companions }];
  });
}

/** The entry that an entry is joined to now; `null` where it stands alone. */
export function joinedWith(notes: readonly VisitNote[]): EntryRef | null {
  const last = notes.findLast((note) => note.type === 'joined' || note.type === 'apart');
  return last?.type === 'joined' ? last.with : null;
}

export function refText({ epoch, seq }: EntryRef): string {
  return `${epoch}|${seq}`;
}

/** A card is joined to an earlier one, so this ends. */
function rootOf(entry: NotedEntry, byRef: ReadonlyMap<string, NotedEntry>): string {
  const seen = new Set<string>();
  let now = entry;
  for (;;) {
    const here = refText(now.entry);
    const link = joinedWith(now.notes);
    const next = link === null ? undefined : byRef.get(refText(link));
    if (next === undefined || seen.has(here)) return here;
    seen.add(here);
    now = next;
  }
}
