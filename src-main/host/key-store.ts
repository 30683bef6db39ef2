/** How do a gate's secrets get into the operating system's key store, and out of it at the start? */

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceJsonFile } from '../files/json-file.ts';
import type { Keys, WrappedKeys } from '../vault/key-file.ts';
import { readKeys, rotated, secretsText, unwrapKeys } from '../vault/key-file.ts';
import { KEY_FILE } from '../vault/open-vault.ts';

/** Electron's `safeStorage`, or a stand-in. Each call may throw. */
export type KeyStore = {
  /** False where it would only hide the secrets, under a password that everybody knows. */
  readonly isTrusted: () => boolean;
  readonly encrypt: (text: string) => Uint8Array;
  readonly decrypt: (encrypted: Uint8Array) => string;
};

/** In the data folder: somebody asked for a new data key, and only who can ask the key store can make it. */
export const ROTATION_ASKED_FILE = 'rotate-key.asked';
/** What will take the place of the key file once a later start has opened it. */
const PROOF_FILE = 'keys.wrapped.json';

/**
 * `file`: the core reads the key file itself. `key-store`: it is handed these secrets. `locked`: they are in the key store, and it
 * does not give them now.
 */
export type Unlocked =
  | { readonly type: 'file'; readonly reason: 'no-keys' | 'no-key-store' | 'not-proven' | 'cannot-write' }
  | { readonly type: 'key-store'; readonly secretsText: string }
  | { readonly type: 'locked' };

/**
 * To be called before each start of the core. A first start leaves an encrypted copy beside the key file; only a later one that
 * opens it puts it in the file's place: a key store may forget its own key in a crash (Chromium writes it to its profile some time
 * later), and until then the plain file stands. Never throws.
 */
export function unlockKeys(dataDir: string, store: KeyStore, nowUtcMs: number): Unlocked {
  const path = join(dataDir, KEY_FILE);
  const read = readKeys(path);
  if (read.type === 'wrapped') return unlockWrapped(dataDir, read.file, store, nowUtcMs);
  if (read.type !== 'read') return { type: 'file', reason: 'no-keys' };
  const proof = join(dataDir, PROOF_FILE);
  try {
    if (!store.isTrusted()) {
      rmSync(proof, { force: true });
      return { type: 'file', reason: 'no-key-store' };
    }
    const copy = readKeys(proof);
    const text = secretsText(read.keys);
    if (copy.type === 'wrapped' && opens(copy.file, store) === text) {
      replaceJsonFile(path, copy.file);
      rmSync(proof, { force: true });
      return { type: 'key-store', secretsText: text };
    }
    replaceJsonFile(proof, wrapped(read.keys, store));
    return { type: 'file', reason: 'not-proven' };
  } catch {
    return { type: 'file', reason: 'cannot-write' }; // The plain file stands as it was.
  }
}

function unlockWrapped(dataDir: string, file: WrappedKeys, store: KeyStore, nowUtcMs: number): Unlocked {
  const text = opens(file, store);
  if (text === null) return { type: 'locked' };
  const asked = join(dataDir, ROTATION_ASKED_FILE);
  const keys = existsSync(asked) ? unwrapKeys(file, text) : null;
  if (keys === null) return { type: 'key-store', secretsText: text };
  try {
    const next = rotated(keys, nowUtcMs);
    const path = join(dataDir, KEY_FILE);
    replaceJsonFile(path, wrapped(next, store));
    rmSync(asked, { force: true });
    return { type: 'key-store', secretsText: secretsText(next) };
  } catch {
    // Whichever stands on the disk now opens everything; the core gets what that file says, so that nothing is sealed under a key that is not in it.
    const now = readKeys(join(dataDir, KEY_FILE));
    const standing = now.type === 'wrapped' ? opens(now.file, store) : null;
    return standing === null ? { type: 'locked' } : { type: 'key-store', secretsText: standing };
  }
}

function wrapped(keys: Keys, store: KeyStore): WrappedKeys {
  const { deviceId, signingKey } = keys;
  return {
    version: 2,
    deviceId,
    signingKey,
    wrapped: Buffer.from(store.encrypt(secretsText(keys))).toString('base64'),
  };
}

function opens(file: WrappedKeys, store: KeyStore): string | null {
  try {
    return store.decrypt(Buffer.from(file.wrapped, 'base64'));
  } catch {
    return null; // Locked, reset, or of another machine.
  }
}
