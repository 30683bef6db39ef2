/** Is the file of a release here, whole and as it was signed? Goes on where a fetch was cut. */

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { UpdateFile } from '../core/update/manifest.ts';
import { syncFolder } from '../files/sync-folder.ts';
import type { SourceTrouble, UpdateSource } from './source.ts';
import { filesDir, namesIn } from './update-folder.ts';

/** `truncated`: it ended too early; what came is kept. `altered`: it is whole, and not what was signed; nothing of it is kept. */
export type FetchAnswer = { readonly type: 'fetched' | 'truncated' | 'altered' | 'no-room' | SourceTrouble };

/** Where the file lies once it is whole. Named by its content: one release's half is never mended with another's. */
export function fetchedPath(root: string, { sha512, name }: UpdateFile): string {
  return join(filesDir(root), `${sha512.slice(0, 16)}-${name}`);
}

export async function fetchFile(
  source: UpdateSource,
  file: UpdateFile,
  root: string,
  stop: AbortSignal,
): Promise<FetchAnswer> {
  const path = fetchedPath(root, file);
  const part = `${path}.part`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path)) return { type: 'fetched' };
  try {
    const trouble = await append(source, file, part, stop);
    if (trouble !== null) return { type: trouble };
    if (sizeOf(part) < file.sizeBytes) return { type: 'truncated' };
    if (!(await isAsSigned(part, file))) {
      rmSync(part, { force: true });
      return { type: 'altered' };
    }
    renameSync(part, path);
    syncFolder(dirname(path));
    return { type: 'fetched' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') return { type: 'no-room' };
    // The line was cut, or the stick pulled out: what came is kept.
    return { type: sizeOf(part) < file.sizeBytes ? 'truncated' : 'not-reached' };
  }
}

/** How much of it is here already, whole or not. */
export function fetchedBytes(root: string, file: UpdateFile): number {
  const path = fetchedPath(root, file);
  return sizeOf(path) || sizeOf(`${path}.part`);
}

/** Whether what lies there is byte for byte what was signed. */
export async function isAsSigned(path: string, file: UpdateFile): Promise<boolean> {
  if (sizeOf(path) !== file.sizeBytes) return false;
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex') === file.sha512;
}

/** Takes away what was fetched of other releases. */
export function dropOtherFiles(root: string, file: UpdateFile | null): void {
  const kept = file === null ? null : fetchedPath(root, file);
  for (const name of namesIn(filesDir(root))) {
    const path = join(filesDir(root), name);
    if (path !== kept && path !== `${kept}.part`) rmSync(path, { recursive: true, force: true });
  }
}

async function append(
  source: UpdateSource,
  { name, sizeBytes }: UpdateFile,
  part: string,
  stop: AbortSignal,
): Promise<SourceTrouble | null> {
  if (sizeOf(part) > sizeBytes) rmSync(part);
  const here = sizeOf(part);
  if (here === sizeBytes) return null;
  const opened = await source.file(name, here, stop);
  if (opened.type !== 'opened') return opened.type;
  const target = await open(part, 'a', 0o600);
  try {
    // A source that cannot go on begins anew.
    if (opened.fromByte < here) truncateSync(part, opened.fromByte);
    let length = opened.fromByte;
    for await (const chunk of opened.bytes) {
      const bytes = chunk as Buffer;
      // Not `write`, which may take a part of it: a disk that is nearly full does.
      await target.appendFile(bytes.subarray(0, sizeBytes + 1 - length));
      length += bytes.length;
      // Longer than it was signed: not that file, and no reason to fill the disk.
      if (length > sizeBytes || stop.aborted) break;
    }
    await target.sync();
  } finally {
    await target.close();
    opened.bytes.destroy();
  }
  return null;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
