import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { KNOWN_VERSION } from '../../../src-main/store/migrations/migrate.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storeOptions, storePath, withRawDatabase } from './open-test-store.ts';
import { draft } from './store-drafts.ts';

/** A closed log of some entries; gives its folder. */
function logOf(entries: number): string {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  for (let index = 0; index < entries; index += 1) commitOne(store);
  store.close();
  return dir;
}

function contents(dir: string): Record<string, Buffer> {
  return Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((name) => [name, readFileSync(join(dir, name))]),
  );
}

describe('a new log', () => {
  test('has an epoch, is empty and private, and writes ahead with full sync', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    expect(store.identity().epoch).toMatch(/^[0-9a-f]{32}$/);
    expect(store.verifyChain()).toMatchObject({ entries: 0, broken: 0, firstBrokenSeq: null });
    expect(store.sizeBytes()).toBeGreaterThan(4_096);
    expect(statSync(storePath(dir)).mode & 0o077).toBe(0);
    withRawDatabase(dir, (raw) => expect(raw.pragma('journal_mode', { simple: true })).toBe('wal'));
  });

  test('keeps its epoch and its entries when it is opened again', () => {
    const dir = temporaryDir();
    const first = openTestStore(dir);
    commitOne(first);
    const identity = first.identity();
    first.close();
    const second = openTestStore(dir);
    expect(second.identity()).toEqual(identity);
    expect(commitOne(second)).toBe(2);
    expect(second.verifyChain()).toMatchObject({ entries: 2, broken: 0, firstBrokenSeq: null });
  });

  test('can be written by two processes at once without giving out a seq twice', () => {
    const dir = temporaryDir();
    const gate = openTestStore(dir);
    const commandLine = openTestStore(dir);
    expect([commitOne(gate), commitOne(commandLine), commitOne(gate)]).toEqual([1, 2, 3]);
    expect(gate.verifyChain()).toMatchObject({ entries: 3, broken: 0, firstBrokenSeq: null });
  });
});

describe('an epoch ends, and what stands in it stays', () => {
  test('where a backup is put back', () => {
    const dir = logOf(2);
    cpSync(storePath(dir), `${storePath(dir)}.backup`);
    const before = openTestStore(dir);
    const lost = before.commit(draft());
    before.close();
    rmSync(storePath(dir));
    cpSync(`${storePath(dir)}.backup`, storePath(dir));

    const restored = openTestStore(dir);
    const next = restored.commit(draft());
    expect(next).not.toEqual(lost);
    expect(next).toMatchObject({ id: { epoch: restored.identity().epoch, seq: 1 } });
    expect(restored.verifyChain()).toMatchObject({ entries: 3, broken: 0, firstBrokenSeq: null });
    expect(restored.pending(10).map((entry) => entry.id.seq)).toEqual([1, 2]);
  });

  test('where the keys were lost and the gate is another device', () => {
    const dir = logOf(1);
    const { device } = storeOptions(dir);
    rmSync(join(dir, 'keys.json'));
    const store = openTestStore(dir);
    commitOne(store);
    expect(store.identity().device).not.toBe(device);
    expect(store.verifyChain()).toMatchObject({ entries: 2, broken: 0, firstBrokenSeq: null });
    expect(store.pending(10)).toMatchObject([{ id: { device, seq: 1 }, personal: null }]);
  });
});

describe('a log that may not be opened is left as it is to the byte', () => {
  test('one of a newer program, by the name of its version', () => {
    const dir = logOf(3);
    withRawDatabase(dir, (raw) => raw.pragma('user_version = 9990'));
    const options = storeOptions(dir);
    const before = contents(dir);
    expect(openStore(options)).toEqual({
      type: 'refused',
      reason: 'newer-version',
      foundVersion: 9990,
      knownVersion: KNOWN_VERSION,
    });
    expect(contents(dir)).toEqual(before);
  });

  test('one of a newer program that was cut off, its last entries still in the write-ahead log', () => {
    const running = temporaryDir();
    openTestStore(running);
    const raw = new Database(storePath(running));
    raw.pragma('user_version = 9990');
    const dir = temporaryDir();
    for (const name of ['gate.sqlite', 'gate.sqlite-wal', 'keys.json']) cpSync(join(running, name), join(dir, name));
    raw.close();

    const before = contents(dir);
    expect(openStore(storeOptions(dir))).toMatchObject({ type: 'refused', reason: 'newer-version' });
    expect(contents(dir)).toMatchObject(before);
  });

  test.each([
    ['text', Buffer.from('không phải cơ sở dữ liệu')],
    ['one byte', Buffer.of(0)],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('a file that is no database: %s', (_name, bytes) => {
    const dir = temporaryDir();
    writeFileSync(storePath(dir), bytes);
    expect(openStore(storeOptions(dir))).toEqual({
      type: 'refused',
      reason: 'not-a-database',
      knownVersion: KNOWN_VERSION,
    });
    expect(readFileSync(storePath(dir))).toEqual(bytes);
  });

  test('a database of another program', () => {
    const dir = temporaryDir();
    withRawDatabase(dir, (raw) => raw.exec('create table recipe (name text)'));
    const before = readFileSync(storePath(dir));
    expect(openStore(storeOptions(dir))).toMatchObject({ type: 'refused', reason: 'not-a-database' });
    expect(readFileSync(storePath(dir))).toEqual(before);
  });

  test('one with a damaged page', () => {
    const dir = logOf(50);
    const bytes = readFileSync(storePath(dir));
    bytes.fill(0xff, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4_096);
    writeFileSync(storePath(dir), bytes);
    expect(openStore(storeOptions(dir))).toMatchObject({ type: 'refused', reason: 'corrupt' });
    expect(readFileSync(storePath(dir))).toEqual(bytes);
  });

  test('one that was cut short', () => {
    const dir = logOf(50);
    truncateSync(storePath(dir), 3 * 4_096);
    expect(openStore(storeOptions(dir))).toMatchObject({ type: 'refused', reason: 'corrupt' });
    expect(statSync(storePath(dir)).size).toBe(3 * 4_096);
  });

  test('one that has lost a table', () => {
    const dir = logOf(1);
    withRawDatabase(dir, (raw) => raw.exec('drop table watch_list'));
    expect(openStore(storeOptions(dir))).toMatchObject({ type: 'refused', reason: 'corrupt' });
  });

  test('an empty file beside a write-ahead log that still holds entries', () => {
    const running = temporaryDir();
    commitOne(openTestStore(running));
    const dir = temporaryDir();
    cpSync(`${storePath(running)}-wal`, `${storePath(dir)}-wal`);
    writeFileSync(storePath(dir), '');
    const before = readFileSync(`${storePath(dir)}-wal`);
    expect(openStore(storeOptions(dir))).toMatchObject({ type: 'refused', reason: 'corrupt' });
    expect(readFileSync(`${storePath(dir)}-wal`)).toEqual(before);
  });

  test('one in a folder that is not there, or that is itself a folder', () => {
    const dir = temporaryDir();
    const options = storeOptions(dir);
    expect(openStore({ ...options, path: join(dir, 'no-such-folder', 'gate.sqlite') })).toMatchObject({
      type: 'refused',
      reason: 'cannot-open',
    });
    expect(openStore({ ...options, path: dir })).toMatchObject({ type: 'refused', reason: 'cannot-open' });
  });
});
