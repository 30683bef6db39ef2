/** How does a fetched archive become a version that can be started? Into a folder without a name, which gets one when all of it is on the disk. */

import { createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { UpdateFile } from '../core/update/manifest.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { fetchedPath, isAsSigned } from './fetch-file.ts';
import { holdsVersion, namesIn, UNFINISHED, versionsDir } from './update-folder.ts';

const BLOCK = 512;
const MOST_FILES = 50_000;

/** `altered`: no longer what was signed. `not-a-version`: it is, and cannot be started all the same. */
export type LayDownAnswer = { readonly type: 'laid-down' | 'altered' | 'not-a-version' | 'no-room' };

export async function layDown(root: string, version: string, file: UpdateFile): Promise<LayDownAnswer> {
  const archive = fetchedPath(root, file);
  const target = join(versionsDir(root), version);
  const unfinished = join(versionsDir(root), `${UNFINISHED}${version}`);
  dropUnfinished(root);
  try {
    if (!(await isAsSigned(archive, file))) {
      rmSync(archive, { force: true });
      return { type: 'altered' };
    }
    mkdirSync(unfinished, { recursive: true, mode: 0o755 });
    const isUnpacked = await unpack(archive, unfinished, file.unpackedBytes);
    if (!isUnpacked || !holdsVersion(unfinished, version)) return notAVersion(unfinished);
    // A folder of that name is one that did not hold a whole version.
    rmSync(target, { recursive: true, force: true });
    renameSync(unfinished, target);
    syncFolder(versionsDir(root));
    rmSync(archive, { force: true });
    return { type: 'laid-down' };
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') return { type: 'no-room' };
    return { type: 'not-a-version' };
  }
}

/** What a power cut left of a version that was being laid down, or taken away. */
export function dropUnfinished(root: string): void {
  for (const name of namesIn(versionsDir(root))) {
    if (name.startsWith(UNFINISHED)) rmSync(join(versionsDir(root), name), { recursive: true, force: true });
  }
}

function notAVersion(unfinished: string): LayDownAnswer {
  rmSync(unfinished, { recursive: true, force: true });
  return { type: 'not-a-version' };
}

/** Plain files and folders of a gzipped `ustar` archive, each synced. False for anything else in it, or for more than was said. */
async function unpack(archive: string, dir: string, largestBytes: number): Promise<boolean> {
  const packed = createReadStream(archive);
  const unpacked = packed.pipe(createGunzip());
  // A disk that does not read is an answer, and no end of the gate: a pipe hands no error on.
  packed.once('error', (error) => unpacked.destroy(error));
  try {
    return await unpackFrom(bytesOf(unpacked), dir, largestBytes);
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}

async function unpackFrom(take: Take, dir: string, largestBytes: number): Promise<boolean> {
  const folders = new Set([dir]);
  let leftBytes = largestBytes;
  for (let files = 0; files < MOST_FILES; files += 1) {
    const header = await take(BLOCK);
    if (header === null) return false;
    if (header.every((byte) => byte === 0)) {
      for (const folder of [...folders].reverse()) syncFolder(folder);
      return true;
    }
    const entry = readHeader(header);
    if (entry === null || !isInside(entry.name)) return false;
    const path = join(dir, entry.name);
    const folder = entry.isFolder ? path : dirname(path);
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o755 });
    folders.add(folder);
    if (entry.isFolder) continue;
    leftBytes -= entry.sizeBytes;
    if (leftBytes < 0 || !(await writeEntry(path, entry, take))) return false;
  }
  return false;
}

type Take = (length: number) => Promise<Buffer | null>;
type Entry = { readonly name: string; readonly sizeBytes: number; readonly mode: number; readonly isFolder: boolean };

async function writeEntry(path: string, { sizeBytes, mode }: Entry, take: Take): Promise<boolean> {
  const file = await open(path, 'wx', (mode & 0o111) === 0 ? 0o644 : 0o755);
  try {
    for (let left = sizeBytes; left > 0; ) {
      const chunk = await take(Math.min(left, 1 << 20));
      if (chunk === null) return false;
      // Not `write`, which may take a part of it: a disk that is nearly full does.
      await file.appendFile(chunk);
      left -= chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  const padding = (BLOCK - (sizeBytes % BLOCK)) % BLOCK;
  return padding === 0 || (await take(padding)) !== null;
}

function readHeader(header: Buffer): Entry | null {
  const text = (from: number, length: number): string => {
    const field = header.subarray(from, from + length);
    const end = field.indexOf(0);
    return field.toString('utf8', 0, end === -1 ? length : end);
  };
  const octal = (from: number, length: number): number => Number.parseInt(text(from, length).trim() || '0', 8);
  const type = text(156, 1);
  if (text(257, 5) !== 'ustar' || !['0', '', '5'].includes(type)) return null;
  const prefix = text(345, 155);
  const name = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
  const [sizeBytes, mode] = [octal(124, 12), octal(100, 8)];
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) return null;
  return { name, sizeBytes, mode, isFolder: type === '5' };
}

function isInside(name: string): boolean {
  const path = normalize(name);
  return name !== '' && !/^[\\/]|^[A-Za-z]:/.test(path) && !path.split(/[\\/]/).includes('..');
}

/** The bytes of a stream in pieces of the length that is asked for; `null` where it ends before. */
function bytesOf(stream: AsyncIterable<Buffer>): Take {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  return async (length) => {
    const taken: Buffer[] = [rest];
    let have = rest.length;
    while (have < length) {
      const { value, done } = await chunks.next();
      if (done === true) return null;
      taken.push(value);
      have += value.length;
    }
    const all = taken.length === 1 ? rest : Buffer.concat(taken);
    rest = all.subarray(length);
    return all.subarray(0, length);
  };
}
