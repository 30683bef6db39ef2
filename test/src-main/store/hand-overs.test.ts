import { describe, expect, test } from 'vitest';
import { dataKeysInUse } from '../../../src-main/store/data-keys-in-use.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { openTestStore, storeOptions, storePath, withRawDatabase } from './open-test-store.ts';

const NUMBERS = { admittedIn: 12, inside: 3 };
const MORNING_UTC_MS = Date.UTC(2026, 10, 2, 1);

function order(note: string, givenAtUtcMs = MORNING_UTC_MS) {
  return { sinceUtcMs: givenAtUtcMs - 1_000, givenAtUtcMs, numbers: NUMBERS, note, givenBy: 'Ca đêm' };
}

describe('a hand-over', () => {
  test('comes back as it was written, the newest first, also after a restart', () => {
    const dataDir = temporaryDir();
    openTestStore(dataDir).giveOver(order('Chìa khoá kho ở ngăn kéo.\nCổng sau hỏng đèn.'));
    const store = openTestStore(dataDir);
    store.giveOver(order('', MORNING_UTC_MS + 1));
    expect(store.handOvers(10)).toMatchObject([
      { id: 2, note: '' },
      {
        id: 1,
        note: 'Chìa khoá kho ở ngăn kéo.\nCổng sau hỏng đèn.',
        givenBy: 'Ca đêm',
        numbers: NUMBERS,
        takenAtUtcMs: null,
        takenBy: null,
      },
    ]);
    expect(store.handOvers(1)).toHaveLength(1);
  });

  test('is taken once', () => {
    const store = openTestStore(temporaryDir());
    store.giveOver(order('x'));
    expect(store.takeOver(1, 'Ca ngày', 5)).toBe(true);
    expect(store.takeOver(1, 'Người khác', 6)).toBe(false);
    expect(store.takeOver(2, 'Ca ngày', 5)).toBe(false);
    expect(store.handOvers(1)).toMatchObject([{ takenAtUtcMs: 5, takenBy: 'Ca ngày' }]);
  });

  test('has no word in clear on the disk, and opens in its own row only', () => {
    const dataDir = temporaryDir();
    const store = openTestStore(dataDir);
    store.giveOver(order('bí mật một'));
    store.giveOver(order('bí mật hai'));
    store.takeOver(1, 'Ca ngày', 5);
    withRawDatabase(dataDir, (database) => {
      expect(JSON.stringify(database.prepare('select * from hand_over').all())).not.toMatch(/bí mật|Ca ngày|Ca đêm/);
      database.exec('update hand_over set sealed_note = (select sealed_note from hand_over where id = 2) where id = 1');
    });
    expect(store.handOvers(10).map(({ note }) => note)).toEqual(['bí mật hai', null]);
  });

  test('goes with what is due, and its number is not given out again', () => {
    const store = openTestStore(temporaryDir());
    store.giveOver(order('x'));
    expect(store.forgetHandOvers(MORNING_UTC_MS)).toBe(0);
    expect(store.forgetHandOvers(MORNING_UTC_MS + 1)).toBe(1);
    store.giveOver(order('y'));
    expect(store.handOvers(10).map(({ id, note }) => [id, note])).toEqual([[2, 'y']]);
  });

  test('is emptied of a note in which the number of a person stands who asks for it', () => {
    const store = openTestStore(temporaryDir());
    store.giveOver(order('Khách số 001 099 000000 để quên ví'));
    store.giveOver(order('Cổng sau hỏng đèn'));
    expect(store.forgetNotesWith('001099000000')).toBe(1);
    expect(store.handOvers(10).map(({ note, givenBy }) => [note, givenBy])).toEqual([
      ['Cổng sau hỏng đèn', 'Ca đêm'],
      ['', 'Ca đêm'],
    ]);
  });

  test('keeps its data key from being thrown away', () => {
    const dataDir = temporaryDir();
    openTestStore(dataDir).giveOver(order('x'));
    expect(dataKeysInUse(storePath(dataDir))).toEqual(new Set([storeOptions(dataDir).sealer.keyId]));
  });
});
