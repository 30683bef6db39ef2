/** Which secrets does the operating system keep for this gate, and who hands them to the core? */

import type { safeStorage as SafeStorage } from 'electron';
import type { KeyStore, Unlocked } from '../host/key-store.ts';
import { unlockKeys } from '../host/key-store.ts';
import type { ShellLog } from './shell-log.ts';

/** Chromium's fallback on a Linux without a keyring encrypts under a password that stands in its source. */
const HIDDEN_ONLY: readonly string[] = ['basic_text', 'unknown'];

/** DPAPI on Windows, the keyring on Linux. The app must be ready. */
export function osKeyStore(safeStorage: typeof SafeStorage, platform: NodeJS.Platform = process.platform): KeyStore {
  return {
    isTrusted: () =>
      safeStorage.isEncryptionAvailable() &&
      (platform !== 'linux' || !HIDDEN_ONLY.includes(safeStorage.getSelectedStorageBackend())),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (encrypted) => safeStorage.decryptString(Buffer.from(encrypted)),
  };
}

/**
 * What each life of the core is told: the secrets, or `null` where it is to read its own file or the store does not open. A shell that
 * began with the plain file stays with it: only another start of the whole app proves that the store remembers.
 */
export function secretsForCore(
  dataDir: string,
  store: KeyStore,
  log: ShellLog,
  nowUtcMs: () => number,
): () => string | null {
  let isFile = false;
  return () => {
    if (isFile) return null;
    const unlocked: Unlocked = unlockKeys(dataDir, store, nowUtcMs());
    log('keys', { kept: unlocked.type, reason: unlocked.type === 'file' ? unlocked.reason : null });
    isFile = unlocked.type === 'file';
    return unlocked.type === 'key-store' ? unlocked.secretsText : null;
  };
}
