/** Is a file made whole, and never in the place of another? */

import fs, { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createFile } from '../../../src-main/files/create-file.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test('it is there, for its owner alone, and nothing lies beside it', () => {
  const dir = temporaryDir();
  createFile(join(dir, 'keys.json'), 'a');
  expect(readFileSync(join(dir, 'keys.json'), 'utf8')).toBe('a');
  expect(statSync(join(dir, 'keys.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(['keys.json']);
});

test('one that is there already stays', () => {
  const dir = temporaryDir();
  createFile(join(dir, 'keys.json'), 'a');
  createFile(join(dir, 'keys.json'), 'b');
  expect(readFileSync(join(dir, 'keys.json'), 'utf8')).toBe('a');
  expect(readdirSync(dir)).toEqual(['keys.json']);
});

test('on a disk that knows no links too', () => {
  const { linkSync } = fs;
  onTestFinished(() => {
    Object.assign(fs, { linkSync });
    syncBuiltinESMExports();
  });
  Object.assign(fs, {
    linkSync: () => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    },
  });
  syncBuiltinESMExports();
  const dir = temporaryDir();
  createFile(join(dir, 'keys.json'), 'a');
  createFile(join(dir, 'keys.json'), 'b');
  expect(readFileSync(join(dir, 'keys.json'), 'utf8')).toBe('a');
  expect(readdirSync(dir)).toEqual(['keys.json']);
});

test('a folder that takes nothing is said, and nothing is left in it', () => {
  const dir = temporaryDir();
  expect(() => createFile(join(dir, 'gone', 'keys.json'), 'a')).toThrow('ENOENT');
  mkdirSync(join(dir, 'gone'));
  expect(readdirSync(join(dir, 'gone'))).toEqual([]);
});
