import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { uploadBatch, uploadedEntry } from '../../../src-main/contract/upload-protocol.ts';
import type { BatchReader } from '../../../src-main/gate/batch-reader.ts';
import { openBatchReader } from '../../../src-main/gate/batch-reader.ts';
import type { Store } from '../../../src-main/store/open-store.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import type { PackedBatch } from '../../../src-main/upload/read-batch.ts';
import { openVault } from '../../../src-main/vault/open-vault.ts';
import { testEntry } from '../../support/memory-outbox.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const EPOCH = '0'.repeat(32);

function open(): { store: Store; reader: BatchReader; path: string } {
  const dataDir = temporaryDir();
  const vaultAnswer = openVault(dataDir);
  if (vaultAnswer.type === 'refused') throw new Error(vaultAnswer.reason);
  const { deviceId: device, sealer, digest, dataKeys } = vaultAnswer.vault;
  const path = join(dataDir, 'gate.sqlite');
  const answer = openStore({ path, device, sealer, digest, newEpoch: () => EPOCH });
  if (answer.type === 'refused') throw new Error(answer.reason);
  const { store } = answer;
  const reader = openBatchReader({ logPath: path, dataKeys });
  onTestFinished(() => reader.close());
  return { store, reader, path };
}

function commit(store: Store, count: number): void {
  for (let seq = 1; seq <= count; seq += 1) {
    const { id: _id, forAuthority: _sealed, previousHash: _previous, hash: _hash, ...draft } = testEntry(seq);
    expect(store.commit(draft).type).toBe('committed');
  }
}

function namesIn(batch: PackedBatch | null): (string | null)[] {
  const { entries } = uploadBatch.parse(JSON.parse(gunzipSync(batch?.body ?? Buffer.alloc(0)).toString('utf8')));
  return entries.map((entry) => uploadedEntry.parse(entry).maskedName);
}

test('a thread reads what waits in the log of a gate that goes on writing, and opens it', async () => {
  const { store, reader } = open();
  expect(await reader.read(10, undefined)).toBeNull();
  commit(store, 12);
  const first = await reader.read(10, undefined);
  expect(first).toMatchObject({ epoch: EPOCH, seqs: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], isFull: true });
  expect(namesIn(first)).toEqual(Array.from({ length: 10 }, (_, index) => testEntry(index + 1).personal?.maskedName));
  expect(await reader.read(10, { epoch: EPOCH, seq: 10 })).toMatchObject({ seqs: [11, 12], isFull: false });
  store.acknowledge(EPOCH, [{ from: 1, to: 11 }], 1);
  expect(await reader.read(10, undefined)).toMatchObject({ seqs: [12] });
  store.close();
});

test('who takes over may ask while the former is still waiting for its batch', async () => {
  const { store, reader } = open();
  commit(store, 3);
  const answers = await Promise.all([reader.read(1, undefined), reader.read(2, undefined), reader.read(3, undefined)]);
  expect(answers.map((batch) => batch?.seqs)).toEqual([[1], [1, 2], [1, 2, 3]]);
  store.close();
});

test('a log that cannot be read is an error with its code, and the next call looks anew', async () => {
  const { store, reader, path } = open();
  store.close();
  rmSync(path);
  await expect(reader.read(10, undefined)).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
  await expect(reader.read(10, undefined)).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
});

test('nothing of the log stays open behind it: its journal goes with the last who closes', async () => {
  const { store, reader, path } = open();
  commit(store, 3);
  await reader.read(10, undefined);
  await reader.close();
  store.close();
  expect(existsSync(`${path}-wal`)).toBe(false);
});
