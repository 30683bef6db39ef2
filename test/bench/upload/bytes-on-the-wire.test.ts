import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seedEntries } from '../../../bench/support/seed-entries.ts';
import { readBatch } from '../../../src-main/upload/read-batch.ts';
import { toUploadedEntry } from '../../../src-main/upload/to-uploaded-entry.ts';
import { createVenueAuthority } from '../../../src-main/vault/authority-sealer.ts';
import { newHpkePair } from '../../../src-main/vault/hpke.ts';
import { openTestStore } from '../../src-main/store/open-test-store.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const ENTRIES = 600;

/** What one batch of the gate's own and one JSON POST of each of its entries take, without anything that HTTP puts around. */
async function bytesOf(isSealed: boolean): Promise<{ readonly batch: number; readonly onePerPost: number }> {
  const dir = temporaryDir();
  const authority = createVenueAuthority(() => Date.now());
  const publicKey = Buffer.from(newHpkePair().publicKeyRaw).toString('base64url');
  authority.apply([{ id: 'authority-1', publicKey, notBeforeUtcMs: 0, notAfterUtcMs: Date.now() + 86_400_000 }]);
  seedEntries(join(dir, 'gate.sqlite'), dir, ENTRIES, 'pending', isSealed ? authority : undefined);
  const store = openTestStore(dir);
  const packed = await readBatch(store, 500, undefined);
  const { length = 0 } = packed?.seqs ?? {};
  expect(length).toBeGreaterThan(100);
  const sent = store.pending(length).map(toUploadedEntry);
  expect(sent.every(({ sealed }) => (sealed !== null) === isSealed)).toBe(true);
  const posts = sent.map((entry) => JSON.stringify({ ...store.identity(), entries: [entry] }));
  return { batch: packed?.body.length ?? 0, onePerPost: posts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) };
}

test.each([
  { what: 'without a seal', isSealed: false, most: 0.15 },
  { what: 'sealed for an authority', isSealed: true, most: 0.4 },
])('a batch of entries $what takes at most $most of what one JSON POST of each takes', async ({ isSealed, most }) => {
  const { batch, onePerPost } = await bytesOf(isSealed);
  expect(batch / onePerPost).toBeLessThanOrEqual(most);
});
