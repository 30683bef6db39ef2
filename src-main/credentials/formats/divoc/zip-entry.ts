/** What does a zip of exactly one file hold? */

import { crc32 } from 'node:zlib';
import { inflate } from '../../inflate.ts';
import { MAX_INFLATED_BYTES } from '../../limits.ts';

const LOCAL_MARK = 0x04034b50;
const CENTRAL_MARK = 0x02014b50;
const END_MARK = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const ENCRYPTED = 0x1;
const STORED = 0;
const DEFLATED = 8;

/**
 * The bytes of the one file of that name, by PKWARE's APPNOTE 6.3.10: a local header at the very beginning, the directory behind the
 * data, and nothing after its end record. `null` for every other zip, a wrong length or checksum, and what inflates beyond the limits.
 * Sizes are those of the directory, because a writer that streams leaves them out of the local header.
 */
export function readOnlyZipEntry(zip: Uint8Array, name: string): Uint8Array | null {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = bytes.length - END_SIZE;
  if (end < LOCAL_SIZE + CENTRAL_SIZE || bytes.readUInt32LE(0) !== LOCAL_MARK) return null;
  if (
    bytes.readUInt32LE(end) !== END_MARK ||
    bytes.readUInt16LE(end + 10) !== 1 ||
    bytes.readUInt16LE(end + 20) !== 0
  ) {
    return null;
  }
  const central = bytes.readUInt32LE(end + 16);
  if (central > end - CENTRAL_SIZE || bytes.readUInt32LE(central) !== CENTRAL_MARK) return null;
  if (bytes.readUInt32LE(central + 42) !== 0 || nameAt(bytes, central + CENTRAL_SIZE, central + 28) !== name)
    return null;
  const method = bytes.readUInt16LE(central + 10);
  const isSameInBoth = bytes.readUInt16LE(8) === method && nameAt(bytes, LOCAL_SIZE, 26) === name;
  if (!isSameInBoth || ((bytes.readUInt16LE(6) | bytes.readUInt16LE(central + 8)) & ENCRYPTED) !== 0) return null;
  const start = LOCAL_SIZE + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
  const stop = start + bytes.readUInt32LE(central + 20);
  if (stop > central) return null;
  const content = contentOf(bytes.subarray(start, stop), method);
  const isWhole =
    content?.length === bytes.readUInt32LE(central + 24) && crc32(content) === bytes.readUInt32LE(central + 16);
  return isWhole ? content : null;
}

function nameAt(bytes: Buffer, at: number, lengthAt: number): string {
  return bytes.toString('latin1', at, at + bytes.readUInt16LE(lengthAt));
}

function contentOf(data: Uint8Array, method: number): Uint8Array | null {
  if (method === DEFLATED) return inflate(data, 'raw');
  return method === STORED && data.length <= MAX_INFLATED_BYTES ? data : null;
}
