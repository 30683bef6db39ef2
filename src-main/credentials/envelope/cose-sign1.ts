/** What does a COSE_Sign1 message hold (RFC 9052 §4.2), and which bytes were signed? */

import type { SignatureAlgorithm } from '../signature.ts';
import { decodeCbor, isTagged } from './cbor.ts';

const COSE_SIGN1_TAG = 18;
const CWT_TAG = 61;
const ALGORITHM = 1;
const KEY_ID = 4;

/** RFC 9053 §2 and RFC 8230 §2; RS256 is RFC 8812. Everything else, `none` above all, is no algorithm here. */
const ALGORITHMS: ReadonlyMap<unknown, SignatureAlgorithm> = new Map<unknown, SignatureAlgorithm>([
  [-7, 'ES256'],
  [-35, 'ES384'],
  [-36, 'ES512'],
  [-37, 'PS256'],
  [-38, 'PS384'],
  [-39, 'PS512'],
  [-257, 'RS256'],
  [-8, 'EdDSA'],
]);

export type CoseSign1 = {
  /** `null` where the headers name none that counts. */
  readonly algorithm: SignatureAlgorithm | null;
  readonly keyId: Uint8Array | null;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** The bytes that the signature covers. */
  readonly signed: Uint8Array;
};

/** Tagged as COSE_Sign1, as CWT around it, or bare; `null` for anything else. */
export function readCoseSign1(bytes: Uint8Array): CoseSign1 | null {
  const parts = untagged(decodeCbor(bytes));
  if (!Array.isArray(parts) || parts.length !== 4) return null;
  const [protectedBytes, unprotectedHeader, payload, signature] = parts as unknown[];
  if (!(protectedBytes instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array)) {
    return null;
  }
  const protectedHeader = protectedBytes.length === 0 ? new Map() : decodeCbor(protectedBytes);
  if (!(protectedHeader instanceof Map && unprotectedHeader instanceof Map)) return null;
  const keyId: unknown = protectedHeader.get(KEY_ID) ?? unprotectedHeader.get(KEY_ID);
  return {
    algorithm: algorithmOf(protectedHeader, unprotectedHeader),
    keyId: keyId instanceof Uint8Array ? keyId : null,
    payload,
    signature,
    signed: signedBytes(protectedBytes, payload),
  };
}

/**
 * Some national issuers name the algorithm outside of what is signed (Colombia, 2022). That is safe here only because an
 * algorithm is always bound to the kind of key: to swap one for another is to ask for a signature that nobody can make.
 */
function algorithmOf(
  protectedHeader: ReadonlyMap<unknown, unknown>,
  unprotectedHeader: ReadonlyMap<unknown, unknown>,
): SignatureAlgorithm | null {
  const named = protectedHeader.has(ALGORITHM) ? protectedHeader : unprotectedHeader;
  return ALGORITHMS.get(named.get(ALGORITHM)) ?? null;
}

function untagged(value: unknown): unknown {
  const inner = isTagged(value, CWT_TAG) ? value.tagged : value;
  return isTagged(inner, COSE_SIGN1_TAG) ? inner.tagged : inner;
}

/** `Sig_structure` of RFC 9052 §4.4: ["Signature1", protected, no external data, payload]. */
function signedBytes(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  return Buffer.concat([
    Buffer.from([0x84, 0x6a]),
    Buffer.from('Signature1'),
    byteStringHead(protectedBytes.length),
    protectedBytes,
    Buffer.from([0x40]),
    byteStringHead(payload.length),
    payload,
  ]);
}

function byteStringHead(length: number): Uint8Array {
  if (length < 24) return Uint8Array.of(0x40 | length);
  if (length < 0x100) return Uint8Array.of(0x58, length);
  if (length < 0x10000) return Uint8Array.of(0x59, length >> 8, length & 0xff);
  const head = Buffer.alloc(5);
  head[0] = 0x5a;
  head.writeUInt32BE(length, 1);
  return head;
}
