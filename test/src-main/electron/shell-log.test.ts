import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openShellLog } from '../../../src-main/electron/shell-log.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('each event is one line of JSON, on disk and on standard error', () => {
  const path = join(temporaryDir(), 'shell', 'shell.log');
  const toStandardError = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  openShellLog(path)('core-ended', { code: 1, againInMs: 500 });
  const text = readFileSync(path, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ event: 'core-ended', code: 1, againInMs: 500 });
  expect(toStandardError).toHaveBeenCalledExactlyOnceWith(text);
});

test('a log that has grown large is kept once, and a new one begun', () => {
  const path = join(temporaryDir(), 'shell.log');
  writeFileSync(path, 'x'.repeat(1_000_001));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  openShellLog(path)('core-ready');
  expect(statSync(`${path}.old`).size).toBe(1_000_001);
  expect(statSync(path).size).toBeLessThan(1_000);
});

test('a disk that takes nothing more does not stop the shell', () => {
  const path = join(temporaryDir(), 'shell.log');
  const toStandardError = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const log = openShellLog(path);
  // A folder cannot be appended to: the write fails as it would on a full disk.
  mkdirSync(path);
  expect(() => log('core-ready')).not.toThrow();
  expect(toStandardError).toHaveBeenCalledOnce();
});

test('a file of before that cannot be put aside, and a folder that cannot be made, keep no shell from starting', () => {
  const dir = temporaryDir();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  writeFileSync(join(dir, 'shell.log'), 'x'.repeat(1_000_001));
  mkdirSync(join(dir, 'shell.log.old', 'taken'), { recursive: true });
  expect(() => openShellLog(join(dir, 'shell.log'))('core-ready')).not.toThrow();
  expect(() => openShellLog(join(dir, 'shell.log', 'x', 'shell.log'))('core-ready')).not.toThrow();
});
