/** With which key is a venue's backup encrypted, and how does a person write it down? */

import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFile } from '../../files/create-file.ts';

const FILE_NAME = 'backup.key';
const SECRET_BYTES = 20;
/** Crockford's: no letter that a hand writes like a digit. https://www.crockford.com/base32.html */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_LETTERS = 4;
const SECRET_LETTERS = (SECRET_BYTES * 8) / 5;

/** Nine groups of four letters: 160 random bits and a check of them, such as stands on the sheet in the safe. */
export function newBackupCode(): string {
  const letters = lettersOf(randomBytes(SECRET_BYTES));
  return (letters + checkOf(letters)).replace(/(.{4})(?=.)/g, '$1-');
}

/** The 32 bytes of AES-256 for a code as somebody typed it; `null` where a letter is wrong or missing. */
export function keyOfCode(code: string): Buffer | null {
  const letters = code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const secret = letters.slice(0, SECRET_LETTERS);
  if (letters.length !== SECRET_LETTERS + CHECK_LETTERS || [...letters].some((each) => !LETTERS.includes(each))) {
    return null;
  }
  if (letters.slice(SECRET_LETTERS) !== checkOf(secret)) return null;
  return Buffer.from(hkdfSync('sha256', secret, '', 'gac-cong backup 1', 32));
}

/**
 * The code that this gate encrypts its backups with, made at the first call: `backup.key` in the data folder, 0600. Never put
 * beside a backup. Throws the system's error where it can be neither read nor made, and where the file holds no code.
 */
export function backupCodeOf(dataDir: string): string {
  const path = join(dataDir, FILE_NAME);
  const found = readCode(path);
  if (found !== null) return found;
  createFile(path, `${newBackupCode()}\n`);
  const made = readCode(path);
  if (made === null) throw new Error('the backup key is not there');
  return made;
}

/** The key of the backups that this gate has made; `null` where it never made one, or the file holds no code. */
export function knownBackupKey(dataDir: string): Buffer | null {
  const code = readCode(join(dataDir, FILE_NAME));
  return code === null ? null : keyOfCode(code);
}

function readCode(path: string): string | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  if (keyOfCode(text) === null) throw new Error('backup.key holds no code');
  return text;
}

function lettersOf(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five, 2)] ?? '').join('');
}

function checkOf(letters: string): string {
  return lettersOf(createHash('sha256').update(letters).digest().subarray(0, 5)).slice(0, CHECK_LETTERS);
}
