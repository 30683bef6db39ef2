/** How does a piece of a backup lie on a disk that anybody may pick up? Compressed, encrypted, whole or not at all. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { replaceFile } from '../../files/replace-file.ts';

const MARK = Buffer.from('GCB1', 'latin1');
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MARK.length + NONCE_BYTES;
/** More than any piece is; a longer one is not ours. */
const LARGEST_PIECE_BYTES = 512 * 1024 * 1024;

/**
 * Puts `content` under `path`: whole and on the disk when this returns, or the file that was there before. Throws the
 * system's error. The name is bound to the content, so that files cannot be exchanged.
 */
export function writeSealed(path: string, content: Uint8Array, key: Uint8Array): void {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(basename(path), 'utf8'));
  // The fastest level: hashes and words shrink, sealed blocks do not.
  const sealed = [cipher.update(deflateRawSync(content, { level: 1 })), cipher.final()];
  replaceFile(path, Buffer.concat([MARK, nonce, ...sealed, cipher.getAuthTag()]));
}

/** What was put there; `null` where it is not ours, was changed, was cut, or needs another key. Throws only if it cannot be read. */
export function readSealed(path: string, key: Uint8Array): Buffer | null {
  const bytes = readFileSync(path);
  if (bytes.length < HEAD_BYTES + TAG_BYTES || !bytes.subarray(0, MARK.length).equals(MARK)) return null;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(MARK.length, HEAD_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(basename(path), 'utf8'));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    const packed = Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES, -TAG_BYTES)), decipher.final()]);
    return inflateRawSync(packed, { maxOutputLength: LARGEST_PIECE_BYTES });
  } catch {
    return null; // The tag does not fit.
  }
}
