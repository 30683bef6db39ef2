import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RosterPerson } from '../../../src-main/core/roster/person.ts';
import { createRosterTags } from '../../../src-main/gate/roster/roster-tags.ts';
import { dataKeysInUse } from '../../../src-main/store/data-keys-in-use.ts';
import { migrate } from '../../../src-main/store/migrations/migrate.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storePath, testVault, withRawDatabase } from './open-test-store.ts';

const NOW_UTC_MS = Date.UTC(2026, 10, 2, 5);
const DAY_MS = 86_400_000;
const NUMBER = '001099000000';

function person(changes: Partial<RosterPerson> = {}): RosterPerson {
  return {
    group: 'staff',
    name: 'Nguyễn Văn Thử',
    number: NUMBER,
    insuranceNumber: null,
    badges: ['NV-000417'],
    department: 'Tổ may',
    host: null,
    note: null,
    laneIds: null,
    validFromUtcMs: null,
    validUntilUtcMs: null,
    isBadgeOut: false,
    ...changes,
  };
}

function open() {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  const tags = createRosterTags(testVault(dir).tagger);
  const add = (changes: Partial<RosterPerson> = {}) => store.addPerson(tags.tagged(person(changes)), NOW_UTC_MS);
  return { dir, store, tags, add };
}

function list(
  store: Store,
  tags: ReturnType<typeof createRosterTags>,
  people: readonly RosterPerson[],
  how: 'replace' | 'add',
) {
  const id = store.beginList('staff', NOW_UTC_MS);
  store.addToList(id, people.map(tags.tagged), NOW_UTC_MS);
  return { id, publish: () => store.publishList(id, how) };
}

describe('somebody who is expected', () => {
  test('is found by number and by badge, as one person, and after a restart too', () => {
    const { dir, store, tags, add } = open();
    add();
    store.close();
    const reopened = openTestStore(dir);
    const byNumber = reopened.findExpected(tags.ofNumber(NUMBER), NOW_UTC_MS);
    expect(byNumber).toMatchObject({ name: 'Nguyễn Văn Thử', number: NUMBER, subjectTag: tags.ofNumber(NUMBER) });
    expect(reopened.findExpected(tags.ofBadge('NV-000417'), NOW_UTC_MS)).toEqual(byNumber);
    expect(reopened.findExpected(tags.ofBadge('NV-000418'), NOW_UTC_MS)).toBeNull();
  });

  test('today goes before who had that badge yesterday', () => {
    const { store, tags, add } = open();
    const visitor = { group: 'visitor', number: null, badges: ['KHACH-12'] } as const;
    add({ ...visitor, name: 'Hôm Nay', validFromUtcMs: NOW_UTC_MS - 1, validUntilUtcMs: NOW_UTC_MS + 1 });
    add({ ...visitor, name: 'Hôm Qua', validFromUtcMs: NOW_UTC_MS - DAY_MS, validUntilUtcMs: NOW_UTC_MS });
    expect(store.findExpected(tags.ofBadge('KHACH-12'), NOW_UTC_MS)).toMatchObject({ name: 'Hôm Nay' });
    expect(store.findExpected(tags.ofBadge('KHACH-12'), NOW_UTC_MS - 2)).toMatchObject({ name: 'Hôm Qua' });
  });

  test('is looked for in one index', () => {
    const { dir } = open();
    const plan = withRawDatabase(dir, (database) =>
      database.prepare("explain query plan select person_id from roster_tag where tag = 'a'").all(),
    );
    expect(JSON.stringify(plan)).toContain('SEARCH roster_tag USING PRIMARY KEY (tag=?)');
  });

  test('stands in no file in clear: not the name, not the number, not the badge', () => {
    const { dir, add } = open();
    add({ department: 'Xuong-Bi-Mat' });
    const everything = withRawDatabase(dir, (database) => database.serialize()).toString('latin1');
    for (const secret of [NUMBER, 'NV-000417', 'Xuong-Bi-Mat', Buffer.from('Nguyễn').toString('latin1')]) {
      expect(everything).not.toContain(secret);
    }
  });

  test('can be changed: the old badge is nobody’s then', () => {
    const { store, tags, add } = open();
    const id = add();
    expect(store.changePerson(id, tags.tagged(person({ badges: ['MOI-1'], group: 'contractor' })))).toBe(true);
    expect(store.findExpected(tags.ofBadge('NV-000417'), NOW_UTC_MS)).toBeNull();
    expect(store.findExpected(tags.ofBadge('MOI-1'), NOW_UTC_MS)).toMatchObject({ group: 'contractor' });
    expect(store.changePerson(id + 1, tags.tagged(person()))).toBe(false);
  });

  test('is gone once removed, and the number of the row is not given to another', () => {
    const { store, tags, add } = open();
    const id = add();
    expect([store.removePerson(id), store.removePerson(id)]).toEqual([true, false]);
    expect(store.findExpected(tags.ofNumber(NUMBER), NOW_UTC_MS)).toBeNull();
    expect(add()).toBe(id + 1);
  });

  test('goes by a request of theirs, whatever group they are in', () => {
    const { dir, store, tags, add } = open();
    add();
    add({ group: 'visitor', badges: [] });
    add({ number: '001099000001', badges: ['KHAC'] });
    expect(store.eraseFromRoster([tags.ofNumber(NUMBER)])).toBe(2);
    expect(store.eraseFromRoster([tags.ofNumber(NUMBER)])).toBe(0);
    expect(withRawDatabase(dir, (database) => database.prepare('select count(*) as n from roster_tag').get())).toEqual({
      n: 2,
    });
  });

  test('of visitors goes a while after their day, of staff later', () => {
    const { store, add } = open();
    const day = { validFromUtcMs: NOW_UTC_MS - DAY_MS, validUntilUtcMs: NOW_UTC_MS } as const;
    add({ ...day, group: 'visitor', badges: ['A-1'] });
    add({ ...day, group: 'guest', number: null, badges: ['A-2'] });
    add({ ...day, badges: ['A-3'] });
    add({ badges: ['A-4'] });
    expect(store.forgetRoster(NOW_UTC_MS, NOW_UTC_MS, 10)).toBe(0);
    expect(store.forgetRoster(NOW_UTC_MS + 1, NOW_UTC_MS - 30 * DAY_MS, 10)).toBe(2);
    expect(store.forgetRoster(NOW_UTC_MS + 40 * DAY_MS, NOW_UTC_MS + 1, 10)).toBe(1);
    expect(store.countRoster(NOW_UTC_MS)).toEqual([{ group: 'staff', total: 1, now: 1 }]);
  });
});

describe('a list', () => {
  test('comes into force whole: until then the old one holds', () => {
    const { store, tags, add } = open();
    add();
    const next = list(store, tags, [person({ number: '001099000002', badges: ['MOI'] })], 'replace');
    expect(store.findExpected(tags.ofBadge('MOI'), NOW_UTC_MS)).toBeNull();
    expect(store.findExpected(tags.ofNumber(NUMBER), NOW_UTC_MS)).not.toBeNull();
    next.publish();
    expect(store.findExpected(tags.ofBadge('MOI'), NOW_UTC_MS)).not.toBeNull();
    expect(store.findExpected(tags.ofNumber(NUMBER), NOW_UTC_MS)).toBeNull();
    while (store.dropGone(1) > 0);
    expect(store.countRoster(NOW_UTC_MS)).toEqual([{ group: 'staff', total: 1, now: 1 }]);
  });

  test('leaves the other groups alone', () => {
    const { store, tags, add } = open();
    add({ group: 'contractor' });
    list(store, tags, [person({ badges: ['MOI'] })], 'replace').publish();
    expect(
      store
        .countRoster(NOW_UTC_MS)
        .map(({ group }) => group)
        .sort(),
    ).toEqual(['contractor', 'staff']);
  });

  test('that is added to takes the place of the same people alone', () => {
    const { store, tags, add } = open();
    add({ name: 'Cũ' });
    add({ name: 'Người Khác', number: '001099000003', badges: ['KHAC'] });
    const next = list(store, tags, [person({ name: 'Mới' })], 'add');
    next.publish();
    // Both rows are there for a moment: the newer one is who is shown.
    expect(store.findExpected(tags.ofNumber(NUMBER), NOW_UTC_MS)).toMatchObject({ name: 'Mới' });
    for (let after: number | null = 0; after !== null; ) after = store.dropSuperseded(next.id, after, 1);
    expect(
      store
        .rosterPeople('staff', 1e9, 10)
        .map((kept) => kept.person?.name)
        .sort(),
    ).toEqual(['Mới', 'Người Khác']);
  });

  test('that a power cut left half written is nobody’s, and is cleared away', () => {
    const { dir, store, tags } = open();
    list(store, tags, [person()], 'replace');
    store.close();
    const reopened = openTestStore(dir);
    expect(reopened.findExpected(tags.ofNumber(NUMBER), NOW_UTC_MS)).toBeNull();
    reopened.giveUpStaged();
    expect(reopened.dropGone(10)).toBe(1);
    expect(withRawDatabase(dir, (database) => database.prepare('select count(*) as n from roster_list').get())).toEqual(
      { n: 0 },
    );
  });
});

describe('with other keys', () => {
  test('a person whose tag key changed is tagged anew; one whose own key is lost goes', () => {
    const { dir, store, tags, add } = open();
    add();
    const other = createRosterTags({ tag: ({ scheme, value }) => `new|${scheme}|${value}` });
    expect(store.retagRoster(tags.mark(), tags.tagged, 10)).toEqual({ retagged: 0, lost: 0 });
    expect(store.retagRoster(other.mark(), other.tagged, 10)).toEqual({ retagged: 1, lost: 0 });
    expect(store.findExpected(other.ofNumber(NUMBER), NOW_UTC_MS)).toMatchObject({
      subjectTag: other.ofNumber(NUMBER),
    });
    expect(store.findExpected(tags.ofNumber(NUMBER), NOW_UTC_MS)).toBeNull();
    store.close();
    const keyless = openTestStore(dir, {
      sealer: { keyId: 'other', seal: () => new Uint8Array([1]), open: () => null },
    });
    expect(keyless.rosterPeople(null, 1e9, 10)).toMatchObject([{ person: null }]);
    expect(keyless.findExpected(other.ofNumber(NUMBER), NOW_UTC_MS)).toMatchObject({ group: 'staff', name: null });
    expect(keyless.retagRoster(tags.mark(), tags.tagged, 10)).toEqual({ retagged: 0, lost: 1 });
    expect(keyless.countRoster(NOW_UTC_MS)).toEqual([]);
  });

  test('a rotation knows that the list still needs its key', () => {
    const { dir, store, add } = open();
    add();
    store.close();
    expect([...(dataKeysInUse(storePath(dir)) ?? [])]).toHaveLength(1);
  });
});

test('who was let through is told up to a given entry, and not whoever was taken back', () => {
  const { store } = open();
  commitOne(store);
  commitOne(store, { verdict: 'check' });
  const upTo = store.newestEntryId();
  commitOne(store);
  expect(store.passagesBetween(0, Number.MAX_SAFE_INTEGER, upTo)).toHaveLength(1);
  expect(store.passagesBetween(0, Number.MAX_SAFE_INTEGER, store.newestEntryId())).toHaveLength(2);
});

test('migration to 82 makes strict tables for the list, and leaves what was there', () => {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  migrate(database, 81);
  database.exec(
    "insert into watch_list (subject_tag, action, key_id, sealed_masked_number, added_at_utc_ms) values ('t', 'check', 'k', x'00', 1)",
  );
  const before = database.prepare('select * from watch_list').all();
  migrate(database, 82);
  expect(database.prepare('select * from watch_list').all()).toEqual(before);
  expect(database.pragma('table_list')).toEqual(
    expect.arrayContaining(
      ['roster_list', 'roster_person', 'roster_tag'].map((name) => expect.objectContaining({ name, strict: 1 })),
    ),
  );
  expect(() => database.exec("insert into roster_list values (1, 'staff', 'half', 0, 0)")).toThrow('CHECK');
});
