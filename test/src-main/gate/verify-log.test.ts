import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LogReport } from '../../../src-main/gate/verify-log.ts';
import { verifyLog } from '../../../src-main/gate/verify-log.ts';
import { runProcess } from '../../support/run-process.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, withRawDatabase } from '../store/open-test-store.ts';

const OPEN_TO_CHANGE = 'drop trigger entry_never_changes; drop trigger entry_never_goes;';

/** A log of six entries with something done to it behind the gate's back; what the command says of it. */
async function commandSays(sql: string): Promise<LogReport> {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  for (let index = 0; index < 6; index += 1) commitOne(store);
  store.close();
  withRawDatabase(dir, (raw) => raw.exec(sql));
  const command = runProcess(process.execPath, ['src-main/host/cli.ts', 'verify-log', '--json'], {
    GATE_DATA_DIR: dir,
  });
  const [line] = await command.waitFor(/^\{.*\}$/m);
  return JSON.parse(line) as LogReport;
}

describe('verify-log', () => {
  test('finds nothing wrong with a log that nobody touched', async () => {
    expect(await commandSays('select 1')).toEqual({
      entries: 6,
      broken: 0,
      firstBrokenSeq: null,
      erased: 0,
      receipts: { purges: 0, purgedEntries: 0, erasures: 0, forged: 0, strange: 0, missing: 0 },
      checkpoints: 0,
      audit: { rows: 0, broken: 0, firstBrokenId: null },
      damage: [],
      isReadable: true,
    });
  });

  test.each([
    ['removed', `${OPEN_TO_CHANGE} delete from outbox where entry_id = 3; delete from entry where seq = 3`, 5, 4],
    ['changed', `${OPEN_TO_CHANGE} update entry set lane_id = 'lane-9' where seq = 2`, 6, 2],
    [
      'put into another order',
      `${OPEN_TO_CHANGE} update entry set seq = 99 where seq = 4; update entry set seq = 4 where seq = 5;
       update entry set seq = 5 where seq = 99`,
      6,
      // By seq, which is how an entry is known: the fifth now stands in the fourth's place.
      4,
    ],
  ])('names the first entry that does not fit where one was %s', async (_what, sql, entries, firstBrokenSeq) => {
    const report = await commandSays(sql);
    expect(report).toMatchObject({ entries, firstBrokenSeq, damage: [] });
    expect(report.broken).toBeGreaterThan(0);
  });
});

test('pages that went bad while the gate ran are damage, not a crash', () => {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  for (let index = 0; index < 80; index += 1) commitOne(store);
  withRawDatabase(dir, (raw) => raw.pragma('wal_checkpoint(truncate)'));
  store.close();
  const fresh = openTestStore(dir);
  const path = join(dir, 'gate.sqlite');
  const bytes = readFileSync(path);
  bytes.fill(0xff, 60 * 1024, bytes.length - 4_096);
  writeFileSync(path, bytes);
  const report = verifyLog(fresh);
  expect(report.broken).toBeGreaterThan(0);
  expect(report.damage).not.toEqual([]);
});
