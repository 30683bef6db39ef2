/** Which keys does this gate hold, and how are they kept on disk? */

import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const KEY_BYTES = 32;
/** Owner reads and writes, nobody else. Windows keeps the folder's own access list instead. */
const PRIVATE_MODE = 0o600;

const secretKey = z.base64().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES);

/** The file as JSON: secret keys are base64 of 32 bytes, the signing key is base64 of Ed25519 PKCS #8. */
const keyFile = z.strictObject({
  version: z.literal(1),
  deviceId: z.uuid(),
  dataKey: z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/), secret: secretKey }),
  tagKey: z.strictObject({ secret: secretKey }),
  signingKey: z.strictObject({ pkcs8: z.base64() }),
});

export type Keys = z.infer<typeof keyFile>;

export type ReadKeys =
  | { readonly type: 'read'; readonly keys: Keys }
  | { readonly type: 'missing' }
  | { readonly type: 'refused'; readonly reason: 'keys-unreadable' | 'keys-malformed' };

/** Reads the key file, and takes it away from everybody else's eyes where a copy has left it open. */
export function readKeys(path: string): ReadKeys {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isMissing ? { type: 'missing' } : { type: 'refused', reason: 'keys-unreadable' };
  }
  const parsed = keyFile.safeParse(parseJson(text));
  if (!parsed.success) return { type: 'refused', reason: 'keys-malformed' };
  closeToOthers(path);
  return { type: 'read', keys: parsed.data };
}

/** New keys from the system's randomness. */
export function newKeys(): Keys {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    version: 1,
    deviceId: randomUUID(),
    dataKey: { id: randomBytes(8).toString('hex'), secret: randomBytes(KEY_BYTES).toString('base64') },
    tagKey: { secret: randomBytes(KEY_BYTES).toString('base64') },
    signingKey: { pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') },
  };
}

/**
 * Puts keys where there are none: whole and on the disk, or not at all. A file that is there already, even one
 * that another process has made in the same moment, is never replaced. Throws the system's error when it cannot.
 */
export function createKeyFile(path: string, keys: Keys): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    writeDurably(temporary, `${JSON.stringify(keys, null, 2)}\n`);
    moveUnlessThere(temporary, path);
    syncFolder(dirname(path));
  } finally {
    rmSync(temporary, { force: true });
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', PRIVATE_MODE);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A hard link fails where the name is taken, which a rename does not; file systems without links get the rename. */
function moveUnlessThere(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    if (statSync(to, { throwIfNoEntry: false }) === undefined) renameSync(from, to);
  }
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // Windows cannot open a folder to sync it; NTFS journals the name.
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function closeToOthers(path: string): void {
  if (process.platform === 'win32') return;
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, PRIVATE_MODE);
  } catch {
    // Not our file to change, or a read-only disk: the keys still serve, and the folder itself is private.
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Half a file or not JSON: the schema refuses it like any other wrong content.
  }
}
