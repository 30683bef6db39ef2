/** Where are this gate's secrets, and what can be done with them without seeing them? */

import type { KeyObject } from 'node:crypto';
import { createHmac, createPrivateKey, createPublicKey, createSecretKey, hash, hkdfSync } from 'node:crypto';
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
  readonly signer: RawSigner;
  /** Ed25519 too, for the passes of the venue; another key, so that neither can speak for the other. */
  readonly passSigner: RawSigner;
};

export type RawSigner = { readonly publicKeyRaw: Uint8Array; readonly privateKey: KeyObject };

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
    passSigner: derivePassSigner(keys.signingKey.pkcs8),
  };
  return { type: 'opened', vault };
}

function openSigner(pkcs8: string): RawSigner | null {
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
    return privateKey.asymmetricKeyType === 'ed25519' ? withPublicKey(privateKey) : null;
  } catch {
    return null; // Not a key at all.
  }
}

/** An Ed25519 private key as PKCS #8 is these bytes and its 32 secret ones (RFC 8410 §7). */
const ED25519_PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Derived (HKDF, RFC 5869), not kept: gates of before have it as well, and the key file stays as it is. */
function derivePassSigner(signingPkcs8: string): RawSigner {
  const secret = hkdfSync('sha256', Buffer.from(signingPkcs8, 'base64'), '', 'gac-cong venue passes 1', 32);
  const pkcs8 = Buffer.concat([ED25519_PKCS8_HEAD, Buffer.from(secret)]);
  return withPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
}

function withPublicKey(privateKey: KeyObject): RawSigner {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { privateKey, publicKeyRaw: Buffer.from(x ?? '', 'base64url') };
}
