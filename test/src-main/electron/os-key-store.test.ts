/** Does the core get its secrets from the operating system's key store, once that has proven itself? */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { safeStorage as SafeStorage } from 'electron';
import { describe, expect, onTestFinished, test } from 'vitest';
import { osKeyStore, secretsForCore } from '../../../src-main/electron/os-key-store.ts';
import { KEYS_COME, keysMessage } from '../../../src-main/host/keys-message.ts';
import { PROJECT_DIR } from '../../support/run-process.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

/** As much of Electron's as the shell uses; `v10` and the text turned round. */
function fakeSafeStorage(backend: string, isAvailable = true): typeof SafeStorage {
  const turned = (text: string): string => [...text].reverse().join('');
  return {
    isEncryptionAvailable: () => isAvailable,
    getSelectedStorageBackend: () => backend,
    encryptString: (text: string) => Buffer.from(`v10${turned(text)}`),
    decryptString: (encrypted: Buffer) => turned(encrypted.toString('utf8').slice(3)),
  } as unknown as typeof SafeStorage;
}

test('a keyring counts, and so does Windows; a store that only hides, or is none, does not', () => {
  const isTrusted = (backend: string, platform: NodeJS.Platform, isAvailable = true) =>
    osKeyStore(fakeSafeStorage(backend, isAvailable), platform).isTrusted();
  expect(isTrusted('gnome_libsecret', 'linux')).toBe(true);
  expect(isTrusted('kwallet6', 'linux')).toBe(true);
  expect(isTrusted('basic_text', 'linux')).toBe(false);
  expect(isTrusted('unknown', 'linux')).toBe(false);
  expect(isTrusted('', 'win32')).toBe(true);
  expect(isTrusted('', 'win32', false)).toBe(false);
});

/** One life of the core, as the shell starts it; gives what it says first. */
async function coreSays(dataDir: string, secretsText: string | null): Promise<unknown> {
  const child = fork(join(PROJECT_DIR, 'src-main/host/core-process.ts'), [], {
    env: { ...process.env, ...KEYS_COME, GATE_DATA_DIR: dataDir },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = once(child, 'message');
  child.send(keysMessage(secretsText));
  const [message] = await said;
  const ended = once(child, 'exit');
  // One that refuses hangs up by itself, perhaps just now.
  child.send({ type: 'close' }, () => undefined);
  await ended;
  return message;
}

describe('the core', () => {
  test('opens with the secrets that its shell hands it, and not without them', async () => {
    const dataDir = temporaryDir();
    const said: unknown[] = [];
    const store = osKeyStore(fakeSafeStorage('gnome_libsecret'), 'linux');
    const startOfShell = () =>
      secretsForCore(
        dataDir,
        store,
        (_event, fields) => said.push(`${fields?.kept} ${fields?.reason}`),
        () => 0,
      );
    for (let start = 0; start < 2; start += 1) {
      const secrets = startOfShell();
      expect(await coreSays(dataDir, secrets())).toEqual({ type: 'ready' });
      // A core that died and is started again proves nothing.
      expect(secrets()).toBeNull();
      expect(secrets()).toBeNull();
    }
    const text = startOfShell()();
    expect(said).toEqual(['file no-keys', 'file not-proven', 'key-store null']);
    expect(JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8'))).toMatchObject({ version: 2 });
    expect(await coreSays(dataDir, null)).toEqual({ type: 'refused', reason: 'keys-in-key-store' });
    expect(await coreSays(dataDir, text)).toEqual({ type: 'ready' });
  });
});
