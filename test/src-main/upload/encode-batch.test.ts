import { expect, test } from 'vitest';
import { MAX_BATCH_BYTES, uploadBatch, uploadedEntry } from '../../../src-main/contract/upload-protocol.ts';
import type { StoredEntry } from '../../../src-main/core/entry/entry.ts';
import type { EncodedBatch } from '../../../src-main/upload/encode-batch.ts';
import { encodeBatch } from '../../../src-main/upload/encode-batch.ts';
import { TEST_DEVICE, TEST_EPOCH, testEntry } from '../../support/memory-outbox.ts';

function entries(count: number, change: Partial<StoredEntry> = {}): StoredEntry[] {
  return Array.from({ length: count }, (_, index) => ({ ...testEntry(index + 1), ...change }));
}

function textOf(batch: EncodedBatch | null): string {
  return new TextDecoder().decode(batch?.json);
}

test('no entry makes no batch', () => {
  expect(encodeBatch([], 500)).toBeNull();
});

test('a batch is what the protocol says, of the oldest entries', () => {
  const batch = encodeBatch(entries(5), 3);
  expect(batch).toMatchObject({ device: TEST_DEVICE, epoch: TEST_EPOCH, seqs: [1, 2, 3] });
  const sent = uploadBatch.parse(JSON.parse(textOf(batch)));
  expect(sent).toMatchObject({ device: TEST_DEVICE, epoch: TEST_EPOCH });
  expect(sent.entries.map((entry) => uploadedEntry.parse(entry).seq)).toEqual([1, 2, 3]);
});

test('a batch of long Vietnamese names keeps to its bytes, which are more than its characters', () => {
  const maskedName = 'Nguyễn Đặng Phương '.repeat(8);
  const { personal } = testEntry(1);
  const batch = encodeBatch(entries(500, { personal: personal === null ? null : { ...personal, maskedName } }), 500);
  const bytes = batch?.json.length ?? 0;
  expect(textOf(batch).length).toBeLessThan(bytes);
  expect(bytes).toBeLessThanOrEqual(MAX_BATCH_BYTES);
  expect(bytes).toBeGreaterThan(MAX_BATCH_BYTES * 0.98);
});

test('nothing that names the person is in a batch, and nothing but what the protocol lists', () => {
  const json = textOf(encodeBatch(entries(3), 500));
  expect(json).toContain('Nguyễn Văn ***');
  for (const secret of ['Bí Mật', '001099000000', '0900000000', '1999']) expect(json).not.toContain(secret);
});

test('an entry without a person, or whose key is lost, goes out without a name', () => {
  const json = textOf(encodeBatch(entries(1, { personal: null }), 500));
  const [entry] = uploadBatch.parse(JSON.parse(json)).entries;
  expect(uploadedEntry.parse(entry)).toMatchObject({ maskedName: null, maskedNumber: null, verdict: 'admit' });
});
