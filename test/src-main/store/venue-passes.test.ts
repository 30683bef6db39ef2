import { expect, test } from 'vitest';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, withRawDatabase } from './open-test-store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function passOf(id: string, madeAtUtcMs = 1, expiresAtUtcMs = 8 * HOUR_MS) {
  return { id, purpose: 'visitor' as const, isOneTime: true, maskedName: 'Trần ***', madeAtUtcMs, expiresAtUtcMs };
}

test('passes are listed newest first, without those that have run out', () => {
  const store = openTestStore(temporaryDir());
  store.addPasses([passOf('old', 1, HOUR_MS), passOf('first', 2), passOf('second', 3)]);
  expect(store.listPasses(2 * HOUR_MS, 10)).toEqual([
    { ...passOf('second', 3), revokedAtUtcMs: null },
    { ...passOf('first', 2), revokedAtUtcMs: null },
  ]);
  expect(store.listPasses(2 * HOUR_MS, 1).map(({ id }) => id)).toEqual(['second']);
});

test('a pass is taken back for good, also over a restart, and once', () => {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  store.addPasses([passOf('mine')]);
  expect(store.isPassRevoked('mine')).toBe(false);
  expect([store.revokePass('mine', 5), store.revokePass('mine', 9)]).toEqual([true, true]);
  expect(store.revokePass('never made', 5)).toBe(false);
  store.close();
  const reopened = openTestStore(dir);
  expect(reopened.isPassRevoked('mine')).toBe(true);
  expect(reopened.isPassRevoked('never made')).toBe(false);
  expect(reopened.listPasses(5, 10)[0]?.revokedAtUtcMs).toBe(5);
  expect(reopened.revokedPasses(5)).toEqual(['mine']);
  expect(reopened.revokedPasses(9 * HOUR_MS)).toEqual([]);
});

test('passes are kept all or none', () => {
  const store = openTestStore(temporaryDir());
  expect(() => store.addPasses([passOf('one'), passOf('one')])).toThrow();
  expect(store.listPasses(0, 10)).toEqual([]);
});

test('a day after it has run out, nothing of a pass is left in the file', () => {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  store.addPasses([passOf('gone')]);
  store.addPasses([passOf('new', 3 * DAY_MS, 4 * DAY_MS)]);
  expect(withRawDatabase(dir, (raw) => raw.prepare('select id from venue_pass').pluck().all())).toEqual(['new']);
});

test('an admitted pass is known as used: on any lane, in its own direction', () => {
  const store = openTestStore(temporaryDir());
  const subjectTag = 'c'.repeat(64);
  expect(store.wasAdmitted(subjectTag, 'in')).toBe(false);
  commitOne(store, { subjectTag, codeKind: 'pass', verdict: 'refuse', laneId: 'lane-1' });
  expect(store.wasAdmitted(subjectTag, 'in')).toBe(false);
  commitOne(store, { subjectTag, codeKind: 'pass', verdict: 'admit', laneId: 'lane-2', direction: 'in' });
  expect(store.wasAdmitted(subjectTag, 'in')).toBe(true);
  expect(store.wasAdmitted(subjectTag, 'out')).toBe(false);
});
