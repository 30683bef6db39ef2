/** How do a gate's keys come back when the gate has lost them? They are sealed to a key that only the venue's people have, in shares. */

import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { replaceJsonFile } from '../files/json-file.ts';
import { hpkeOpen, hpkeSeal } from './hpke.ts';
import type { Keys } from './key-file.ts';
import { dataKeyIds, keysFromText } from './key-file.ts';

export const ESCROW_FILE = 'escrow.json';
const PURPOSE = Buffer.from('gac-cong escrow 1', 'utf8');

const escrowFile = z.strictObject({
  version: z.literal(1),
  /** On every share, so that shares of two escrows are told apart. */
  id: z.string().regex(/^[0-9A-F]{4}$/),
  threshold: z.int().min(2).max(16),
  shares: z.int().min(2).max(16),
  /** X25519, the 32 raw bytes as base64url. Its private key is in the shares, and nowhere else. */
  publicKey: z.string().regex(/^[\w-]{43}$/),
  /** The oldest first. More than one where the gate lost its keys and began anew: the lost ones stay. */
  boxes: z.array(z.strictObject({ dataKeyIds: z.array(z.string()), sealed: z.base64url() })),
});

export type Escrow = z.infer<typeof escrowFile>;

export type ReadEscrow =
  | { readonly type: 'read'; readonly escrow: Escrow }
  | { readonly type: 'missing' }
  | { readonly type: 'unreadable' };

export function readEscrow(path: string): ReadEscrow {
  if (!existsSync(path)) return { type: 'missing' };
  try {
    const parsed = escrowFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? { type: 'read', escrow: parsed.data } : { type: 'unreadable' };
  } catch {
    return { type: 'unreadable' };
  }
}

/** Writes an escrow in the place of the one before. Throws the system's error where the disk refuses. */
export function writeEscrow(path: string, escrow: Escrow): void {
  replaceJsonFile(path, escrow);
}

/**
 * The escrow with these keys in it. A box is left out only where all its keys are among them: one that holds a key which the gate
 * does not have any more is what the escrow is for. The same object where nothing is new.
 */
export function withKeys(escrow: Escrow, keys: Keys): Escrow {
  const ids = dataKeyIds(keys);
  if (escrow.boxes.some((box) => box.dataKeyIds.join() === ids.join())) return escrow;
  const others = escrow.boxes.filter((box) => box.dataKeyIds.some((id) => !ids.includes(id)));
  const plain = Buffer.from(JSON.stringify(keys), 'utf8');
  const sealed = hpkeSeal(Buffer.from(escrow.publicKey, 'base64url'), plain, boundTo(escrow));
  return { ...escrow, boxes: [...others, { dataKeyIds: ids, sealed: Buffer.from(sealed).toString('base64url') }] };
}

/** Keeps the escrow of a data folder in step with its keys; a gate without one, or with a damaged one, has none. */
export function keepEscrow(path: string, keys: Keys): void {
  const read = readEscrow(path);
  if (read.type !== 'read') return;
  const kept = withKeys(read.escrow, keys);
  if (kept !== read.escrow) writeEscrow(path, kept);
}

/** The keys of every box, the oldest first; `null` where one of them does not open. */
export function openEscrow(escrow: Escrow, privateKeyRaw: Uint8Array): readonly Keys[] | null {
  const opened = escrow.boxes.map(({ sealed }) => {
    const plain = hpkeOpen(privateKeyRaw, Buffer.from(sealed, 'base64url'), boundTo(escrow));
    return plain === null ? null : keysFromText(Buffer.from(plain).toString('utf8'));
  });
  return opened.every((each) => each !== null) ? opened : null;
}

/**
 * One set of keys out of several: the first says who the gate is and seals from now on; the data keys of all others open what
 * they sealed. `null` for none.
 */
export function mergedKeys([first, ...others]: readonly Keys[], nowUtcMs: number): Keys | null {
  if (first === undefined) return null;
  const olderDataKeys = [...first.olderDataKeys];
  for (const { dataKey, olderDataKeys: older } of others) {
    for (const key of [{ ...dataKey, retiredAtUtcMs: nowUtcMs }, ...older]) {
      const isKnown = key.id === first.dataKey.id || olderDataKeys.some(({ id }) => id === key.id);
      if (!isKnown) olderDataKeys.push(key);
    }
  }
  return { ...first, olderDataKeys };
}

function boundTo({ id }: Escrow): { readonly info: Uint8Array; readonly aad: Uint8Array } {
  return { info: PURPOSE, aad: Buffer.from(id, 'utf8') };
}
