/** How are personal columns encrypted? AES-256-GCM, one random nonce a block. */

import type { KeyObject } from 'node:crypto';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealer } from '../core/ports.ts';

/** A block is: this byte, the nonce, the ciphertext, the tag. */
const LAYOUT_VERSION = 1;
const CIPHER = 'aes-256-gcm';
/** Random 96-bit nonces are safe for 2^32 blocks under one key (NIST SP 800-38D §8.3); a gate writes far fewer. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;

/** Secret keys of 32 bytes, by their ids; `older`: of rows from before a rotation. */
export type DataKeys = {
  readonly id: string;
  readonly secret: KeyObject;
  readonly older: ReadonlyMap<string, KeyObject>;
};

/**
 * Seals under one key, and opens under the older ones too. `bound` is authenticated with the block, so that
 * it opens in its own row only.
 */
export function createSealer({ id, secret, older }: DataKeys): Sealer {
  const keys = new Map([...older, [id, secret]]);
  return {
    keyId: id,
    seal: (plain, bound) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, secret, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(bound, 'utf8'));
      const sealed = [cipher.update(plain, 'utf8'), cipher.final()];
      return Buffer.concat([Buffer.of(LAYOUT_VERSION), nonce, ...sealed, cipher.getAuthTag()]);
    },
    open: (sealed, bound, sealedUnder) => {
      const key = keys.get(sealedUnder);
      if (key === undefined || sealed[0] !== LAYOUT_VERSION || sealed.length < HEAD_BYTES + TAG_BYTES) return null;
      const tagStart = sealed.length - TAG_BYTES;
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(1, HEAD_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(bound, 'utf8'));
      decipher.setAuthTag(sealed.subarray(tagStart));
      const plain = decipher.update(sealed.subarray(HEAD_BYTES, tagStart));
      try {
        return Buffer.concat([plain, decipher.final()]).toString('utf8');
      } catch {
        return null; // The tag does not fit: another key, another row, or changed bytes.
      }
    },
  };
}
