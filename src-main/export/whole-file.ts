/** How does a file come into a folder whole or not at all, and never over another one? */

import { createWriteStream, existsSync, statSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syncFolderUnhurried } from '../files/sync-folder.ts';

/** Whoever runs the gate may read it, nobody else; a stick knows no such thing. */
export const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** What is not whole yet. Left by a power cut, it goes with the next file. */
const UNFINISHED = '.gac-cong-unfinished';

export type ExportPlace = {
  /** Absolute. */
  readonly folder: string;
  /** The gate's own folder is made; a stick's is there or is not. */
  readonly mayMakeFolder: boolean;
  /** Without its ending. */
  readonly name: string;
};

export type Written = { readonly path: string; readonly rows: number };

/** A text as it is, with the mark by which Windows knows its letters. */
export async function writeText(text: string, place: ExportPlace): Promise<Written> {
  const path = await writeWhole(place, 'txt', (unfinished) =>
    pipeline(Readable.from([`\uFEFF${text}`]), createWriteStream(unfinished, { mode: PRIVATE_FILE })),
  );
  return { path, rows: text.split('\n').length - 1 };
}

/** `write` fills the file at the path that it is given. Throws the system's error: `ENOENT` where the folder is gone. */
export async function writeWhole(
  { folder, mayMakeFolder, name }: ExportPlace,
  ending: string,
  write: (unfinished: string) => Promise<void>,
): Promise<string> {
  if (mayMakeFolder) await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  await dropUnfinished(folder);
  const unfinished = join(folder, `${name}.${ending}${UNFINISHED}`);
  try {
    await write(unfinished);
    await toDisk(unfinished);
    const path = freePath(folder, name, ending);
    await rename(unfinished, path);
    await syncFolderUnhurried(folder);
    return path;
  } catch (error) {
    // It goes if it can: the folder itself may be gone.
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** `name.csv`, and where that is there, `name (2).csv`. */
function freePath(folder: string, name: string, ending: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? `${name}.${ending}` : `${name} (${number}).${ending}`);
    if (!existsSync(path)) return path;
  }
}

/** Somebody pulls the stick as soon as the screen says that the file is there. */
async function toDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function dropUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(UNFINISHED)) await rm(join(folder, name), { force: true });
  }
}

const LONGEST_STEM = 60;

/** Of letters that every file system takes: `Nhà máy Bình Minh` → `Nha-may-Binh-Minh`. */
export function fileStem(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^0-9A-Za-z]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST_STEM);
}
