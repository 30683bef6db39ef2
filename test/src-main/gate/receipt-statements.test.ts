import { createPublicKey } from 'node:crypto';
import { compactVerify } from 'jose';
import { expect, test } from 'vitest';
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

  first.settle([true, false, true]);
  const second = await receiptStatements(store, deviceId, signer.privateKey);
  expect(second.statements).toHaveLength(1);
  second.settle([true]);
  expect(await receiptStatements(store, deviceId, signer.privateKey)).toMatchObject({ statements: [], isFull: false });
});

test('more than fit in one request wait for the next', async () => {
  const { store, dir } = purgedStore(10);
  const { deviceId, signer } = testVault(dir);
  const first = await receiptStatements(store, deviceId, signer.privateKey);
  expect(first).toMatchObject({ isFull: true });
  expect(first.statements).toHaveLength(9);
  first.settle(first.statements.map(() => true));
  expect((await receiptStatements(store, deviceId, signer.privateKey)).statements).toHaveLength(1);
});
