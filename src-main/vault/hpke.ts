/** How does text reach one authority alone? HPKE (RFC 9180), base mode, one message a key exchange. */

import type { KeyObject } from 'node:crypto';
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto';

/** DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256 with one of these. The gate seals under AES-256 only; RFC 9180 A.1 tries AES-128. */
export type Aead = { readonly id: number; readonly cipher: 'aes-128-gcm' | 'aes-256-gcm'; readonly keyBytes: number };
export const AES_256_GCM: Aead = { id: 2, cipher: 'aes-256-gcm', keyBytes: 32 };

const KEM_ID = 0x0020;
const KDF_ID = 0x0001;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The public key of one exchange stands in front of what is sealed with it. */
const ENCAPSULATED_BYTES = 32;

/** A public or private X25519 key in PKIX and PKCS #8 is these bytes and its 32 own ones (RFC 8410 §4, §7). */
const X25519_SPKI_HEAD = Buffer.from('302a300506032b656e032100', 'hex');
const X25519_PKCS8_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

export type Bound = {
  /** What the message is for: the same on both sides. */
  readonly info: Uint8Array;
  /** Authenticated with the message, and not carried in it. */
  readonly aad: Uint8Array;
};

/** A fresh pair, each key as its 32 raw bytes. */
export function newHpkePair(): { readonly publicKeyRaw: Uint8Array; readonly privateKeyRaw: Uint8Array } {
  const { privateKey } = generateKeyPairSync('x25519');
  const { d, x } = privateKey.export({ format: 'jwk' });
  return { privateKeyRaw: Buffer.from(d ?? '', 'base64url'), publicKeyRaw: Buffer.from(x ?? '', 'base64url') };
}

/** Somebody to whom many messages go: what is the same for each of them is worked out once. Public bytes only. */
export type HpkeRecipient = {
  readonly publicKey: KeyObject;
  readonly publicKeyRaw: Uint8Array;
  readonly aead: Aead;
  readonly context: Buffer;
};

/** Throws where the public key is not 32 bytes. `info` says what the messages are for: the same on both sides. */
export function hpkeRecipient(publicKeyRaw: Uint8Array, info: Uint8Array, aead: Aead = AES_256_GCM): HpkeRecipient {
  return { publicKey: publicKeyOf(publicKeyRaw), publicKeyRaw, aead, context: contextOf(info, aead) };
}

/**
 * Seals one message: encapsulated key, ciphertext, tag. `aad` is authenticated with it, and not carried. Synchronous, since an
 * entry is committed in one go; each message has an exchange of its own. Throws where the public key is one of the few
 * points that give no secret.
 */
export function hpkeSealTo(
  { publicKey, publicKeyRaw, aead, context }: HpkeRecipient,
  plain: Uint8Array,
  aad: Uint8Array,
  ephemeral: KeyObject = generateKeyPairSync('x25519').privateKey,
): Uint8Array {
  const encapsulated = rawPublicKey(ephemeral);
  const shared = decapsulated(ephemeral, publicKey, encapsulated, publicKeyRaw);
  const { key, nonce } = schedule(shared, context, aead);
  const cipher = createCipheriv(aead.cipher, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  return Buffer.concat([encapsulated, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The same to somebody to whom one message goes: the 32 raw bytes of a public key. Throws as the two above do. */
export function hpkeSeal(publicKeyRaw: Uint8Array, plain: Uint8Array, { info, aad }: Bound): Uint8Array {
  return hpkeSealTo(hpkeRecipient(publicKeyRaw, info), plain, aad);
}

/** What was sealed to this key, or `null`: another key, another binding, or changed bytes. Never throws on what arrives. */
export function hpkeOpen(
  privateKeyRaw: Uint8Array,
  sealed: Uint8Array,
  { info, aad }: Bound,
  aead: Aead = AES_256_GCM,
): Uint8Array | null {
  if (sealed.length < ENCAPSULATED_BYTES + TAG_BYTES) return null;
  const encapsulated = sealed.subarray(0, ENCAPSULATED_BYTES);
  const tagStart = sealed.length - TAG_BYTES;
  const privateKey = hpkePrivateKey(privateKeyRaw);
  try {
    const shared = decapsulated(privateKey, publicKeyOf(encapsulated), encapsulated, rawPublicKey(privateKey));
    const { key, nonce } = schedule(shared, contextOf(info, aead), aead);
    const decipher = createDecipheriv(aead.cipher, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad);
    decipher.setAuthTag(sealed.subarray(tagStart));
    return Buffer.concat([decipher.update(sealed.subarray(ENCAPSULATED_BYTES, tagStart)), decipher.final()]);
  } catch {
    return null; // The tag does not fit, or the encapsulated key gives no secret.
  }
}

/** Throws where there are not 32 bytes. */
export function hpkePrivateKey(raw: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([X25519_PKCS8_HEAD, raw]), format: 'der', type: 'pkcs8' });
}

/** The 32 raw bytes of the public key that belongs to a private one. */
export function hpkePublicKeyOf(privateKeyRaw: Uint8Array): Uint8Array {
  return rawPublicKey(hpkePrivateKey(privateKeyRaw));
}

function rawPublicKey(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(X25519_SPKI_HEAD.length);
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([X25519_SPKI_HEAD, raw]), format: 'der', type: 'spki' });
}

/** RFC 9180 §4.1: `ExtractAndExpand(DH(…), enc || pkR)`. An all-zero secret makes Node throw, as §7.1.4 asks. */
function decapsulated(own: KeyObject, other: KeyObject, encapsulated: Uint8Array, recipientRaw: Uint8Array): Buffer {
  const suite = Buffer.concat([Buffer.from('KEM'), twoBytes(KEM_ID)]);
  const secret = diffieHellman({ privateKey: own, publicKey: other });
  const kemContext = Buffer.concat([encapsulated, recipientRaw]);
  return labeledHkdf(suite, Buffer.alloc(0), 'eae_prk', secret, 'shared_secret', kemContext, 32);
}

function suiteOf(aead: Aead): Buffer {
  return Buffer.concat([Buffer.from('HPKE'), twoBytes(KEM_ID), twoBytes(KDF_ID), twoBytes(aead.id)]);
}

/** RFC 9180 §5.1 in base mode: no pre-shared key. */
function contextOf(info: Uint8Array, aead: Aead): Buffer {
  const none = Buffer.alloc(0);
  const baseMode = Buffer.of(0);
  return Buffer.concat([
    baseMode,
    labeledExtract(suiteOf(aead), none, 'psk_id_hash', none),
    labeledExtract(suiteOf(aead), none, 'info_hash', info),
  ]);
}

/** The rest of §5.1. The first message's nonce is the base nonce. */
function schedule(shared: Buffer, context: Buffer, aead: Aead): { readonly key: Buffer; readonly nonce: Buffer } {
  const suite = suiteOf(aead);
  const none = Buffer.alloc(0);
  return {
    key: labeledHkdf(suite, shared, 'secret', none, 'key', context, aead.keyBytes),
    nonce: labeledHkdf(suite, shared, 'secret', none, 'base_nonce', context, NONCE_BYTES),
  };
}

function labeledExtract(suite: Buffer, salt: Uint8Array, label: string, material: Uint8Array): Buffer {
  // HKDF-Extract (RFC 5869 §2.2) is the HMAC itself; an empty salt is the same key as one of zeros.
  return createHmac('sha256', salt).update('HPKE-v1').update(suite).update(label).update(material).digest();
}

/** RFC 9180 §4: LabeledExpand of what LabeledExtract gives, as HKDF (RFC 5869) does both in one go. */
function labeledHkdf(
  suite: Buffer,
  salt: Buffer,
  extractLabel: string,
  material: Buffer,
  expandLabel: string,
  info: Buffer,
  bytes: number,
): Buffer {
  const labeled = Buffer.concat([Buffer.from('HPKE-v1'), suite, Buffer.from(extractLabel), material]);
  const labeledInfo = Buffer.concat([twoBytes(bytes), Buffer.from('HPKE-v1'), suite, Buffer.from(expandLabel), info]);
  return Buffer.from(hkdfSync('sha256', labeled, salt, labeledInfo, bytes));
}

function twoBytes(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}
