/** How does a test get a real store, with real keys, in a folder of its own? */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { EntryDraft } from '../../../src-main/core/entry/entry.ts';
import type { Store, StoreOptions } from '../../../src-main/store/open-store.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import type { Vault } from '../../../src-main/vault/open-vault.ts';
import { openVault } from '../../../src-main/vault/open-vault.ts';
import { draft } from './store-drafts.ts';

export function testVault(dataDir: string): Vault {
  const answer = openVault(dataDir);
  if (answer.type === 'refused') throw new Error(`the vault did not open: ${answer.reason}`);
  return answer.vault;
}

export function storePath(dataDir: string): string {
  return join(dataDir, 'gate.sqlite');
}

/** What `gate.ts` hands to the store, over the keys in `dataDir`. */
export function storeOptions(dataDir: string): StoreOptions {
  const vault = testVault(dataDir);
  return {
    path: storePath(dataDir),
    device: vault.deviceId,
    sealer: vault.sealer,
    digest: vault.digest,
    receiptKey: vault.signer,
    newEpoch: () => randomBytes(16).toString('hex'),
  };
}

/** A store that is closed when the running test ends. */
export function openTestStore(dataDir: string, options: Partial<StoreOptions> = {}): Store {
  const answer = openStore({ ...storeOptions(dataDir), ...options });
  if (answer.type === 'refused') throw new Error(`the store did not open: ${answer.reason}`);
  onTestFinished(() => answer.store.close());
  return answer.store;
}

/** Another program's hand on the same file. */
export function withRawDatabase<T>(dataDir: string, use: (database: Database.Database) => T): T {
  const database = new Database(storePath(dataDir));
  try {
    return use(database);
  } finally {
    database.close();
  }
}

/** Commits, and says the seq; fails the test where the store refuses. */
export function commitOne(store: Store, changes: Partial<EntryDraft> = {}): number {
  const commit = store.commit(draft(changes));
  if (commit.type === 'failed') throw new Error(`not committed: ${commit.reason}`);
  return commit.id.seq;
}
