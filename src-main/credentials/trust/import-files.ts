/** Which files of a folder or a USB stick are lists, and in which order are they read? */

import type { Stats } from 'node:fs';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { CREDENTIAL_KINDS } from '../../core/code/code.ts';
import { FILE_LINE, pemOf } from './lists/pem.ts';
import { MAX_LIST_BYTES } from './lists/read-list.ts';

const MAX_DEPTH = 3;
const MAX_FILES = 20_000;
const LIST_NAME = /\.(?:json|jsonl|jwt|jws|txt|ml|der|cms|p7s|bin|hashes)$/i;
const PEM_NAME = /\.(?:pem|crt|cer|key\.pub)$/i;
const SIGNERS_FOLDER = 'list-signers/';
const NAMING_FOLDERS: readonly string[] = [...CREDENTIAL_KINDS, 'list-signers'];

export type ImportFile = {
  /** The path below the folder, with `/`, which says what PEM files are for. */
  readonly name: string;
  readonly read: () => Uint8Array | 'cannot-read' | 'too-large';
};

/**
 * A file alone; or of a folder every list, with its PEM files together as one list, so that a key taken out of the folder is
 * out of force after the next import. Signers of lists come first. A PEM beside a list (`list.json.pem`) is its signer. Links
 * are not followed.
 */
export function filesToImport(path: string): readonly ImportFile[] {
  const stat = statOf(path);
  if (stat === null || !stat.isDirectory()) return [{ name: nameOf(path), read: () => readWhole(path) }];
  const names = namesBelow(path, path, 0).toSorted();
  const pems = names.filter((name) => PEM_NAME.test(name));
  const isSigner = (name: string): boolean =>
    `/${name}`.includes(`/${SIGNERS_FOLDER}`) || LIST_NAME.test(name.replace(PEM_NAME, ''));
  const folder = basename(path);
  const lists = names.filter((name) => LIST_NAME.test(name));
  return [
    ...together(
      path,
      `${SIGNERS_FOLDER}${folder}`,
      pems.filter(isSigner),
      (name) => `${SIGNERS_FOLDER}${basename(name)}`,
    ),
    ...together(
      path,
      folder,
      pems.filter((name) => !isSigner(name)),
      (name) => `${folder}/${name}`,
    ),
    ...lists.map((name) => ({ name, read: () => readWhole(join(path, name)) })),
  ];
}

/** PEM files one behind the other, each after a line that names it. */
function together(
  path: string,
  name: string,
  pems: readonly string[],
  labelOf: (name: string) => string,
): readonly ImportFile[] {
  if (pems.length === 0) return [];
  const read = (): ReturnType<ImportFile['read']> => {
    const texts: string[] = [];
    for (const pem of pems) {
      const bytes = readWhole(join(path, pem));
      if (typeof bytes === 'string') return bytes;
      texts.push(`${FILE_LINE}${labelOf(pem)}\n${pemOf(bytes)}\n`);
    }
    return Buffer.from(texts.join(''));
  };
  return [{ name, read }];
}

/** A file alone keeps the folder that says what its keys are for. */
function nameOf(path: string): string {
  const folder = basename(dirname(path));
  return NAMING_FOLDERS.includes(folder) ? `${folder}/${basename(path)}` : basename(path);
}

function namesBelow(root: string, folder: string, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
    const names = entries.flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return namesBelow(root, path, depth + 1);
      return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
    });
    return names.slice(0, MAX_FILES);
  } catch {
    return []; // A folder that may not be read, or a stick that was pulled out.
  }
}

function readWhole(path: string): ReturnType<ImportFile['read']> {
  try {
    if (statSync(path).size > MAX_LIST_BYTES) return 'too-large';
    return readFileSync(path);
  } catch {
    return 'cannot-read';
  }
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null; // Not there, or not to be looked at: reading it says so.
  }
}
