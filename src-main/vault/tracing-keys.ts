/** Which tracing keys did the authority hand to this gate, and how are they kept? */

import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { KeySpan } from '../core/authority/authority-key.ts';
import { spanOfWeek } from '../core/authority/tracing-key.ts';
import { parseJson } from '../core/parse-json.ts';
import type { Sealer } from '../core/ports.ts';
import { replaceJsonFile } from '../files/json-file.ts';

export const TRACING_FILE = 'tracing-keys.json';
/** Beside it, where only the gate itself can ask the key store: a key that it is to seal at its next look. */
export const INCOMING_SUFFIX = '.incoming';
const SECRET_BYTES = 32;
const BOUND = 'tracing-keys';
/** This week's, the last one's, and some that were handed over ahead. */
const MOST_KEYS = 12;

/** As the authority hands it out. The id is the ISO week and a check of the secret, so that a damaged copy is found. */
const tracingKey = z
  .strictObject({
    tracingKey: z.string().regex(/^\d{4}-W\d{2}-[0-9a-f]{8}$/),
    /** 32 bytes as base64url. */
    secret: z.string().regex(/^[\w-]{43}$/),
  })
  .refine(({ tracingKey: id, secret }) => spanOfWeek(weekOf(id)) !== null && id === idFor(weekOf(id), secret));

const keptFile = z.strictObject({ version: z.literal(1), keyId: z.string(), sealed: z.base64() });

export type TracingKey = KeySpan & {
  /** 32 bytes as base64url. */
  readonly secret: string;
};

export type KeptTracingKeys =
  | { readonly type: 'read'; readonly keys: readonly TracingKey[] }
  | { readonly type: 'missing' }
  /** Damaged, or sealed under a data key that is lost: to be handed over again. */
  | { readonly type: 'unreadable' };

export type TracingImport =
  | { readonly type: 'imported'; readonly id: string; readonly keys: readonly TracingKey[] }
  | { readonly type: 'refused'; readonly reason: 'no-key' | 'another-key' | 'too-old' | 'too-many-keys' };

/** A new key for an ISO week; the text of the file that the authority hands to its gates. Throws where there is no such week. */
export function newTracingKey(week: string): { readonly id: string; readonly text: string } {
  if (spanOfWeek(week) === null) throw new RangeError('no such week');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const id = idFor(week, secret);
  return { id, text: `${JSON.stringify({ tracingKey: id, secret }, null, 2)}\n` };
}

/** What one file of the authority says, or `null` where it is none, or damaged. */
export function readTracingKey(content: unknown): TracingKey | null {
  const parsed = tracingKey.safeParse(content).data;
  const span = parsed === undefined ? null : spanOfWeek(weekOf(parsed.tracingKey));
  return parsed === undefined || span === null ? null : { id: parsed.tracingKey, secret: parsed.secret, ...span };
}

/** The keys that `path` holds, sealed under the gate's data key. Never throws. */
export function readKeptTracingKeys(path: string, sealer: Sealer): KeptTracingKeys {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? { type: 'missing' } : { type: 'unreadable' };
  }
  const file = keptFile.safeParse(parseJson(text)).data;
  const plain = file === undefined ? null : sealer.open(Buffer.from(file.sealed, 'base64'), BOUND, file.keyId);
  const contents = plain === null ? null : z.array(z.unknown()).safeParse(parseJson(plain)).data;
  if (contents === undefined || contents === null) return { type: 'unreadable' };
  return { type: 'read', keys: contents.flatMap((each) => readTracingKey(each) ?? []) };
}

/**
 * Adds a key to those that `path` holds. Keys that had ended when the new one begins are forgotten: a thief of the gate cannot
 * make tags of weeks gone by. By the keys' own weeks, never by this machine's clock, which may be wrong. Throws the system's
 * error where the disk refuses, and then the old file stands.
 */
export function importTracingKey(path: string, sealer: Sealer, content: unknown): TracingImport {
  const key = readTracingKey(content);
  if (key === null) return { type: 'refused', reason: 'no-key' };
  const kept = readKeptTracingKeys(path, sealer);
  const known = kept.type === 'read' ? kept.keys : [];
  if (known.some(({ id }) => id !== key.id && weekOf(id) === weekOf(key.id))) {
    return { type: 'refused', reason: 'another-key' };
  }
  if (known.some(({ notBeforeUtcMs }) => notBeforeUtcMs >= key.notAfterUtcMs)) {
    return { type: 'refused', reason: 'too-old' };
  }
  const others = known.filter(({ id, notAfterUtcMs }) => id !== key.id && notAfterUtcMs > key.notBeforeUtcMs);
  const keys = [...others, key].sort((left, right) => left.notBeforeUtcMs - right.notBeforeUtcMs);
  if (keys.length > MOST_KEYS) return { type: 'refused', reason: 'too-many-keys' };
  writeKept(path, sealer, keys);
  return { type: 'imported', id: key.id, keys };
}

function writeKept(path: string, sealer: Sealer, keys: readonly TracingKey[]): void {
  const plain = JSON.stringify(keys.map(({ id, secret }) => ({ tracingKey: id, secret })));
  const sealed = Buffer.from(sealer.seal(plain, BOUND)).toString('base64');
  replaceJsonFile(path, { version: 1, keyId: sealer.keyId, sealed });
}

function weekOf(id: string): string {
  return id.slice(0, 8);
}

function idFor(week: string, secret: string): string {
  const check = createHash('sha256').update(`gac-cong tracing key ${secret}`).digest('hex').slice(0, 8);
  return `${week}-${check}`;
}
