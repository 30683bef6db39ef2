import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openSyncedPglite } from '../../src-collector/pglite-files.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

vi.mock('node:fs', async (original) => {
  const files = await original<typeof import('node:fs')>();
  return { ...files, fsyncSync: vi.fn(files.fsyncSync) };
});
const fsync = vi.mocked(fs.fsyncSync);

/** Made from nothing, with every file of it on the disk: most of a minute where the disk and the processors have others to serve. */
const WITHIN_MS = 300_000;

test(
  'a commit is synced to the disk before it returns, and all files are when they are new',
  async () => {
    const database = await openSyncedPglite(join(temporaryDir(), 'pglite'));
    // Hundreds of files make an empty database.
    expect(fsync.mock.calls.length).toBeGreaterThan(500);
    expect((await database.query('show fsync')).rows).toEqual([{ fsync: 'on' }]);
    await database.exec('create table kept (one int)');

    for (let commit = 0; commit < 3; commit += 1) {
      fsync.mockClear();
      await database.query('insert into kept values (1)');
      expect(fsync).toHaveBeenCalled();
    }
    fsync.mockClear();
    await database.query('select * from kept');
    expect(fsync).not.toHaveBeenCalled();
    await database.close();
  },
  WITHIN_MS,
);

test(
  'what was committed is there after SIGKILL',
  async () => {
    const dir = join(temporaryDir(), 'pglite');
    const script = `
    import { openSyncedPglite } from './src-collector/pglite-files.ts';
    const database = await openSyncedPglite(${JSON.stringify(dir)});
    await database.exec('create table kept (one int)');
    for (let row = 1; ; row += 1) {
      await database.query('insert into kept values ($1)', [row]);
      console.log('row ' + row + ';');
    }`;
    const writer = runProcess(process.execPath, ['--input-type=module-typescript', '--eval', script]);
    await writer.waitFor(/row 20;/, WITHIN_MS);
    await writer.kill();
    const rows = [...writer.output().matchAll(/row (\d+);/g)].map(([, row]) => Number(row));

    const database = await openSyncedPglite(dir);
    const kept = await database.query<{ one: number }>('select one from kept order by one');
    expect(kept.rows.map(({ one }) => one)).toEqual(expect.arrayContaining(rows));
    await database.close();
  },
  WITHIN_MS,
);
