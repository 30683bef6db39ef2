/** How do a few files become one, which every system opens? */

import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = { readonly name: string; readonly content: Uint8Array };

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_RECORD = 0x06054b50;
const VERSION_2_0 = 20;
const NAMES_ARE_UTF8 = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, the first day that the format knows: the same files give the same bytes. */
const FIRST_DAY = 0x21;
const MOST_ENTRIES = 0xffff;
const LARGEST_BYTES = 0xffff_ffff;

/** PKWARE's APPNOTE 6.3, without ZIP64: throws where that would be needed. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  if (entries.length > MOST_ENTRIES) throw new Error('too many files for a zip');
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const deflated = deflateRawSync(content, { level: 9 });
    const nameBytes = Buffer.from(name, 'utf8');
    const about = aboutEntry(content, deflated.length, nameBytes.length);
    const local = Buffer.concat([word32(LOCAL_HEADER), about, word16(0), nameBytes, deflated]);
    const attributes = Buffer.concat([word16(0), word16(0), word16(0), word16(0), word32(0), word32(offset)]);
    directory.push(Buffer.concat([word32(CENTRAL_HEADER), word16(VERSION_2_0), about, attributes, nameBytes]));
    parts.push(local);
    offset += local.length;
    if (offset > LARGEST_BYTES) throw new Error('too large for a zip');
  }
  const list = Buffer.concat(directory);
  const count = word16(entries.length);
  const end = [word32(END_RECORD), word16(0), word16(0), count, count, word32(list.length), word32(offset), word16(0)];
  return Buffer.concat([...parts, list, ...end]);
}

/** What both headers say, up to the length of the name. */
function aboutEntry(content: Uint8Array, deflatedBytes: number, nameBytes: number): Buffer {
  return Buffer.concat([
    word16(VERSION_2_0),
    word16(NAMES_ARE_UTF8),
    word16(DEFLATED),
    word16(0),
    word16(FIRST_DAY),
    word32(crc32(content)),
    word32(deflatedBytes),
    word32(content.length),
    word16(nameBytes),
  ]);
}

function word16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function word32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
