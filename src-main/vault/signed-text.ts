/** Did the holder of this key sign this text? */

import type { KeyObject } from 'node:crypto';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

/** Ed25519. `publicKey` is its 32 raw bytes, base64url, `signature` 64 bytes likewise; nothing that either may be throws. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false; // No point of the curve: Node says so by throwing.
  }
}

export function signText(privateKey: KeyObject, text: string): string {
  return sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url');
}

/** A new key pair: both halves as raw base64url. */
export function newSigningPair(): { readonly publicKey: string; readonly privateKey: string } {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { publicKey: x, privateKey: d };
}
