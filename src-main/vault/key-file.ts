/** Which keys does this gate hold, and how are they kept on disk? */

import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { createFile } from '../files/create-file.ts';
import { closeToOthers } from '../files/private-file.ts';

const KEY_BYTES = 32;

const secretKey = z.base64().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES);

const dataKey = z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/), secret: secretKey });

/** What opens the log and knows people again. */
const secrets = z.strictObject({
  dataKey,
  /** Newest first: nothing new is written under them, and what was written opens. */
  olderDataKeys: z.array(z.strictObject({ ...dataKey.shape, retiredAtUtcMs: z.number() })).default([]),
  tagKey: z.strictObject({ secret: secretKey }),
});

/** What says who this gate is. */
const identity = { deviceId: z.uuid(), signingKey: z.strictObject({ pkcs8: z.base64() }) };

/** The file as JSON: secret keys are base64 of 32 bytes, the signing key is base64 of Ed25519 PKCS #8. */
const keyFile = z.strictObject({ version: z.literal(1), ...identity, ...secrets.shape });

/** The same with its secrets (as JSON text) encrypted by the operating system's key store; base64. */
const wrappedFile = z.strictObject({ version: z.literal(2), ...identity, wrapped: z.base64().min(1) });

const named = z.looseObject({ deviceId: identity.deviceId });

export type Keys = z.infer<typeof keyFile>;
export type Secrets = z.infer<typeof secrets>;
export type WrappedKeys = z.infer<typeof wrappedFile>;

export type ReadKeys =
  | { readonly type: 'read'; readonly keys: Keys }
  /** The secrets are in the key store, which only the shell can ask. */
  | { readonly type: 'wrapped'; readonly file: WrappedKeys }
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
  const parsed = z.union([keyFile, wrappedFile]).safeParse(parseJson(text));
  if (!parsed.success) return { type: 'refused', reason: 'keys-malformed' };
  closeToOthers(path);
  const { data } = parsed;
  return data.version === 1 ? { type: 'read', keys: data } : { type: 'wrapped', file: data };
}

/** Which gate's keys these are, for who looks and needs none of them; `null` where that cannot be read. */
export function readDeviceId(path: string): string | null {
  try {
    return named.safeParse(parseJson(readFileSync(path, 'utf8'))).data?.deviceId ?? null;
  } catch {
    return null; // No file, or not this one's to read.
  }
}

/** The keys of a file as text, such as the escrow holds; `null` where it is none. */
export function keysFromText(text: string): Keys | null {
  return keyFile.safeParse(parseJson(text)).data ?? null;
}

/** The secrets that a key store gave back, together with the rest of their file; `null` where they are none. */
export function unwrapKeys({ deviceId, signingKey }: WrappedKeys, secretsText: string): Keys | null {
  const opened = secrets.safeParse(parseJson(secretsText)).data;
  return opened === undefined ? null : { version: 1, deviceId, ...opened, signingKey };
}

/** What is to be encrypted by a key store. */
export function secretsText({ dataKey, olderDataKeys, tagKey }: Keys): string {
  return JSON.stringify({ dataKey, olderDataKeys, tagKey } satisfies Secrets);
}

/** New rows under a new key; the one before and all older ones go on opening theirs. */
export function rotated(keys: Keys, nowUtcMs: number): Keys {
  const { dataKey, olderDataKeys } = keys;
  return {
    ...keys,
    dataKey: newDataKey(),
    olderDataKeys: [{ ...dataKey, retiredAtUtcMs: nowUtcMs }, ...olderDataKeys],
  };
}

/** Every data key of a file, the present one first. */
export function dataKeyIds({ dataKey, olderDataKeys }: Pick<Keys, 'dataKey' | 'olderDataKeys'>): string[] {
  return [dataKey.id, ...olderDataKeys.map(({ id }) => id)];
}

/** New keys from the system's randomness. */
export function newKeys(): Keys {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    version: 1,
    deviceId: randomUUID(),
    dataKey: newDataKey(),
    olderDataKeys: [],
    tagKey: { secret: randomBytes(KEY_BYTES).toString('base64') },
    signingKey: { pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') },
  };
}

/**
 * Puts keys where there are none: whole and on the disk, or not at all. A file that is there already, even one
 * that another process has made in the same moment, is never replaced. Throws the system's error when it cannot.
 */
export function createKeyFile(path: string, keys: Keys): void {
  createFile(path, `${JSON.stringify(keys, null, 2)}\n`);
}

function newDataKey(): Keys['dataKey'] {
  return { id: randomBytes(8).toString('hex'), secret: randomBytes(KEY_BYTES).toString('base64') };
}
