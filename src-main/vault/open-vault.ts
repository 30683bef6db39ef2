/** Where are this gate's secrets, and what can be done with them without seeing them? */

import type { KeyObject } from 'node:crypto';
import { createHmac, createPrivateKey, createPublicKey, createSecretKey, hash } from 'node:crypto';
import { join } from 'node:path';
import type { Digest, Sealer, Tagger } from '../core/ports.ts';
import type { Keys } from './key-file.ts';
import { createKeyFile, newKeys, readKeys } from './key-file.ts';
import { createSealer } from './sealer.ts';

const FILE_NAME = 'keys.json';

export type Vault = {
  /** Random UUID, made with the keys: a gate that has lost its keys is another device. */
  readonly deviceId: string;
  /** HMAC-SHA256 under the tag key, 64 characters of lower-case hex. */
  readonly tagger: Tagger;
  readonly sealer: Sealer;
  readonly digest: Digest;
  /** Ed25519; the public key as its 32 raw bytes. */
  readonly signer: { readonly publicKeyRaw: Uint8Array; readonly privateKey: KeyObject };
};

export type OpenVaultAnswer =
  | { readonly type: 'opened'; readonly vault: Vault }
  | {
      readonly type: 'refused';
      readonly reason: 'keys-unreadable' | 'keys-malformed' | 'cannot-write';
      readonly path: string;
    };

/**
 * Opens `keys.json` in the data folder, which must exist, and makes it at the first start. A file that cannot be
 * read or understood is refused and left exactly as it is: it may be the only copy of the keys to the log.
 */
export function openVault(dataDir: string): OpenVaultAnswer {
  const path = join(dataDir, FILE_NAME);
  const answer = readKeys(path);
  if (answer.type === 'read') return openKeys(answer.keys, path);
  if (answer.type === 'refused') return { ...answer, path };
  try {
    createKeyFile(path, newKeys());
  } catch {
    // Full, read-only or missing folder: the reason is all that the caller can act on.
    return { type: 'refused', reason: 'cannot-write', path };
  }
  // Read back, for what stands on disk counts: another process may have been first.
  const written = readKeys(path);
  if (written.type === 'read') return openKeys(written.keys, path);
  return { type: 'refused', reason: written.type === 'refused' ? written.reason : 'cannot-write', path };
}

function openKeys(keys: Keys, path: string): OpenVaultAnswer {
  const signer = openSigner(keys.signingKey.pkcs8);
  if (signer === null) return { type: 'refused', reason: 'keys-malformed', path };
  const tagKey = createSecretKey(keys.tagKey.secret, 'base64');
  const vault: Vault = {
    deviceId: keys.deviceId,
    tagger: {
      tag: ({ scheme, value }) => createHmac('sha256', tagKey).update(`${scheme}:${value}`, 'utf8').digest('hex'),
    },
    sealer: createSealer(keys.dataKey.id, createSecretKey(keys.dataKey.secret, 'base64')),
    digest: (text) => hash('sha256', text, 'hex'),
    signer,
  };
  return { type: 'opened', vault };
}

function openSigner(pkcs8: string): Vault['signer'] | null {
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
    if (privateKey.asymmetricKeyType !== 'ed25519') return null;
    const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
    return { privateKey, publicKeyRaw: Buffer.from(x ?? '', 'base64url') };
  } catch {
    return null; // Not a key at all.
  }
}
