import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../../src-main/core/visit/plan-join.ts';
import { planJoin } from '../../../../src-main/core/visit/plan-join.ts';

const WITHIN_MS = 5 * 60_000;
const DAY = { precision: 'day', year: 1999, month: 1, day: 1 } as const;

let seq = 0;
function card(part: Partial<Card> = {}): Card {
  seq += 1;
  return {
    entry: { epoch: 'e', seq },
    kind: 'cccd',
    name: 'Nguyễn Văn Thử',
    number: '001099000000',
    birthDate: DAY,
    sex: 'male',
    isSure: true,
    atUtcMs: 0,
    ...part,
  };
}
const bhyt = (part: Partial<Card> = {}): Card =>
  card({ kind: 'bhyt-a', number: 'GD4790000000000', atUtcMs: 20_000, ...part });

describe('two cards', () => {
  test('of one name, birthday and sex are one person’s', () => {
    const id = card();
    expect(planJoin(bhyt(), [id], WITHIN_MS)).toEqual({ type: 'same', with: id.entry, by: 'name-and-birth' });
  });

  test('of one number are one person’s, whatever else they say', () => {
    const id = card({ name: 'Nguyễn Văn Thử', number: '001099000000' });
    const plan = planJoin(bhyt({ number: '001099000000', name: null, birthDate: null }), [id], WITHIN_MS);
    expect(plan).toEqual({ type: 'same', with: id.entry, by: 'number' });
  });

  test.each([
    ['a year without its day', { birthDate: { precision: 'year', year: 1999 } as const }],
    ['a name without its marks', { name: 'NGUYEN VAN THU' }],
    ['another sex', { sex: 'female' as const }],
    ['letters that were mangled', { isSure: false }],
    ['no birthday', { birthDate: null }],
  ])('that differ by %s are asked about', (_what, part) => {
    const id = card();
    expect(planJoin(bhyt(part), [id], WITHIN_MS)).toEqual({ type: 'ask', with: id.entry });
  });

  test.each([
    ['another name', { name: 'Trần Thị Mẫu' }],
    ['another year', { birthDate: { ...DAY, year: 1998 } }],
    ['another day', { birthDate: { ...DAY, day: 2 } }],
    ['no name', { name: null }],
    ['too long after', { atUtcMs: WITHIN_MS + 1 }],
    ['of the same sort', { kind: 'can-cuoc' as const }],
    ['nobody’s paper', { kind: 'opaque' as const }],
  ])('are two people’s: %s', (_what, part) => {
    expect(planJoin(bhyt(part), [card()], WITHIN_MS)).toEqual({ type: 'none' });
  });

  test('of namesakes born on one day are asked about, the later one first', () => {
    const [one, two] = [card({ number: '001099000000' }), card({ number: '002099000000', atUtcMs: 9_000 })];
    expect(planJoin(bhyt(), [one, two], WITHIN_MS)).toEqual({ type: 'ask', with: two.entry });
  });

  test('whose numbers are masked are not joined by them', () => {
    const masked = { number: '******000000', name: null };
    expect(planJoin(bhyt(masked), [card(masked)], WITHIN_MS)).toEqual({ type: 'none' });
  });
});

test('nothing is joined without a question unless number, or name and birthday, are the very same', () => {
  const name = fc.constantFrom('Lê Thị A', 'LE THI A', 'Lê Thị Á', 'Hoàng B', null);
  const birthDate = fc.constantFrom(DAY, { ...DAY, day: 2 }, { precision: 'year', year: 1999 } as const, null);
  const kind = fc.constantFrom('cccd', 'can-cuoc', 'bhyt-a', 'bhyt-b', 'vssid', 'manual', 'opaque', 'pass');
  const number = fc.constantFrom('001099000000', '0000000000', '******000000', null);
  const some = fc.record({
    name,
    birthDate,
    kind,
    number,
    sex: fc.constantFrom('male', 'female', null),
    isSure: fc.boolean(),
    atUtcMs: fc.integer({ min: 0, max: 2 * WITHIN_MS }),
  });
  fc.assert(
    fc.property(some, fc.array(some, { maxLength: 5 }), (next, before) => {
      const mine = card(next as Partial<Card>);
      const earlier = before.map((each) => card(each as Partial<Card>));
      const plan = planJoin(mine, earlier, WITHIN_MS);
      if (plan.type !== 'same') return;
      const other = earlier.find(({ entry }) => entry.seq === plan.with.seq);
      if (plan.by === 'number') expect(other?.number).toBe(mine.number);
      else
        expect([other?.name?.toUpperCase(), other?.birthDate, other?.isSure]).toEqual([
          mine.name?.toUpperCase(),
          mine.birthDate,
          true,
        ]);
    }),
  );
});
