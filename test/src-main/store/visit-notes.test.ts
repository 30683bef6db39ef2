import { describe, expect, test } from 'vitest';
import { lastNote } from '../../../src-main/core/visit/visit-note.ts';
import { openDatabase } from '../../../src-main/store/open-database.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { preparePurge } from '../../../src-main/store/purge.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { openTestStore, storePath, testVault, withRawDatabase } from './open-test-store.ts';
import { draft, FAKE_PERSON } from './store-drafts.ts';

const TRIP = {
  id: 'trip-1',
  route: 'Miền Đông – Đà Lạt',
  plate: '51B-123.45',
  departsAtUtcMs: 1,
  seats: 45,
  openedAtUtcMs: 0,
};
const BOARDED = { type: 'boarded', tripId: 'trip-1', seat: null } as const;
const DECLARED = { type: 'declaration', at: 'desk', symptoms: ['fever'], hadContact: false, wasAway: false } as const;
const TAG = 'a'.repeat(64);
const DAY_MS = 24 * 3_600_000;

function commit(store: Store, notes: Parameters<Store['commit']>[1] = [], part: Parameters<typeof draft>[0] = {}) {
  const done = store.commit(draft(part), notes);
  if (done.type === 'failed') throw new Error(`not committed: ${done.reason}`);
  return { epoch: done.id.epoch, seq: done.id.seq };
}

function rows(dir: string): number {
  return withRawDatabase(dir, (raw) => raw.prepare('select count(*) from visit_note').pluck().get() as number);
}

describe('what is noted of an entry', () => {
  test('is committed with it or not at all', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    store.addTrip(TRIP);
    const entry = commit(store, [BOARDED]);
    expect(store.tripEntries('trip-1').map((each) => each.entry)).toEqual([entry]);

    withRawDatabase(dir, (raw) =>
      raw.exec("create trigger refuse before insert on visit_note begin select raise(abort, 'no'); end"),
    );
    expect(() => store.commit(draft(), [BOARDED])).toThrow('no');
    withRawDatabase(dir, (raw) => {
      expect(raw.prepare('select count(*) from entry').pluck().get()).toBe(1);
      expect(raw.prepare('select count(*) from outbox').pluck().get()).toBe(1);
    });
    expect(store.verifyChain()).toMatchObject({ entries: 1, broken: 0 });
  });

  test('says nothing in clear, and changes no hash', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const entry = commit(store);
    store.addNotes(
      [
        { of: entry, note: { type: 'department', department: 'Khoa Truyền nhiễm' } },
        { of: entry, note: DECLARED },
      ],
      5,
    );
    withRawDatabase(dir, (raw) => {
      const all = raw.prepare('select * from visit_note').all() as { sealed: Buffer }[];
      expect(all).toHaveLength(2);
      for (const { sealed } of all) expect(sealed.toString('utf8')).not.toMatch(/Truyền|fever/);
    });
    expect(store.visitEntry(entry)?.notes.map(({ type }) => type)).toEqual(['department', 'declaration']);
    expect(store.verifyChain()).toMatchObject({ entries: 1, broken: 0 });
  });

  test('is never written over: a move to another bus leaves the first one in the log', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    store.addTrip(TRIP);
    store.addTrip({ ...TRIP, id: 'trip-2' });
    const entry = commit(store, [BOARDED]);
    store.addNotes([{ of: entry, note: { ...BOARDED, tripId: 'trip-2' } }], 6);
    const [found] = store.tripEntries('trip-1');
    expect(lastNote(found?.notes ?? [], 'boarded')?.tripId).toBe('trip-2');
    expect(rows(dir)).toBe(2);
    withRawDatabase(dir, (raw) => {
      expect(() => raw.exec('update visit_note set trip_id = null')).toThrow('append-only');
      expect(() => raw.exec('delete from visit_note')).toThrow('append-only');
    });
  });

  test('is all or none, and none for an entry that is not there', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const entry = commit(store);
    const notes = [
      { of: entry, note: DECLARED },
      { of: { ...entry, seq: 99 }, note: DECLARED },
    ];
    expect(store.addNotes(notes, 5)).toEqual({ type: 'gone' });
    expect(rows(dir)).toBe(0);
  });

  test('is not opened in the place of another note', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const [one, two] = [commit(store), commit(store)];
    store.addNotes(
      [
        { of: one, note: DECLARED },
        { of: two, note: { ...DECLARED, symptoms: [] } },
      ],
      5,
    );
    withRawDatabase(dir, (raw) => {
      raw.exec('drop trigger visit_note_never_changes');
      raw.exec('update visit_note set sealed = (select sealed from visit_note where id = 1) where id = 2');
    });
    expect(store.visitEntry(one)?.notes).toHaveLength(1);
    expect(store.visitEntry(two)?.notes).toEqual([]);
  });

  test('does not show who did not pass, or was refused, or went out', () => {
    const store = openTestStore(temporaryDir());
    const at = draft().at.wallUtcMs;
    const entry = commit(store);
    commit(store, [], { verdict: 'refuse' });
    commit(store, [], { direction: 'out' });
    const back = commit(store, [BOARDED]);
    store.takeBack({ ...store.identity(), seq: back.seq }, draft().at);
    expect(store.visitEntries(at, at + 1).map((each) => each.entry)).toEqual([entry]);
    expect(store.visitEntry(back)).toBeNull();
    expect(store.tripEntries('trip-1')).toEqual([]);
  });
});

describe('a person who is taken out', () => {
  test('takes all notes along, those of the joined card too, and nothing can be noted any more', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const id = commit(store, [], { subjectTag: TAG });
    const insurance = commit(store, [{ type: 'insurance', from: null, to: null }], {
      subjectTag: 'b'.repeat(64),
      codeKind: 'bhyt-a',
    });
    const other = commit(store, [], { subjectTag: 'c'.repeat(64) });
    store.addNotes([{ of: insurance, note: { type: 'joined', with: id, by: 'name-and-birth' } }], 5);
    store.addNotes(
      [
        { of: id, note: DECLARED },
        { of: other, note: DECLARED },
      ],
      5,
    );
    expect(store.entriesOf([TAG]).map(({ id: { seq }, notes }) => [seq, notes.map(({ type }) => type)])).toEqual([
      [1, ['declaration']],
      [2, ['insurance', 'joined']],
    ]);

    expect(store.erase([TAG], 10)).toMatchObject({ entries: 2 });
    expect(rows(dir)).toBe(1);
    expect(store.personOf(insurance)).toBeNull();
    expect(store.personOf(other)).toEqual(FAKE_PERSON);
    expect(store.addNotes([{ of: id, note: DECLARED }], 11)).toEqual({ type: 'gone' });
    expect(store.verifyChain()).toMatchObject({ broken: 0 });
  });

  test('leaves the card alone that somebody said is another’s', () => {
    const store = openTestStore(temporaryDir());
    const id = commit(store, [], { subjectTag: TAG });
    const other = commit(store, [], { subjectTag: 'b'.repeat(64) });
    store.addNotes([{ of: other, note: { type: 'joined', with: id, by: 'receptionist' } }], 5);
    store.addNotes([{ of: other, note: { type: 'apart', with: id } }], 6);
    expect(store.entriesOf([TAG])).toHaveLength(1);
    expect(store.entriesOf(['b'.repeat(64)])).toHaveLength(1);
  });
});

test('what is due takes its notes along, and a trip that left goes once nobody of it is in the log', () => {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  store.addTrip(TRIP);
  store.setLaneTrip('lane-1', 'trip-1');
  commit(store, [BOARDED]);
  const vault = testVault(dir);
  const answer = openDatabase(storePath(dir));
  if (answer.type === 'refused') throw new Error('the log did not open');
  const purgeAt = (nowUtcMs: number): void => {
    const purge = preparePurge(answer.database, { nowUtcMs, days: 1 }, vault.deviceId, vault.signer);
    while (purge.slice(100).entries > 0);
    purge.finish();
  };
  const { wallUtcMs } = draft().at;
  purgeAt(wallUtcMs);
  expect(rows(dir)).toBe(1);
  store.closeTrip('trip-1', wallUtcMs);
  purgeAt(wallUtcMs + 3 * DAY_MS);
  answer.database.close();
  expect(rows(dir)).toBe(0);
  expect(store.findTrip('trip-1')).toBeNull();
  expect(store.verifyChain()).toMatchObject({ broken: 0 });
});
