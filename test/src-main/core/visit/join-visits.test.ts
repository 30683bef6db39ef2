import { expect, test } from 'vitest';
import type { NotedEntry } from '../../../../src-main/core/visit/join-visits.ts';
import { joinVisits } from '../../../../src-main/core/visit/join-visits.ts';
import type { VisitNote } from '../../../../src-main/core/visit/visit-note.ts';

const ref = (seq: number) => ({ epoch: 'e', seq });
const entry = (seq: number, ...notes: VisitNote[]): NotedEntry => ({ entry: ref(seq), notes });
const seqs = (entries: readonly NotedEntry[]) =>
  joinVisits(entries).map(({ cards }) => cards.map((card) => card.entry.seq));

test('cards that were joined are one visit, and what stands alone is another', () => {
  expect(seqs([entry(1), entry(2, { type: 'joined', with: ref(1), by: 'number' }), entry(3)])).toEqual([[1, 2], [3]]);
});

test('cards that somebody parted again are two visits', () => {
  const parted = entry(2, { type: 'joined', with: ref(1), by: 'receptionist' }, { type: 'apart', with: ref(1) });
  expect(seqs([entry(1), parted])).toEqual([[1], [2]]);
});

test('a companion is no visit, and is told of at the visit of the person', () => {
  const visits = joinVisits([
    entry(1, { type: 'companion', with: ref(2) }),
    entry(2, { type: 'accompanies', with: ref(1) }),
  ]);
  expect(visits.map(({ first, companions }) => [first.entry.seq, companions])).toEqual([[1, [ref(2)]]]);
});

test('a card stands alone whose first card is gone, and a ring of joins ends', () => {
  const joined = (seq: number, to: number) => entry(seq, { type: 'joined', with: ref(to), by: 'receptionist' });
  expect(seqs([joined(2, 1)])).toEqual([[2]]);
  expect(
    seqs([joined(1, 2), joined(2, 1)])
      .flat()
      .sort(),
  ).toEqual([1, 2]);
});
