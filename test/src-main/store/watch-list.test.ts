import { expect, test } from 'vitest';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { openTestStore } from './open-test-store.ts';

const someone = { subjectTag: 'a'.repeat(64), maskedNumber: '******000000', action: 'check', addedAtUtcMs: 1 } as const;
const another = {
  subjectTag: 'b'.repeat(64),
  maskedNumber: '******222333',
  action: 'refuse',
  addedAtUtcMs: 2,
} as const;

test('a subject on the watch list is found by its tag, and after a restart too', () => {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  expect(store.find(someone.subjectTag)).toBeNull();
  store.addWatched(someone);
  store.close();
  const reopened = openTestStore(dir);
  expect(reopened.find(someone.subjectTag)).toEqual({ action: 'check' });
  expect(reopened.find(another.subjectTag)).toBeNull();
});

test('the watch list shows masked numbers, newest first, and no tags', () => {
  const store = openTestStore(temporaryDir());
  store.addWatched(someone);
  store.addWatched(another);
  expect(store.listWatched()).toEqual([
    { id: 2, maskedNumber: '******222333', action: 'refuse', addedAtUtcMs: 2, untilUtcMs: null },
    { id: 1, maskedNumber: '******000000', action: 'check', addedAtUtcMs: 1, untilUtcMs: null },
  ]);
});

test('adding a subject again changes what is to be done, and keeps one line', () => {
  const store = openTestStore(temporaryDir());
  store.addWatched(someone);
  store.addWatched({ ...someone, action: 'refuse', addedAtUtcMs: 5 });
  expect(store.listWatched()).toEqual([
    { id: 1, maskedNumber: '******000000', action: 'refuse', addedAtUtcMs: 5, untilUtcMs: null },
  ]);
  expect(store.find(someone.subjectTag)).toEqual({ action: 'refuse' });
});

test('a removed subject is found no more, and its number is not given to another', () => {
  const store = openTestStore(temporaryDir());
  store.addWatched(someone);
  store.removeWatched(1);
  store.removeWatched(1);
  expect(store.find(someone.subjectTag)).toBeNull();
  store.addWatched(another);
  expect(store.listWatched().map((each) => each.id)).toEqual([2]);
});

test('a subject whose key is lost is still found, and shown without a number', () => {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  store.addWatched(someone);
  store.close();
  const keyless = { keyId: 'other', seal: () => new Uint8Array(), open: () => null };
  const reopened = openTestStore(dir, { sealer: keyless });
  expect(reopened.find(someone.subjectTag)).toEqual({ action: 'check' });
  expect(reopened.listWatched()).toMatchObject([{ maskedNumber: '' }]);
});

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 29, 5);

test('a subject goes when its time has come, not before, and one without an end stays', () => {
  const store = openTestStore(temporaryDir());
  store.addWatched({ ...someone, addedAtUtcMs: NOW, keepDays: 30 });
  store.addWatched({ ...another, addedAtUtcMs: NOW });
  expect(store.listWatched().map(({ untilUtcMs }) => untilUtcMs)).toEqual([null, NOW + 30 * DAY_MS]);
  expect(store.forgetWatched(NOW + 30 * DAY_MS - 1)).toBe(0);
  expect(store.find(someone.subjectTag)).toEqual({ action: 'check' });
  expect(store.forgetWatched(NOW + 30 * DAY_MS)).toBe(1);
  expect(store.find(someone.subjectTag)).toBeNull();
  expect(store.forgetWatched(NOW + 5_000 * DAY_MS)).toBe(0);
  expect(store.find(another.subjectTag)).toEqual({ action: 'refuse' });
});

test('a subject that is added again has its new end, or none', () => {
  const store = openTestStore(temporaryDir());
  store.addWatched({ ...someone, addedAtUtcMs: NOW, keepDays: 1 });
  store.addWatched({ ...someone, addedAtUtcMs: NOW });
  expect(store.forgetWatched(NOW + 2 * DAY_MS)).toBe(0);
});

test.each([0, Date.UTC(2099, 0, 1)])(
  'a subject that was added at %i is counted from the first sure moment',
  (wrong) => {
    const store = openTestStore(temporaryDir());
    store.addWatched({ ...someone, addedAtUtcMs: wrong, keepDays: 30 });
    expect(store.forgetWatched(NOW)).toBe(0);
    expect(store.listWatched()).toMatchObject([{ addedAtUtcMs: NOW, untilUtcMs: NOW + 30 * DAY_MS }]);
    expect(store.forgetWatched(NOW + 30 * DAY_MS)).toBe(1);
  },
);
