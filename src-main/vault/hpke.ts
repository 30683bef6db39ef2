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

/**
 * Seals to the 32 raw bytes of a public key: encapsulated key, ciphertext, tag. Synchronous, since an entry is
 * committed in one go. Throws where the public key is not 32 bytes, or is one of the few points that give no secret.
 */
export function hpkeSeal(
  publicKeyRaw: Uint8Array,
  plain: Uint8Array,
  { info, aad }: Bound,
  aead: Aead = AES_256_GCM,
  ephemeral: KeyObject = generateKeyPairSync('x25519').privateKey,
): Uint8Array {
  const encapsulated = rawPublicKey(ephemeral);
  const shared = decapsulated(ephemeral, publicKeyRaw, encapsulated, publicKeyRaw);
  const { key, nonce } = schedule(shared, info, aead);
  const cipher = createCipheriv(aead.cipher, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  return Buffer.concat([encapsulated, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
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
    const shared = decapsulated(privateKey, encapsulated, encapsulated, rawPublicKey(privateKey));
    const { key, nonce } = schedule(shared, info, aead);
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

function rawPublicKey(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(X25519_SPKI_HEAD.length);
}

/** RFC 9180 §4.1: `ExtractAndExpand(DH(…), enc || pkR)`. An all-zero secret makes Node throw, as §7.1.4 asks. */
function decapsulated(
  own: KeyObject,
  otherRaw: Uint8Array,
  encapsulated: Uint8Array,
  recipientRaw: Uint8Array,
): Buffer {
  const other = createPublicKey({ key: Buffer.concat([X25519_SPKI_HEAD, otherRaw]), format: 'der', type: 'spki' });
  const suite = Buffer.concat([Buffer.from('KEM'), twoBytes(KEM_ID)]);
  const secret = diffieHellman({ privateKey: own, publicKey: other });
  const extracted = labeledExtract(suite, Buffer.alloc(0), 'eae_prk', secret);
  return labeledExpand(suite, extracted, 'shared_secret', Buffer.concat([encapsulated, recipientRaw]), 32);
}

/** RFC 9180 §5.1 in base mode: no pre-shared key. The first message's nonce is the base nonce. */
function schedule(shared: Uint8Array, info: Uint8Array, aead: Aead): { readonly key: Buffer; readonly nonce: Buffer } {
  const none = Buffer.alloc(0);
  const suite = Buffer.concat([Buffer.from('HPKE'), twoBytes(KEM_ID), twoBytes(KDF_ID), twoBytes(aead.id)]);
  const baseMode = Buffer.of(0);
  const context = Buffer.concat([
    baseMode,
    labeledExtract(suite, none, 'psk_id_hash', none),
    labeledExtract(suite, none, 'info_hash', info),
  ]);
  const secret = labeledExtract(suite, shared, 'secret', none);
  return {
    key: labeledExpand(suite, secret, 'key', context, aead.keyBytes),
    nonce: labeledExpand(suite, secret, 'base_nonce', context, NONCE_BYTES),
  };
}

function labeledExtract(suite: Buffer, salt: Uint8Array, label: string, material: Uint8Array): Buffer {
  // HKDF-Extract (RFC 5869 §2.2) is the HMAC itself; an empty salt is the same key as one of zeros.
  return createHmac('sha256', salt).update('HPKE-v1').update(suite).update(label).update(material).digest();
}

/** HKDF-Expand (RFC 5869 §2.3); nothing here is longer than one block of 32 bytes. */
function labeledExpand(suite: Buffer, secret: Buffer, label: string, info: Uint8Array, bytes: number): Buffer {
  const hmac = createHmac('sha256', secret).update(twoBytes(bytes)).update('HPKE-v1').update(suite);
  return hmac.update(label).update(info).update(Buffer.of(1)).digest().subarray(0, bytes);
}

function twoBytes(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}
