import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { damagedLogOf, damagedLogs, noteRescued, openLog } from '../../../src-main/gate/open-log.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, storeOptions, storePath } from '../store/open-test-store.ts';

const DAMAGED = 'không phải cơ sở dữ liệu';

function openIn(dataDir: string) {
  const logged: string[] = [];
  const answer = openLog(dataDir, storeOptions(dataDir), '', (event) => logged.push(event));
  if (answer.type === 'opened') answer.store.close();
  return { type: answer.type, logged };
}

test('a whole log is opened, and nothing is moved', () => {
  const dataDir = temporaryDir();
  const store = openTestStore(dataDir);
  commitOne(store);
  store.close();
  expect(openIn(dataDir)).toEqual({ type: 'opened', logged: [] });
  expect(damagedLogOf(dataDir)).toBe('none');
});

test('a log of a newer program is refused as ever: it is not damaged', () => {
  const dataDir = temporaryDir();
  openTestStore(dataDir).close();
  const bytes = readFileSync(storePath(dataDir));
  bytes.writeInt32BE(9_990, 60);
  writeFileSync(storePath(dataDir), bytes);
  expect(openIn(dataDir).type).toBe('refused');
  expect(readdirSync(dataDir).some((name) => name.startsWith('damaged-'))).toBe(false);
});

test('a start that was cut while the damaged files were moved goes on with the same folder', () => {
  const dataDir = temporaryDir();
  writeFileSync(storePath(dataDir), DAMAGED);
  const folder = join(dataDir, 'damaged-1');
  mkdirSync(folder);
  writeFileSync(`${storePath(dataDir)}-wal`, 'journal');
  renameSync(`${storePath(dataDir)}-wal`, join(folder, 'gate.sqlite-wal'));
  expect(openIn(dataDir)).toEqual({ type: 'opened', logged: ['log-damaged'] });
  expect(readFileSync(join(folder, 'gate.sqlite'), 'utf8')).toBe(DAMAGED);
  expect(readFileSync(join(folder, 'gate.sqlite-wal'), 'utf8')).toBe('journal');
  expect(damagedLogs(dataDir)).toEqual([join(folder, 'gate.sqlite')]);
});

test('a second damage is kept beside the first, and each is spoken of until it is rescued', () => {
  const dataDir = temporaryDir();
  for (const text of ['one', 'two']) {
    writeFileSync(storePath(dataDir), `${text} ${DAMAGED}`);
    openIn(dataDir);
  }
  const logs = damagedLogs(dataDir);
  expect(logs.map((path) => readFileSync(path, 'utf8'))).toEqual([`one ${DAMAGED}`, `two ${DAMAGED}`]);
  for (const path of logs) {
    expect(damagedLogOf(dataDir)).toBe('begun-anew');
    noteRescued(dataDir, path);
  }
  expect(damagedLogOf(dataDir)).toBe('none');
});
