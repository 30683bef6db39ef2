import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalText, linkHash } from '../../../src-main/core/entry/canonical.ts';
import { prepareVerifyChain } from '../../../src-main/store/chain.ts';
import { KNOWN_VERSION } from '../../../src-main/store/migrations/migrate.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { makeOldLog } from './old-log.ts';
import { commitOne, openTestStore, storeOptions, withRawDatabase } from './open-test-store.ts';
import { draft } from './store-drafts.ts';

const SEALED_OF_1 = '(select sealed_personal from entry where seq = 1)';

describe('the chain of five entries', () => {
  test.each([
    ['a verdict was changed', "update entry set verdict = 'refuse' where seq = 3", 5, 1, 3],
    ['a time was changed by a millisecond', 'update entry set wall_utc_ms = wall_utc_ms + 1 where seq = 2', 5, 1, 2],
    ['the person was exchanged', `update entry set sealed_personal = ${SEALED_OF_1} where seq = 4`, 5, 1, 4],
    ['the person was taken out', 'update entry set sealed_personal = null, key_id = null where seq = 1', 5, 1, 1],
    ['a hash was changed', `update entry set hash = '${'f'.repeat(64)}' where seq = 2`, 5, 2, 2],
    ['an entry was removed', 'delete from outbox where entry_id = 3; delete from entry where seq = 3', 4, 1, 4],
    ['the first was removed', 'delete from outbox where entry_id = 1; delete from entry where seq = 1', 4, 1, 2],
    ['one was moved to a later seq', 'update entry set seq = 6 where seq = 5', 5, 1, 6],
  ])('breaks where %s', (_name, sql, entries, broken, firstBrokenSeq) => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    for (let index = 0; index < 5; index += 1) commitOne(store);
    expect(store.verifyChain()).toMatchObject({ entries: 5, broken: 0, firstBrokenSeq: null });
    withRawDatabase(dir, (raw) => raw.exec(`drop trigger entry_never_changes; drop trigger entry_never_goes; ${sql}`));
    expect(store.verifyChain()).toMatchObject({ entries, broken, firstBrokenSeq });
  });

  test('still opens after a change, so that the command line can name it', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    commitOne(store);
    store.close();
    withRawDatabase(dir, (raw) => raw.exec("drop trigger entry_never_changes; update entry set verdict = 'refuse'"));
    expect(openTestStore(dir).verifyChain()).toMatchObject({ entries: 1, broken: 1, firstBrokenSeq: 1 });
  });
});

test.each([1, 2, 3, 5, 6])('of two epochs is read whole in slices of %i', (sliceEntries) => {
  const dir = temporaryDir();
  const { entries } = makeOldLog(dir, KNOWN_VERSION, 2);
  const { digest } = storeOptions(dir);
  withRawDatabase(dir, (raw) => {
    const verify = prepareVerifyChain(raw, digest, null, sliceEntries);
    expect(verify()).toMatchObject({ entries: entries.length, broken: 0, firstBrokenSeq: null });
    raw.exec("drop trigger entry_never_changes; update entry set lane_id = 'x' where epoch_id = 2 and seq = 6");
    expect(verify()).toMatchObject({ entries: entries.length, broken: 1, firstBrokenSeq: 6 });
  });
});

test('a seq that was passed over is a break, even where the hashes agree', () => {
  const dir = temporaryDir();
  const { digest } = storeOptions(dir);
  const store = openTestStore(dir);
  commitOne(store);
  commitOne(store, { personal: null });
  const jumped = { ...store.identity(), seq: 3 };
  const [, second] = store.pending(2);
  const hash = linkHash(digest, second?.previousHash ?? '', canonicalText(jumped, draft(), null));
  withRawDatabase(dir, (raw) =>
    raw.exec(`drop trigger entry_never_changes; update entry set seq = 3, hash = '${hash}' where seq = 2`),
  );
  expect(store.verifyChain()).toMatchObject({ entries: 2, broken: 1, firstBrokenSeq: 3 });
});

test('a link can be computed anew by anybody who has the row, from the written rule alone', () => {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  const { device, epoch } = store.identity();
  commitOne(store);
  const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
  const row = withRawDatabase(dir, (raw) => raw.prepare('select hash, key_id, sealed_personal from entry').get()) as {
    hash: string;
    key_id: string;
    sealed_personal: Buffer;
  };
  const text =
    `["gac-cong-entry-1","${device}","${epoch}",1,${draft().at.wallUtcMs},1234.5678,` +
    '"0b0e7a52-0000-4000-8000-000000000000",-12.5,40,"lane-1","in",false,"serial","cccd",' +
    `"${'a'.repeat(64)}",null,"unsigned","admit",["birth-date-impossible","card-out-of-date"],"1-00000000",` +
    `["${row.key_id}","${sha256(row.sealed_personal)}"]]`;
  expect(row.hash).toBe(sha256(`${'0'.repeat(64)}\n${text}`));
});
