/** Does a file stand whole, old or new, whatever comes between, and lies nothing beside it afterwards? */

import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { replaceFile, replaceFileUnhurried, replaceFileUnsynced } from '../../../src-main/files/replace-file.ts';
import { watchPower } from '../../support/file-power.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { watchDisk } from './watched-disk.ts';

const WAYS = [
  { way: 'waited for', replace: replaceFile },
  { way: 'unsynced', replace: replaceFileUnsynced },
  { way: 'unhurried', replace: replaceFileUnhurried },
] as const;
/** More than a disk takes at once. */
const [OLD, NEW] = ['cũ'.repeat(50_000), 'mới'.repeat(50_000)];

function pathWithOld(): { readonly dir: string; readonly path: string } {
  const dir = temporaryDir();
  const path = join(dir, 'keys.json');
  writeFileSync(path, OLD, { mode: 0o644, flush: true });
  return { dir, path };
}

describe.each(WAYS)('a file that is replaced, $way', ({ replace }) => {
  test('is the new one, for its owner alone, and nothing lies beside it', async () => {
    const { dir, path } = pathWithOld();
    await replace(path, NEW);
    expect(readFileSync(path, 'utf8')).toBe(NEW);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['keys.json']);
  });

  test('is the old one where the disk refuses the name, and nothing lies beside it', async () => {
    const dir = temporaryDir();
    mkdirSync(join(dir, 'keys.json'));
    await expect((async () => replace(join(dir, 'keys.json'), NEW))()).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
    expect(readdirSync(dir)).toEqual(['keys.json']);
  });

  test('takes away what an earlier write left behind, and leaves what another writes now, and what is not its own', async () => {
    const { dir, path } = pathWithOld();
    const others = ['keys.json.0123456789ab.new.txt', 'keys.json.old.new', 'other-keys.json.new'];
    const left = ['keys.json.new', 'keys.json.0123456789ab.new'];
    for (const name of [...others, ...left]) {
      writeFileSync(join(dir, name), '');
      utimesSync(join(dir, name), new Date(0), new Date(0));
    }
    writeFileSync(join(dir, 'keys.json.ba9876543210.new'), '');
    await replace(path, NEW);
    expect(readdirSync(dir).sort()).toEqual([...others, 'keys.json', 'keys.json.ba9876543210.new'].sort());
  });
});

test('at any operation before the power goes, the file that is there is whole', () => {
  const power = watchPower();
  const seen = new Set<string>();
  let cuts = 0;
  for (let wasCut = true; wasCut; cuts += 1) {
    const { path } = pathWithOld();
    power.cutAt(cuts + 1);
    try {
      replaceFile(path, NEW);
    } catch {
      // The power went.
    }
    wasCut = power.isOff();
    power.restore();
    const text = readFileSync(path, 'utf8');
    expect(text === OLD || text === NEW, `after ${cuts} operations`).toBe(true);
    seen.add(text === OLD ? 'old' : 'new');
    if (!wasCut) expect(text).toBe(NEW);
  }
  expect(seen).toEqual(new Set(['old', 'new']));
});

describe('what the disk was told, in this order', () => {
  const { told, answer } = watchDisk();

  test('the content before the name, the name before it is said to be done', () => {
    const { path } = pathWithOld();
    told.length = 0;
    replaceFile(path, NEW);
    expect(told).toEqual(['write', 'fsync file', 'rename', 'fsync folder']);
  });

  test('a disk that takes a part gets the rest', () => {
    const { path } = pathWithOld();
    answer.largestWrite = 40_000;
    told.length = 0;
    replaceFile(path, NEW);
    expect(told.filter((each) => each === 'write').length).toBeGreaterThan(3);
    expect(readFileSync(path, 'utf8')).toBe(NEW);
  });

  test.each(['EINVAL', 'EBADF', 'ENOTSUP'])('a share that syncs no folders (%s) has the file all the same', (code) => {
    const { path } = pathWithOld();
    answer.folderSync = code;
    replaceFile(path, NEW);
    expect(readFileSync(path, 'utf8')).toBe(NEW);
  });

  test('a folder that fails to be synced is said', () => {
    const { path } = pathWithOld();
    answer.folderSync = 'EIO';
    expect(() => replaceFile(path, NEW)).toThrow('EIO');
  });

  test('Windows is asked for no folder, and waited for while something else holds the file', () => {
    const { path } = pathWithOld();
    answer.platform = 'win32';
    answer.heldRenames = 3;
    told.length = 0;
    replaceFile(path, NEW);
    expect(told).toEqual(['write', 'fsync file', 'rename', 'rename', 'rename', 'rename']);
    expect(readFileSync(path, 'utf8')).toBe(NEW);
  });

  test('Windows is not waited for without end, and elsewhere a refusal is one', () => {
    const { dir, path } = pathWithOld();
    for (const [platform, times] of [
      ['win32', 5],
      ['linux', 1],
    ] as const) {
      answer.platform = platform;
      answer.heldRenames = 100;
      told.length = 0;
      expect(() => replaceFile(path, NEW)).toThrow('EPERM');
      expect(told.filter((each) => each === 'rename')).toHaveLength(times);
      expect(readFileSync(path, 'utf8')).toBe(OLD);
      expect(readdirSync(dir)).toEqual(['keys.json']);
    }
  });
});
