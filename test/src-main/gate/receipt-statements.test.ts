import { createPublicKey } from 'node:crypto';
import { compactVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { erasedEntries, MAX_ERASED_ENTRIES } from '../../../src-main/contract/statement-protocol.ts';
import { receiptStatements } from '../../../src-main/gate/receipt-statements.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { preparePurge } from '../../../src-main/store/purge.ts';
import { isSigned, purgeText } from '../../../src-main/store/receipts.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, testVault, withRawDatabase } from '../store/open-test-store.ts';
import { draft } from '../store/store-drafts.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 24, 5);

/** A log that let go of one entry in each of so many runs. */
function purgedStore(runs: number): { readonly store: Store; readonly dir: string } {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  const { deviceId, signer } = testVault(dir);
  for (let run = 0; run < runs; run += 1) {
    const at = { ...draft().at, wallUtcMs: NOW - 40 * DAY_MS, clockOffsetMs: null, clockUncertaintyMs: null };
    commitOne(store, { at });
    withRawDatabase(dir, (raw) => {
      const purge = preparePurge(raw, { nowUtcMs: NOW + run, days: 30 }, deviceId, signer);
      while (purge.slice(100).entries > 0);
      purge.finish();
    });
  }
  return { store, dir };
}

test('what was let go of is said with the receipt whole, and once: only what the collector kept is done', async () => {
  const { store, dir } = purgedStore(3);
  const { deviceId, signer } = testVault(dir);
  const first = await receiptStatements(store, deviceId, signer.privateKey);
  expect(first.statements).toHaveLength(3);
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKeyRaw).toString('base64url') },
    format: 'jwk',
  });
  const { payload } = await compactVerify(first.statements[0] ?? '', key);
  const said = JSON.parse(new TextDecoder().decode(payload));
  expect(said).toMatchObject({ kind: 'purge', device: deviceId, atUtcMs: NOW, receipt: { firstSeq: 1, lastSeq: 1 } });
  expect(isSigned(purgeText(said.receipt), said.receipt)).toBe(true);

  first.settle([true, false, true], true);
  const second = await receiptStatements(store, deviceId, signer.privateKey);
  expect(second.statements).toHaveLength(1);
  expect(second.settle([true], true)).toBe(false);
  expect((await receiptStatements(store, deviceId, signer.privateKey)).statements).toEqual([]);
});

test('more than fit in one request wait for the next', async () => {
  const { store, dir } = purgedStore(10);
  const { deviceId, signer } = testVault(dir);
  const first = await receiptStatements(store, deviceId, signer.privateKey);
  expect(first.statements).toHaveLength(6);
  expect(
    first.settle(
      first.statements.map(() => true),
      true,
    ),
  ).toBe(true);
  expect((await receiptStatements(store, deviceId, signer.privateKey)).statements).toHaveLength(4);
});

describe('of entries that a person was taken out of', () => {
  const TAG = 'a'.repeat(64);

  /** Entries 1 to `count` are this person's, and all but the last two are at the collector. */
  function erasedStore(count: number): { readonly store: Store; readonly dir: string; readonly epoch: string } {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    const { epoch } = store.identity();
    for (let seq = 1; seq <= count; seq += 1) commitOne(store, { subjectTag: TAG });
    store.acknowledge(epoch, [{ from: 1, to: count - 2 }], NOW);
    expect(store.erase([TAG], NOW)).toMatchObject({ entries: count, uploaded: count - 2 });
    return { store, dir, epoch };
  }

  async function noticesOf(store: Store, dir: string) {
    const { deviceId, signer } = testVault(dir);
    const { statements, settle } = await receiptStatements(store, deviceId, signer.privateKey);
    expect(Math.max(...statements.map(({ length }) => length))).toBeLessThan(8_000);
    const said = statements.map((jws) => JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()));
    const notices = said.filter(({ kind }) => kind === 'erased-entries');
    const settleAll = (takesPersonsOut: boolean) =>
      settle(
        statements.map(() => true),
        takesPersonsOut,
      );
    return { notices: notices.map((each) => erasedEntries.parse(each)), settleAll };
  }

  test('only those are named that the collector has; one on its way is named when it has arrived', async () => {
    const { store, dir, epoch } = erasedStore(5);
    const first = await noticesOf(store, dir);
    expect(first.notices).toMatchObject([{ entriesDevice: testVault(dir).deviceId, epoch, seqs: [1, 2, 3] }]);
    expect(JSON.stringify(first.notices)).not.toContain(TAG);
    first.settleAll(true);
    expect((await noticesOf(store, dir)).notices).toEqual([]);
    store.acknowledge(epoch, [{ from: 4, to: 5 }], NOW);
    expect((await noticesOf(store, dir)).notices).toMatchObject([{ seqs: [4, 5] }]);
  });

  test('they are said again to a collector that keeps what it is told and takes nobody out, and it is not hurried', async () => {
    const { store, dir } = erasedStore(6);
    const first = await noticesOf(store, dir);
    expect(first.settleAll(false)).toBe(false);
    // The very same statement, so that such a collector keeps it once.
    expect((await noticesOf(store, dir)).notices).toEqual(first.notices);
  });

  test('those that were purged since are named too: a collector may keep its own for longer', async () => {
    const { store, dir } = erasedStore(3);
    const { deviceId, signer } = testVault(dir);
    withRawDatabase(dir, (raw) => {
      const purge = preparePurge(raw, { nowUtcMs: NOW + 400 * DAY_MS, days: 30 }, deviceId, signer);
      while (purge.slice(100).entries > 0);
      purge.finish();
    });
    expect((await noticesOf(store, dir)).notices).toMatchObject([{ seqs: [1, 2, 3] }]);
  });

  test('more than one statement holds are said in several, each short enough for the collector', async () => {
    const { store, dir } = erasedStore(MAX_ERASED_ENTRIES + 12);
    const { notices } = await noticesOf(store, dir);
    expect(notices.map(({ seqs }) => seqs.length)).toEqual([MAX_ERASED_ENTRIES, 10]);
  });
});
