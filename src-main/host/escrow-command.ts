/** How do the people of a venue get shares of its key, and bring the key back with them? */

import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { replaceJsonFile } from '../files/json-file.ts';
import type { Escrow } from '../vault/escrow.ts';
import { ESCROW_FILE, mergedKeys, openEscrow, readEscrow, withKeys, writeEscrow } from '../vault/escrow.ts';
import type { Share } from '../vault/escrow-shares.ts';
import { readShare, secretOf, sharesOf } from '../vault/escrow-shares.ts';
import { hpkePublicKeyOf, newHpkePair } from '../vault/hpke.ts';
import { readKeys } from '../vault/key-file.ts';
import { forgetLostKeys, KEY_FILE } from '../vault/open-vault.ts';
import { lockDataDir } from './data-lock.ts';

export type EscrowAnswer = { readonly json: unknown; readonly status: 0 | 1; readonly sheets?: string };

const MOST_SHARES = 16;

/**
 * `escrow make K N`: N shares, any K of which bring the key back. They are shown once and kept nowhere. An escrow that was there
 * is moved aside with its shares still good for it. A gate that runs need not be stopped.
 */
export async function makeEscrow(dataDir: string, threshold: number, shares: number): Promise<EscrowAnswer> {
  const isRight = Number.isInteger(threshold) && Number.isInteger(shares) && threshold >= 2;
  if (!isRight || threshold > shares || shares > MOST_SHARES) return refused('numbers');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const read = readKeys(join(dataDir, KEY_FILE));
  if (read.type === 'missing') return refused('no-keys');
  if (read.type === 'refused') return refused(read.reason);
  const { privateKeyRaw, publicKeyRaw } = newHpkePair();
  const id = randomBytes(2).toString('hex').toUpperCase();
  const texts = await sharesOf(privateKeyRaw, id, threshold, shares);
  if (!(await areGood(texts, threshold, publicKeyRaw))) throw new Error('shares that do not give their secret back');
  const publicKey = Buffer.from(publicKeyRaw).toString('base64url');
  const empty: Escrow = { version: 1, id, threshold, shares, publicKey, boxes: [] };
  try {
    const path = join(dataDir, ESCROW_FILE);
    if (existsSync(path)) renameSync(path, join(dataDir, `escrow-before-${Date.now()}.json`));
    // Keys that only the shell can ask for are put in at its next start.
    writeEscrow(path, read.type === 'read' ? withKeys(empty, read.keys) : empty);
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'cannot-write');
  }
  const holds = read.type === 'read' ? 'now' : 'next-start';
  return {
    json: { type: 'made', id, threshold, shares: texts, holds },
    status: 0,
    sheets: sheets(id, threshold, texts),
  };
}

/**
 * `escrow restore`: shares, one a line. The keys of the escrow come back; those that the gate has now are kept for what they
 * sealed, and its key file is kept beside. The gate must not be running.
 */
export async function restoreEscrow(dataDir: string, lines: string, nowUtcMs: number): Promise<EscrowAnswer> {
  const typed = lines
    .split('\n')
    .flatMap((text, index) => (text.trim() === '' ? [] : [{ line: index + 1, share: readShare(text) }]));
  const mistyped = typed.filter(({ share }) => share === null).map(({ line }) => line);
  if (mistyped.length > 0) return { json: { type: 'refused', reason: 'share-mistyped', lines: mistyped }, status: 1 };
  const shares = distinct(typed.flatMap(({ share }) => share ?? []));
  const id = shares[0]?.escrowId;
  if (id === undefined) return refused('no-shares');
  if (shares.some(({ escrowId }) => escrowId !== id)) return refused('shares-of-different-escrows');
  const escrow = escrowIn(dataDir, id);
  if (escrow === null) return refused('no-such-escrow');
  if (shares.length < escrow.threshold) {
    return { json: { type: 'refused', reason: 'too-few', needed: escrow.threshold, given: shares.length }, status: 1 };
  }
  const privateKeyRaw = await secretOf(shares);
  if (!isKeyOf(privateKeyRaw, Buffer.from(escrow.publicKey, 'base64url'))) return refused('shares-do-not-fit');
  return putBack(dataDir, escrow, privateKeyRaw, nowUtcMs);
}

function putBack(dataDir: string, escrow: Escrow, privateKeyRaw: Uint8Array, nowUtcMs: number): EscrowAnswer {
  const release = lockDataDir(dataDir);
  if (release === null) return refused('gate-running');
  try {
    const boxes = openEscrow(escrow, privateKeyRaw);
    if (boxes === null) return refused('does-not-open');
    const path = join(dataDir, KEY_FILE);
    const present = readKeys(path);
    const keys = mergedKeys([...boxes, ...(present.type === 'read' ? [present.keys] : [])], nowUtcMs);
    if (keys === null || boxes.length === 0) return refused('nothing-in-it');
    if (existsSync(path)) copyFileSync(path, `${path}.before-restore-${nowUtcMs}`);
    replaceJsonFile(path, keys);
    forgetLostKeys(dataDir);
    const { deviceId, dataKey, olderDataKeys } = keys;
    return { json: { type: 'restored', device: deviceId, keyId: dataKey.id, older: olderDataKeys.length }, status: 0 };
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'cannot-write');
  } finally {
    release();
  }
}

/** The escrow of these shares: the present one, or one that was moved aside. */
function escrowIn(dataDir: string, id: string): Escrow | null {
  const names = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => /^escrow.*\.json$/.test(name)) : [];
  for (const name of names) {
    const read = readEscrow(join(dataDir, name));
    if (read.type === 'read' && read.escrow.id === id) return read.escrow;
  }
  return null;
}

/** Before anybody writes them down: the last ones, read as they will be typed, give the key. */
async function areGood(texts: readonly string[], threshold: number, publicKeyRaw: Uint8Array): Promise<boolean> {
  const read = texts.slice(-threshold).flatMap((text) => readShare(text) ?? []);
  return read.length === threshold && isKeyOf(await secretOf(read), publicKeyRaw);
}

function isKeyOf(privateKeyRaw: Uint8Array, publicKeyRaw: Uint8Array): boolean {
  return privateKeyRaw.length === 32 && Buffer.from(hpkePublicKeyOf(privateKeyRaw)).equals(publicKeyRaw);
}

/** A share that was typed twice counts once. */
function distinct(shares: readonly Share[]): Share[] {
  return [
    ...new Map(shares.map((share) => [`${share.escrowId}${Buffer.from(share.bytes).toString('hex')}`, share])).values(),
  ];
}

/** One sheet a person: to be printed, cut, and locked away in different places. */
function sheets(id: string, threshold: number, texts: readonly string[]): string {
  return texts
    .map(
      (text, index) => `────────────────────────────────────────────────────────────
GÁC CỔNG · mảnh khóa / key share ${index + 1}/${texts.length} · ${id}

  ${text}

Cần ${threshold} mảnh để lấy lại khóa. Cất riêng, đừng chụp ảnh, đừng để cạnh mảnh khác.
Lấy lại: npm run -s gate -- escrow restore, rồi gõ mỗi mảnh một dòng.
${threshold} shares bring the key back. Lock it away on its own; take no picture of it.
To restore: npm run -s gate -- escrow restore, then type one share a line.
`,
    )
    .join('\n');
}

function refused(reason: string): EscrowAnswer {
  return { json: { type: 'refused', reason }, status: 1 };
}
