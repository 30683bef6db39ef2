/** What lies in these folders, every file of them? */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type LeftFile = { readonly place: string; readonly bytes: Buffer };

/**
 * Reads files one after the other; names of files are looked at too. Sockets and links to elsewhere have no bytes of their own, and what
 * a running program takes away meanwhile is not left.
 */
export function* filesLeftIn(folders: readonly string[]): Generator<LeftFile> {
  for (const folder of folders) {
    for (const entry of unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? []) {
      const path = join(folder, entry.name);
      yield { place: `${path}, its name`, bytes: Buffer.from(path) };
      if (entry.isDirectory()) yield* filesLeftIn([path]);
      const bytes = entry.isFile() ? unlessGone(() => readLeft(path)) : null;
      if (bytes !== null) yield { place: path, bytes };
    }
  }
}

function unlessGone<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A segment of PostgreSQL's write-ahead log, as its server names it. */
const SEGMENT = /[\\/]pg_wal[\\/][0-9A-F]{24}$/;
const PAGE_BYTES = 8_192;
const HEADER_BYTES = 24;
/** Of the first page of a segment, which says so. */
const LONG_HEADER_BYTES = 40;
const LONG_HEADER = 0x0002;

function readLeft(path: string): Buffer {
  const bytes = readFileSync(path);
  return SEGMENT.test(path) ? withoutPageHeaders(bytes) : bytes;
}

/** A name that goes over the end of a page has the head of the next one in its middle: so a part of a mask would look like nobody's mask. */
export function withoutPageHeaders(segment: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + HEADER_BYTES < segment.length; at += PAGE_BYTES) {
    const isLong = (segment.readUInt16LE(at + 2) & LONG_HEADER) !== 0;
    parts.push(segment.subarray(at + (isLong ? LONG_HEADER_BYTES : HEADER_BYTES), at + PAGE_BYTES));
  }
  return Buffer.concat(parts);
}
