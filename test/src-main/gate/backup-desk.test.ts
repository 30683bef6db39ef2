import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BackupDesk } from '../../../src-main/gate/backup-desk.ts';
import { openBackupDesk } from '../../../src-main/gate/backup-desk.ts';
import { knownBackupKey } from '../../../src-main/store/backup/backup-key.ts';
import { restoreBackup } from '../../../src-main/store/backup/restore-backup.ts';
import { readSealed } from '../../../src-main/store/backup/sealed-file.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, withRawDatabase } from '../store/open-test-store.ts';

const WAIT = { timeout: 30_000, interval: 20 };

/** A gate's log and desk; the desk looks for something new all the time. */
function deskOf(dataDir: string, store: Store, epoch = store.identity().epoch): BackupDesk {
  const desk = openBackupDesk({
    dataDir,
    epoch,
    nowUtcMs: () => Date.now(),
    onChange: () => undefined,
    log: () => undefined,
    keyFileText: null,
    everyMs: 20,
  });
  onTestFinished(() => desk.close());
  return desk;
}

function backedUp(dataDir: string, root: string): number {
  const path = join(temporaryDir(), 'gate.sqlite');
  const answer = restoreBackup(root, path, knownBackupKey(dataDir) ?? Buffer.alloc(32));
  return answer.type === 'restored' ? answer.entries : 0;
}

/** The backup's files in which these bytes are, once they are opened with its key; one that does not open counts as one. */
function filesWith(dataDir: string, root: string, bytes: Buffer): string[] {
  const key = knownBackupKey(dataDir) ?? Buffer.alloc(32);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readSealed(path, key)?.includes(bytes) ?? true);
}

describe('a gate with a second disk', () => {
  test('has all of its log there a round later, under a key that stays at home', async () => {
    const [dataDir, root] = [temporaryDir(), temporaryDir()];
    const store = openTestStore(dataDir);
    commitOne(store);
    const desk = deskOf(dataDir, store);
    desk.apply({ folder: root });
    await expect.poll(() => desk.status(), WAIT).toMatchObject({ state: 'ok', trouble: null });
    commitOne(store);
    await expect.poll(() => backedUp(dataDir, root), WAIT).toBe(2);
    expect(statSync(join(dataDir, 'backup.key')).mode & 0o077).toBe(0);
    expect(readdirSync(root, { recursive: true }).filter((name) => String(name).includes('key'))).toEqual([]);
    desk.apply({ folder: '' });
    expect(desk.status()).toEqual({ state: 'none', trouble: null, lastAtUtcMs: null });
  });

  test('says when it is pulled, makes no folder in its place, and goes on when it is back', async () => {
    const [dataDir, place] = [temporaryDir(), temporaryDir()];
    const root = join(place, 'stick');
    mkdirSync(root);
    const store = openTestStore(dataDir);
    commitOne(store);
    const desk = deskOf(dataDir, store);
    desk.apply({ folder: root });
    await expect.poll(() => desk.status().state, WAIT).toBe('ok');

    // What the mount point of a pulled stick looks like: a folder, empty.
    renameSync(root, join(place, 'pulled'));
    mkdirSync(root);
    await expect.poll(() => desk.status(), WAIT).toMatchObject({ state: 'failing', trouble: 'folder-gone' });
    commitOne(store);
    expect(readdirSync(root)).toEqual([]);
    // Nor after a restart.
    await desk.close();
    const restarted = deskOf(dataDir, store);
    restarted.apply({ folder: root });
    await expect.poll(() => restarted.status(), WAIT).toMatchObject({ state: 'failing', trouble: 'folder-gone' });

    rmSync(root, { recursive: true });
    renameSync(join(place, 'pulled'), root);
    await expect.poll(() => restarted.status().state, WAIT).toBe('ok');
    await expect.poll(() => backedUp(dataDir, root), WAIT).toBe(2);
  });

  test('that is another one is begun anew when its folder is set again', async () => {
    const [dataDir, place] = [temporaryDir(), temporaryDir()];
    const root = join(place, 'stick');
    mkdirSync(root);
    const store = openTestStore(dataDir);
    commitOne(store);
    const desk = deskOf(dataDir, store);
    desk.apply({ folder: root });
    await expect.poll(() => desk.status().state, WAIT).toBe('ok');
    // At one stroke: a backup may be written at this moment.
    renameSync(root, join(place, 'pulled'));
    mkdirSync(root);
    await expect.poll(() => desk.status().trouble, WAIT).toBe('folder-gone');
    desk.apply({ folder: '' });
    desk.apply({ folder: root });
    await expect.poll(() => desk.status().state, WAIT).toBe('ok');
    expect(backedUp(dataDir, root)).toBe(1);
  });

  test('is written anew when the log had to let go of something: nothing of before is left, nor of an earlier log', async () => {
    const [dataDir, root] = [temporaryDir(), temporaryDir()];
    const store = openTestStore(dataDir);
    commitOne(store);
    const earlier = deskOf(dataDir, store, 'e'.repeat(32));
    earlier.apply({ folder: root });
    await expect.poll(() => earlier.status().state, WAIT).toBe('ok');
    await earlier.close();
    mkdirSync(join(root, 'gac-cong-of-another-gate'));
    const desk = deskOf(dataDir, store);
    desk.apply({ folder: root });
    await expect.poll(() => desk.status().state, WAIT).toBe('ok');
    const [own = ''] = readdirSync(root).filter((name) => name.includes(store.identity().epoch.slice(0, 16)));
    const before = readFileSync(join(root, own, 'log_1_1.gcb'));
    expect(readdirSync(root)).toHaveLength(3);

    desk.renew();
    await expect.poll(() => readdirSync(root).sort(), WAIT).toEqual([own, 'gac-cong-of-another-gate'].sort());
    await expect.poll(() => backedUp(dataDir, root), WAIT).toBe(1);
    expect(readFileSync(join(root, own, 'log_1_1.gcb'))).not.toEqual(before);
    await expect.poll(() => existsSync(join(dataDir, 'backup-renew.txt')), WAIT).toBe(false);
  });

  test('holds nobody any more who was taken out of the log, in none of its files, a round later', async () => {
    const [dataDir, root] = [temporaryDir(), temporaryDir()];
    const store = openTestStore(dataDir);
    commitOne(store, { subjectTag: '3'.repeat(64) });
    commitOne(store, { subjectTag: '4'.repeat(64) });
    const block = withRawDatabase(dataDir, (raw) =>
      raw.prepare<[], Buffer>('select sealed_personal from entry where seq = 1').pluck().get(),
    );
    if (block === undefined) throw new Error('nobody was sealed');
    const desk = deskOf(dataDir, store);
    desk.apply({ folder: root });
    await expect.poll(() => desk.status().state, WAIT).toBe('ok');
    expect(filesWith(dataDir, root, block)).not.toEqual([]);
    expect(filesWith(dataDir, root, Buffer.from('3'.repeat(64)))).not.toEqual([]);

    store.erase(['3'.repeat(64)], Date.now());
    desk.renew();
    await expect.poll(() => existsSync(join(dataDir, 'backup-renew.txt')), WAIT).toBe(false);
    expect(filesWith(dataDir, root, block)).toEqual([]);
    expect(filesWith(dataDir, root, Buffer.from('3'.repeat(64)))).toEqual([]);
    expect(filesWith(dataDir, root, Buffer.from('4'.repeat(64))), 'the others are there').not.toEqual([]);
    expect(backedUp(dataDir, root)).toBe(2);
  });

  test.each([
    ['a word', 'usb', 'not-a-folder'],
    ['nowhere', '/no-such-disk/usb', 'folder-gone'],
    ['the gate’s own folder', 'DATA', 'inside-data'],
    ['a folder in it', 'DATA/backup', 'inside-data'],
  ])('that is %s is refused in words', async (_what, folder, trouble) => {
    const dataDir = temporaryDir();
    const desk = deskOf(dataDir, openTestStore(dataDir));
    desk.apply({ folder: folder.replace('DATA', dataDir) });
    await expect.poll(() => desk.status(), WAIT).toMatchObject({ state: 'failing', trouble });
  });
});
