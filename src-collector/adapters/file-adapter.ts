/** How are entries handed over as files in a folder, each whole or not there? */

import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Adapter, Batch, Field, SendAnswer } from './adapter.ts';

export type FileSettings = { readonly name: string; readonly folder: string; readonly include: readonly Field[] };

/** Numbers of one length, so that names sort as what they say. */
const DIGITS = 15;

/**
 * `<first>-<last>.jsonl`, a line for each item, and beside it `.sha256` as `sha256sum -c` reads it: what has both is whole. A file that
 * is there is never written again: after a crash it is the same batch, and counts; another batch's under that name is left alone and said.
 */
export function fileAdapter({ name, folder, include }: FileSettings): Adapter {
  return { name, include, send: (batch) => drop(folder, batch).catch(failure) };
}

async function drop(folder: string, batch: Batch): Promise<SendAnswer> {
  const [first, last] = [batch.items[0], batch.items.at(-1)];
  if (first === undefined || last === undefined) return { type: 'taken' };
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const file = `${padded(first.number)}-${padded(last.number)}.jsonl`;
  const there = await readWhole(join(folder, file));
  if (there !== null && !isOf(there, batch)) return { type: 'retry', afterMs: null, why: 'file-of-another' };
  const text =
    there ?? Buffer.from(batch.items.map((item) => `${JSON.stringify({ batch: batch.id, ...item })}\n`).join(''));
  if (there === null) await writeWhole(folder, file, text);
  const sum = `${createHash('sha256').update(text).digest('hex')}  ${file}\n`;
  const sumFile = `${file}.sha256`;
  if ((await readWhole(join(folder, sumFile))) === null) await writeWhole(folder, sumFile, Buffer.from(sum));
  return { type: 'taken' };
}

function padded(number: number): string {
  return String(number).padStart(DIGITS, '0');
}

/** What a database that was put back from a copy hands out again has the number of another batch. */
function isOf(there: Buffer, { id }: Batch): boolean {
  return there.subarray(0, 100).toString('utf8').startsWith(`{"batch":"${id}"`);
}

async function readWhole(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** On the disk under its name, or not there under it. */
async function writeWhole(folder: string, file: string, bytes: Buffer): Promise<void> {
  const temporary = join(folder, `.${file}.part`);
  const written = await open(temporary, 'w', 0o640);
  try {
    await written.writeFile(bytes);
    await written.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await written.close();
  }
  await rename(temporary, join(folder, file));
  if (process.platform === 'win32') return; // There a folder cannot be opened to be synced.
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** No room, no right, no folder: the code says it, and no path goes with it. */
function failure(error: unknown): SendAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code).toLowerCase() : 'failed';
  return { type: 'retry', afterMs: null, why: code };
}
