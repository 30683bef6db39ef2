/** Where are this gate's secrets, and what can be done with them without seeing them? */

import type { KeyObject } from 'node:crypto';
import { createHmac, createPrivateKey, createPublicKey, createSecretKey, hash, hkdfSync } from 'node:crypto';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Digest, Sealer, Tagger } from '../core/ports.ts';
import { ESCROW_FILE, keepEscrow } from './escrow.ts';
import type { Keys, WrappedKeys } from './key-file.ts';
import { createKeyFile, newKeys, readKeys, unwrapKeys } from './key-file.ts';
import type { DataKeys } from './sealer.ts';
import { createSealer } from './sealer.ts';

export const KEY_FILE = 'keys.json';
/** Is there from when the gate had to begin with new keys until somebody brought the old ones back, or enrolled it anew. */
const LOST_FILE = 'keys-lost.txt';

export type Vault = {
  /** Random UUID, made with the keys: a gate that has lost its keys is another device. */
  readonly deviceId: string;
  /** HMAC-SHA256 under the tag key, 64 characters of lower-case hex. */
  readonly tagger: Tagger;
  readonly sealer: Sealer;
  /** What the sealer is made of, for another thread of this program. */
  readonly dataKeys: DataKeys;
  readonly digest: Digest;
  /** Ed25519; the public key as its 32 raw bytes. */
  readonly signer: RawSigner;
  /** Ed25519 too, for the passes of the venue; another key, so that neither can speak for the other. */
  readonly passSigner: RawSigner;
  readonly kept: 'file' | 'key-store';
  /** `keys.json` as it is without a key store, for the encrypted backup: another machine cannot ask this one's. */
  readonly keyFileText: string;
};

export type RawSigner = { readonly publicKeyRaw: Uint8Array; readonly privateKey: KeyObject };

export type OpenVaultAnswer =
  | { readonly type: 'opened'; readonly vault: Vault }
  | {
      readonly type: 'refused';
      /** `keys-in-key-store`: only the shell can ask the operating system's key store, and it did not give them. */
      readonly reason: 'keys-unreadable' | 'keys-malformed' | 'keys-in-key-store' | 'cannot-write';
      readonly path: string;
    };

export type OpenVaultOptions = {
  /** What the operating system's key store gave back, where the shell has asked it. */
  readonly secretsText?: string | undefined;
  /** There is a log: where there are no keys to it, they were lost, and that is noted before new ones are made. */
  readonly hasLog?: boolean | undefined;
  /** Without the key store a vault that opens and seals nothing will do. */
  readonly mayBeLocked?: boolean | undefined;
};

/**
 * Opens `keys.json` in the data folder, which must exist, and makes it at the first start. A file that cannot be
 * read or understood is refused and left exactly as it is: it may be the only copy of the keys to the log.
 */
export function openVault(dataDir: string, options: OpenVaultOptions = {}): OpenVaultAnswer {
  const path = join(dataDir, KEY_FILE);
  const answer = readKeys(path);
  if (answer.type === 'read') return openKeys(answer.keys, path);
  if (answer.type === 'wrapped') return openWrapped(answer.file, path, options);
  if (answer.type === 'refused') return { ...answer, path };
  try {
    if (options.hasLog === true) noteLostKeys(dataDir);
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

/**
 * The same for a gate that is to let people in: where its keys are gone, or their file is damaged, it begins with new ones. A
 * damaged file is moved aside, never written over. The escrow, where there is one, is kept in step.
 */
export function openVaultToServe(dataDir: string, options: OpenVaultOptions): OpenVaultAnswer {
  const path = join(dataDir, KEY_FILE);
  let answer = openVault(dataDir, options);
  const isDamaged = answer.type === 'refused' && answer.reason === 'keys-malformed';
  try {
    if (isDamaged) {
      noteLostKeys(dataDir);
      renameSync(path, `${path}.damaged-${Date.now()}`);
      answer = openVault(dataDir, options);
    }
    if (answer.type === 'opened') keepEscrow(join(dataDir, ESCROW_FILE), JSON.parse(answer.vault.keyFileText) as Keys);
  } catch {
    // A disk that refuses says so elsewhere, and at the latest with the first entry; the escrow is tried again at the next start.
  }
  return answer;
}

/** Whether this gate lost its keys, and nobody has seen to it yet. */
export function hasLostKeys(dataDir: string): boolean {
  return existsSync(join(dataDir, LOST_FILE));
}

function noteLostKeys(dataDir: string): void {
  writeFileSync(join(dataDir, LOST_FILE), '', { mode: 0o600 });
}

export function forgetLostKeys(dataDir: string): void {
  rmSync(join(dataDir, LOST_FILE), { force: true });
}

function openWrapped(file: WrappedKeys, path: string, { secretsText, mayBeLocked }: OpenVaultOptions): OpenVaultAnswer {
  if (secretsText !== undefined) {
    const keys = unwrapKeys(file, secretsText);
    return keys === null ? { type: 'refused', reason: 'keys-malformed', path } : openKeys(keys, path, 'key-store');
  }
  if (mayBeLocked !== true) return { type: 'refused', reason: 'keys-in-key-store', path };
  // Keys of nobody, so that nothing can be taken for sealed: what they would write throws.
  const opened = openKeys({ ...newKeys(), deviceId: file.deviceId, signingKey: file.signingKey }, path, 'key-store');
  if (opened.type === 'refused') return opened;
  const locked = (): never => {
    throw new Error('the keys are in the key store');
  };
  const { sealer } = opened.vault;
  const vault: Vault = {
    ...opened.vault,
    tagger: { tag: locked },
    sealer: { ...sealer, seal: locked, open: () => null },
    keyFileText: '',
  };
  return { type: 'opened', vault };
}

function openKeys(keys: Keys, path: string, kept: Vault['kept'] = 'file'): OpenVaultAnswer {
  const signer = openSigner(keys.signingKey.pkcs8);
  if (signer === null) return { type: 'refused', reason: 'keys-malformed', path };
  const tagKey = createSecretKey(keys.tagKey.secret, 'base64');
  const dataKeys: DataKeys = {
    id: keys.dataKey.id,
    secret: createSecretKey(keys.dataKey.secret, 'base64'),
    older: new Map(keys.olderDataKeys.map(({ id, secret }) => [id, createSecretKey(secret, 'base64')])),
  };
  const vault: Vault = {
    deviceId: keys.deviceId,
    tagger: {
      tag: ({ scheme, value }) => createHmac('sha256', tagKey).update(`${scheme}:${value}`, 'utf8').digest('hex'),
    },
    sealer: createSealer(dataKeys),
    dataKeys,
    digest: (text) => hash('sha256', text, 'hex'),
    signer,
    passSigner: derivePassSigner(keys.signingKey.pkcs8),
    kept,
    keyFileText: `${JSON.stringify(keys, null, 2)}\n`,
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
