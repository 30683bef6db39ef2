/** How do the lists lie on disk? One file a list, and one index of facts, each replaced as a whole. */

import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceJsonFile } from '../../files/json-file.ts';
import { replaceFile } from '../../files/replace-file.ts';
import { LIST_FORMS } from './lists/list-read.ts';

const INDEX_NAME = 'index.json';
const INDEX_FORM = 'gac-cong-trust-1';
const MAX_NAME_LENGTH = 120;
/** The first characters of the content's SHA-256, then the name that it was imported under. */
const FILE_FORM = /^([0-9a-f]{16})\.(.+)$/;

const count = z.number().int().nonnegative();
const listFacts = z.object({
  file: z.string().regex(FILE_FORM),
  name: z.string(),
  source: z.string(),
  form: z.enum(LIST_FORMS),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  importedAtUtcMs: z.number().int(),
  isSigned: z.boolean(),
  keys: count,
  hashes: count,
  cards: count,
  skipped: count,
});
const indexFile = z.object({ form: z.literal(INDEX_FORM), lists: z.array(listFacts) });

/** What is known of one list without opening it. */
export type ListFacts = Readonly<z.infer<typeof listFacts>>;

/** `null` where there is no index, or none that can be read: an unreadable one is set aside. */
export function readIndex(folder: string): readonly ListFacts[] | null {
  try {
    const read = indexFile.safeParse(JSON.parse(readFileSync(join(folder, INDEX_NAME), 'utf8')));
    if (read.success) return read.data.lists;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  }
  setAside(folder, INDEX_NAME);
  return null;
}

export function writeIndex(folder: string, lists: readonly ListFacts[]): void {
  makeFolder(folder);
  replaceJsonFile(join(folder, INDEX_NAME), { form: INDEX_FORM, lists });
}

/** Changes whenever the index is replaced; cheap enough to be asked for every second. */
export function markOfIndex(folder: string): string {
  const stat = statSync(join(folder, INDEX_NAME), { throwIfNoEntry: false });
  return stat === undefined ? 'none' : `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
}

/** Writes the file of a list and answers its name and digest; throws where the disk does. */
export function writeList(folder: string, name: string, bytes: Uint8Array): Pick<ListFacts, 'file' | 'sha256'> {
  const sha256 = hash('sha256', bytes);
  const file = `${sha256.slice(0, 16)}.${encodeURIComponent(name).slice(0, MAX_NAME_LENGTH)}`;
  makeFolder(folder);
  replaceFile(join(folder, file), bytes);
  return { file, sha256 };
}

/** The content of a list, or `null` where it is gone or not what was written: then it is set aside. */
export function readListFile(folder: string, { file, sha256 }: Pick<ListFacts, 'file' | 'sha256'>): Uint8Array | null {
  try {
    const bytes = readFileSync(join(folder, file));
    if (hash('sha256', bytes) === sha256) return bytes;
    setAside(folder, file);
  } catch {
    // Gone or unreadable: the status says that this list is not in force.
  }
  return null;
}

/** What lies there when no index says so, newest first: name, digest of the content and time of the file. */
export function findLists(folder: string): readonly (Pick<ListFacts, 'file' | 'name' | 'sha256' | 'importedAtUtcMs'> & {
  readonly bytes: Uint8Array;
})[] {
  const found = namesIn(folder).flatMap((file) => {
    const [, start, encoded = ''] = FILE_FORM.exec(file) ?? [];
    if (start === undefined) return [];
    const bytes = readFileSync(join(folder, file));
    const sha256 = hash('sha256', bytes);
    const importedAtUtcMs = Math.round(statSync(join(folder, file)).mtimeMs);
    return sha256.startsWith(start) ? [{ file, name: decodedName(encoded), sha256, importedAtUtcMs, bytes }] : [];
  });
  return found.toSorted((left, right) => right.importedAtUtcMs - left.importedAtUtcMs);
}

export function removeListFile(folder: string, file: string): void {
  rmSync(join(folder, file), { force: true });
}

function setAside(folder: string, file: string): void {
  try {
    renameSync(join(folder, file), join(folder, `damaged.${file}`));
  } catch {
    // A disk that cannot be written to: the file stays, and is not read either.
  }
}

function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // Nothing has been imported yet.
  }
}

function decodedName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded; // Cut in the middle of a letter.
  }
}
