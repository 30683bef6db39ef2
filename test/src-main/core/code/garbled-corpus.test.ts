import { afterAll, describe, expect, test } from 'vitest';
import type { PartialDate } from '../../../../src-main/core/code/code.ts';
import { recognise } from '../../../../src-main/core/code/recognise.ts';
import type { FakeCard } from './garbled-corpus.ts';
import { FAKE_CARDS, PROFILES, textOf } from './garbled-corpus.ts';

type Outcome = 'as it was' | 'repaired' | 'flagged' | 'unreadable';

/** What is claimed of a card and is not so; empty is right. */
function wrongs(card: FakeCard, text: string): { readonly outcome: Outcome; readonly wrong: readonly string[] } {
  const code = recognise(text, 'utf-8');
  if (code.type !== 'person')
    return { outcome: 'unreadable', wrong: code.type === 'opaque' || code.type === 'unreadable' ? [] : ['type'] };
  const { fields, warnings, kind, key } = code;
  const isFlagged = warnings.includes('text-garbled') || warnings.includes('name-unreadable');
  const wrong = [
    kind !== (card.isNew ? 'can-cuoc' : 'cccd') && 'kind',
    key?.value !== card.number && 'key',
    fields.number !== card.number && 'number',
    dayOf(fields.birthDate) !== card.birth && 'birth date',
    dayOf(fields.issuedOn) !== card.issued && 'day of issue',
    fields.sex !== null && fields.sex !== (card.sex === 'Nam' ? 'male' : 'female') && 'sex',
    fields.sex === null && !isFlagged && 'no sex',
    fields.address !== null && fields.address !== card.address.normalize('NFC').trim() && 'address',
    !isFlagged && fields.name !== card.name.normalize('NFC') && 'name',
    warnings.some((warning) => warning.endsWith('-number') || warning.endsWith('-impossible')) && 'plausibility',
  ].filter((field) => field !== false);
  const outcome = isFlagged ? 'flagged' : warnings.includes('text-repaired') ? 'repaired' : 'as it was';
  return { outcome, wrong };
}

function dayOf(date: PartialDate | null): string | null {
  if (date?.precision !== 'day') return null;
  return `${String(date.day).padStart(2, '0')}${String(date.month).padStart(2, '0')}${date.year}`;
}

describe('a garbled card is repaired where that is certain, else flagged, never wrong:', () => {
  const counts = new Map<string, Record<Outcome, number>>();

  test.each(PROFILES)('$name', ({ name, garble }) => {
    const count = { 'as it was': 0, repaired: 0, flagged: 0, unreadable: 0 };
    const wrong = FAKE_CARDS.flatMap((card) => {
      const text = garble(textOf(card));
      const result = wrongs(card, text);
      count[result.outcome] += 1;
      return result.wrong.map((field) => `${field}: ${text}`);
    });
    counts.set(name, count);
    expect(wrong).toEqual([]);
  });

  afterAll(() => {
    const lines = [...counts].map(
      ([name, { 'as it was': same, repaired, flagged, unreadable }]) =>
        `${name.padEnd(58)} as it was ${same}, repaired ${repaired}, flagged ${flagged}, unreadable ${unreadable}`,
    );
    process.stdout.write(`${[`${FAKE_CARDS.length * PROFILES.length} garbled scans`, ...lines].join('\n')}\n`);
  });
});
