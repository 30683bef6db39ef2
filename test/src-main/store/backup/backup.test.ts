import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keyOfCode, newBackupCode } from '../../../../src-main/store/backup/backup-key.ts';
import { restoreBackup } from '../../../../src-main/store/backup/restore-backup.ts';
import type { LogBackup } from '../../../../src-main/store/backup/write-backup.ts';
import { HEADS, openLogBackup, piecesIn } from '../../../../src-main/store/backup/write-backup.ts';
import { temporaryDir } from '../../../support/temporary-dir.ts';
import { makeOldLog } from '../old-log.ts';
import { commitOne, openTestStore, storeOptions, storePath, withRawDatabase } from '../open-test-store.ts';
import { FAKE_PERSON } from '../store-drafts.ts';

const KEY = Buffer.alloc(32, 7);
const NOW_UTC_MS = Date.UTC(2026, 10, 2, 5);

/** A stick with the folder of one log on it. */
function stick(): string {
  const folder = join(temporaryDir(), 'gac-cong-0123456789abcdef');
  mkdirSync(folder);
  return folder;
}

function backupOf(dataDir: string, folder: string): LogBackup {
  const backup = openLogBackup({ logPath: storePath(dataDir), folder, key: KEY, files: [join(dataDir, 'keys.json')] });
  onTestFinished(() => backup.close());
  return backup;
}

/** What a gate finds that starts on the restored log. */
function restored(from: string, vaultDir: string) {
  const path = join(temporaryDir(), 'gate.sqlite');
  const answer = restoreBackup(from, path, KEY);
  if (answer.type === 'refused') throw new Error(answer.reason);
  return { answer, store: openTestStore(vaultDir, { ...storeOptions(vaultDir), path }) };
}

describe('a backup', () => {
  test('brings back every entry, what waits, who is watched; and a new epoch begins', () => {
    const dir = temporaryDir();
    makeOldLog(dir, 40, 3);
    const store = openTestStore(dir);
    store.addWatched({ subjectTag: 't', maskedNumber: '***1', action: 'refuse', addedAtUtcMs: 1 });
    const folder = stick();
    expect(backupOf(dir, folder).round(NOW_UTC_MS)).toBe(true);

    const { answer, store: back } = restored(folder, dir);
    expect(answer).toMatchObject({ entries: 32, lostPieces: 0, writtenAtUtcMs: NOW_UTC_MS });
    expect(answer.files['keys.json']).toEqual(readFileSync(join(dir, 'keys.json')));
    expect(back.verifyChain()).toMatchObject({ entries: 32, broken: 0 });
    expect(back.counts()).toEqual(store.counts());
    expect(back.pending(100)).toEqual(store.pending(100));
    expect(back.listWatched()).toEqual(store.listWatched());
    expect(back.identity().epoch).not.toBe(store.identity().epoch);
    expect(commitOne(back)).toBe(1);
  });

  test('is added to: old pieces stay as they are, and nothing is written where nothing is new', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    commitOne(store);
    const folder = stick();
    const backup = backupOf(dir, folder);
    backup.round(NOW_UTC_MS);
    const before = readFileSync(join(folder, 'log_1_1.gcb'));
    expect(backup.round(NOW_UTC_MS + 1)).toBe(false);
    commitOne(store);
    commitOne(store);
    expect(backup.round(NOW_UTC_MS + 2)).toBe(true);
    expect(piecesIn(folder)).toEqual([
      { from: 1, to: 1 },
      { from: 2, to: 3 },
    ]);
    expect(readFileSync(join(folder, 'log_1_1.gcb'))).toEqual(before);
    expect(restored(folder, dir).store.verifyChain()).toMatchObject({ entries: 3, broken: 0 });
  });

  test('knows what was acknowledged or refused after its piece was written', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    for (let index = 0; index < 4; index += 1) commitOne(store);
    const folder = stick();
    const backup = backupOf(dir, folder);
    backup.round(NOW_UTC_MS);
    const { epoch } = store.identity();
    store.acknowledge(epoch, [{ from: 1, to: 2 }], NOW_UTC_MS);
    store.quarantine(epoch, [{ seq: 3, code: 'malformed' }]);
    backup.round(NOW_UTC_MS + 1);
    // Refused ones are sent once more, and refused once more: nothing is dropped.
    expect(
      restored(folder, dir)
        .store.pending(9)
        .map(({ id }) => id.seq),
    ).toEqual([3, 4]);
  });

  test('puts its small pieces together, and fills in one that was lost', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const folder = stick();
    const backup = backupOf(dir, folder);
    for (let index = 0; index < 33; index += 1) {
      commitOne(store);
      backup.round(NOW_UTC_MS + index);
    }
    expect(piecesIn(folder).length).toBeLessThan(10);
    const [first] = readdirSync(folder).filter((name) => name.startsWith('log_'));
    rmSync(join(folder, first ?? ''));
    commitOne(store);
    backup.round(NOW_UTC_MS + 99);
    expect(restored(folder, dir).store.verifyChain()).toMatchObject({ entries: 34, broken: 0 });
  });

  test('holds no name, number or key in clear, and opens with its own key alone', () => {
    const dir = temporaryDir();
    commitOne(openTestStore(dir));
    const folder = stick();
    backupOf(dir, folder).round(NOW_UTC_MS);
    const all = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    for (const secret of [FAKE_PERSON.number ?? '', 'pkcs8', 'gate.sqlite', 'lane-1', 'create table']) {
      expect(all.includes(secret)).toBe(false);
    }
    const path = join(temporaryDir(), 'gate.sqlite');
    expect(restoreBackup(folder, path, Buffer.alloc(32, 8))).toEqual({ type: 'refused', reason: 'wrong-key' });
    expect(restoreBackup(temporaryDir(), path, KEY)).toEqual({ type: 'refused', reason: 'no-backup' });
    expect(existsSync(path)).toBe(false);
  });
});

describe('a stick that was pulled while it was written', () => {
  test.each([
    ['a piece', 'log_3_3.gcb.new'],
    ['the head', 'head-1.gcb.new'],
  ])('leaves half of %s, which harms nothing and goes with the next round', (_what, name) => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    commitOne(store);
    const folder = stick();
    const backup = backupOf(dir, folder);
    backup.round(NOW_UTC_MS);
    writeFileSync(join(folder, name), 'GCB1half');
    expect(restored(folder, dir).answer).toMatchObject({ entries: 1, lostPieces: 0 });
    commitOne(store);
    backup.round(NOW_UTC_MS + 1);
    expect(existsSync(join(folder, name))).toBe(false);
  });

  test('and its newest head torn has an older head, and the newer pieces with it: what they hold waits', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    commitOne(store);
    const folder = stick();
    const backup = backupOf(dir, folder);
    backup.round(NOW_UTC_MS);
    store.acknowledge(store.identity().epoch, [{ from: 1, to: 1 }], NOW_UTC_MS);
    backup.round(NOW_UTC_MS + 1);
    commitOne(store);
    // By what it holds: a fast disk writes two heads in one and the same moment of its clock.
    const heads = HEADS.map((name) => ({ path: join(folder, name), before: readFileSync(join(folder, name)) }));
    backup.round(NOW_UTC_MS + 2);
    const newest = heads.find(({ path, before }) => !readFileSync(path).equals(before))?.path ?? '';
    writeFileSync(newest, readFileSync(newest).subarray(0, 100));
    const { answer, store: back } = restored(folder, dir);
    expect(answer).toMatchObject({ entries: 2, writtenAtUtcMs: NOW_UTC_MS + 1 });
    expect(back.pending(9).map(({ id }) => id.seq)).toEqual([2]);
  });

  test('and a piece torn says how many were lost, and brings the others', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const folder = stick();
    const backup = backupOf(dir, folder);
    for (let index = 0; index < 3; index += 1) {
      commitOne(store);
      backup.round(NOW_UTC_MS + index);
    }
    const path = join(folder, 'log_2_2.gcb');
    writeFileSync(path, readFileSync(path).subarray(0, 200));
    const { answer, store: back } = restored(folder, dir);
    expect(answer).toMatchObject({ entries: 2, lostPieces: 1 });
    expect(back.verifyChain()).toMatchObject({ entries: 2, broken: 1, firstBrokenSeq: 3 });
  });
});

test('what the log no longer has, the backup has no longer either', () => {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  for (let index = 0; index < 3; index += 1) commitOne(store);
  const folder = stick();
  const backup = backupOf(dir, folder);
  backup.round(NOW_UTC_MS);
  commitOne(store);
  backup.round(NOW_UTC_MS + 1);
  withRawDatabase(dir, (raw) =>
    raw.exec('drop trigger entry_never_goes; delete from outbox where entry_id < 3; delete from entry where id < 3'),
  );
  backup.round(NOW_UTC_MS + 2);
  expect(piecesIn(folder)).toEqual([
    { from: 3, to: 3 },
    { from: 4, to: 4 },
  ]);
});

describe('the code of a backup', () => {
  test('is read as a hand writes it, and not where a letter is wrong', () => {
    const code = newBackupCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
    const key = keyOfCode(code);
    expect(key).toHaveLength(32);
    expect(keyOfCode(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `)).toEqual(
      key,
    );
    const wrong = (code.startsWith('A') ? 'B' : 'A') + code.slice(1);
    expect(keyOfCode(wrong)).toBeNull();
    expect(keyOfCode(code.slice(0, -1))).toBeNull();
    expect(keyOfCode('')).toBeNull();
  });
});
