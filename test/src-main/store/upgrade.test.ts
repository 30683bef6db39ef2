import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EntryId } from '../../../src-main/core/entry/entry.ts';
import { KNOWN_VERSION, VERSIONS, versionOf } from '../../../src-main/store/migrations/migrate.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { makeOldLog } from './old-log.ts';
import { commitOne, openTestStore, withRawDatabase } from './open-test-store.ts';

/** What a collector gets that takes a few at a time. */
function uploadAll(store: Store): EntryId[] {
  const uploaded: EntryId[] = [];
  for (;;) {
    const batch = store.pending(8);
    const [first] = batch;
    if (first === undefined) return uploaded;
    uploaded.push(...batch.map(({ id }) => id));
    store.acknowledge(
      first.id.epoch,
      batch.map(({ id: { seq } }) => ({ from: seq, to: seq })),
      2,
    );
  }
}

describe.each(VERSIONS)('a log of version %i with a full queue', (version) => {
  test('goes on under this program: nothing is lost, the chain holds, the queue goes out in order', () => {
    const dir = temporaryDir();
    const { entries } = makeOldLog(dir, version, 20);
    withRawDatabase(dir, (raw) => expect(versionOf(raw)).toBe(version));

    const store = openTestStore(dir);
    withRawDatabase(dir, (raw) => expect(versionOf(raw)).toBe(KNOWN_VERSION));
    expect(store.verifyChain()).toMatchObject({ entries: entries.length, broken: 0 });
    const waiting = entries.filter(({ state }) => state === 'pending').map(({ state: _, ...id }) => id);
    const refused = entries.filter(({ state }) => state === 'quarantined');
    expect(store.counts()).toMatchObject({ pending: waiting.length, quarantined: refused.length });
    expect(store.uploadState()).toMatchObject({ failures: 3, batchLimit: 250 });
    expect(store.pending(1)).toMatchObject([{ issuer: null, trustVersion: null, corrects: null }]);

    const { epoch } = store.identity();
    const last = entries.at(-1);
    expect(epoch).toBe(last?.epoch);
    expect(commitOne(store)).toBe((last?.seq ?? 0) + 1);
    expect(uploadAll(store)).toEqual([...waiting, { ...store.identity(), seq: (last?.seq ?? 0) + 1 }]);
    expect(store.counts()).toMatchObject({ pending: 0, quarantined: refused.length });
    expect(store.verifyChain()).toMatchObject({ entries: entries.length + 1, broken: 0 });
  });

  test('whose program was killed, its last entries in the write-ahead log, is brought up whole', () => {
    const dir = temporaryDir();
    const { entries } = makeOldLog(dir, version, 2);
    const killed = temporaryDir();
    withRawDatabase(dir, (raw) => {
      raw.exec(
        "update upload_state set failures = 9; update outbox set state = 'pending', refusal_code = null where state = 'quarantined'",
      );
      for (const name of ['gate.sqlite', 'gate.sqlite-wal', 'keys.json']) cpSync(join(dir, name), join(killed, name));
    });
    const store = openTestStore(killed);
    expect(store.uploadState().failures).toBe(9);
    expect(store.counts()).toMatchObject({
      pending: entries.filter(({ state }) => state !== 'done').length,
      quarantined: 0,
    });
    expect(store.verifyChain()).toMatchObject({ entries: entries.length, broken: 0 });
  });
});
