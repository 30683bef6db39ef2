/** May this zip be unpacked, or is it one of those that fill a machine? */

import { inflateRawSync } from 'node:zlib';

/** A sheet of 50,000 lines takes a third of this. */
const MOST_UNPACKED_BYTES = 96 * 1024 * 1024;
const MOST_FILES = 400;
const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** Unpacks everything once, with a limit that does not believe what the zip says of itself. */
export function checkZip(bytes: Uint8Array): 'ok' | 'too-large' | 'not-a-list' {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(zip);
  if (end === null) return 'not-a-list';
  const count = zip.readUInt16LE(end + 10);
  if (count > MOST_FILES) return 'too-large';
  let left = MOST_UNPACKED_BYTES;
  try {
    let at = zip.readUInt32LE(end + 16);
    for (let index = 0; index < count; index += 1) {
      if (zip.readUInt32LE(at) !== ENTRY_MARK) return 'not-a-list';
      left -= unpackedBytes(zip, at, left);
      at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
    return 'ok';
  } catch (error) {
    return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      ? 'too-large'
      : 'not-a-list';
  }
}

function unpackedBytes(zip: Buffer, entryAt: number, most: number): number {
  const method = zip.readUInt16LE(entryAt + 10);
  const size = zip.readUInt32LE(entryAt + 20);
  const localAt = zip.readUInt32LE(entryAt + 42);
  const dataAt = localAt + 30 + zip.readUInt16LE(localAt + 26) + zip.readUInt16LE(localAt + 28);
  if (method === STORED) return size;
  if (method !== DEFLATED || dataAt + size > zip.length) throw new Error('a zip that no spreadsheet writes');
  return inflateRawSync(zip.subarray(dataAt, dataAt + size), { maxOutputLength: Math.max(1, most) }).length;
}

/** It stands at the end, before a comment of at most 64 KB. */
function findEnd(zip: Buffer): number | null {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 66_000); at -= 1) {
    if (zip.readUInt32LE(at) === END_MARK) return at;
  }
  return null;
}
