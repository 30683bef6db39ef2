/** How does a gate get a new data key, and when is an old one let go? */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceJsonFile } from '../files/json-file.ts';
import { damagedLogs, LOG_FILE } from '../gate/open-log.ts';
import { dataKeysInUse } from '../store/data-keys-in-use.ts';
import { ESCROW_FILE, keepEscrow } from '../vault/escrow.ts';
import type { Keys } from '../vault/key-file.ts';
import { readKeys, rotated } from '../vault/key-file.ts';
import { KEY_FILE } from '../vault/open-vault.ts';
import { TRACING_FILE } from '../vault/tracing-keys.ts';
import { lockDataDir } from './data-lock.ts';
import { ROTATION_ASKED_FILE } from './key-store.ts';

export type RotateAnswer = { readonly json: unknown; readonly status: 0 | 1 };

/** A log that somebody brings back from a stick may need a key that the present one does not. */
const KEPT_AT_LEAST_MS = 30 * 86_400_000;

/**
 * New rows get a new key from the next start on; older keys stay for what they sealed. Those that were replaced a month ago and
 * that nothing needs go. One file takes the place of the other: a cut leaves either, and both open everything.
 */
export function rotateKeyCommand(dataDir: string, nowUtcMs: number): RotateAnswer {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const release = lockDataDir(dataDir);
  if (release === null) return refused('gate-running');
  try {
    const path = join(dataDir, KEY_FILE);
    const read = readKeys(path);
    if (read.type === 'wrapped') {
      writeFileSync(join(dataDir, ROTATION_ASKED_FILE), '', { mode: 0o600 });
      return { json: { type: 'asked', at: 'next-start' }, status: 0 };
    }
    if (read.type !== 'read') return refused(read.type === 'missing' ? 'no-keys' : read.reason);
    const { keys, dropped } = withoutUnused(rotated(read.keys, nowUtcMs), dataDir, nowUtcMs);
    replaceJsonFile(path, keys);
    keepEscrow(join(dataDir, ESCROW_FILE), keys);
    const older = keys.olderDataKeys.map(({ id }) => id);
    return { json: { type: 'rotated', keyId: keys.dataKey.id, older, dropped }, status: 0 };
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'cannot-write');
  } finally {
    release();
  }
}

function withoutUnused(
  keys: Keys,
  dataDir: string,
  nowUtcMs: number,
): { readonly keys: Keys; readonly dropped: readonly string[] } {
  const used = damagedLogs(dataDir).length > 0 ? null : dataKeysInUse(join(dataDir, LOG_FILE));
  const tracingKeyId = keyIdOfTracing(dataDir);
  const dropped = keys.olderDataKeys
    .filter(({ id, retiredAtUtcMs }) => {
      const isNeeded = used === null || used.has(id) || id === tracingKeyId;
      return !isNeeded && nowUtcMs - retiredAtUtcMs > KEPT_AT_LEAST_MS;
    })
    .map(({ id }) => id);
  const olderDataKeys = keys.olderDataKeys.filter(({ id }) => !dropped.includes(id));
  return { keys: { ...keys, olderDataKeys }, dropped };
}

function keyIdOfTracing(dataDir: string): string | null {
  try {
    const content: unknown = JSON.parse(readFileSync(join(dataDir, TRACING_FILE), 'utf8'));
    return z.object({ keyId: z.string() }).safeParse(content).data?.keyId ?? null;
  } catch {
    return null; // There is none.
  }
}

function refused(reason: string): RotateAnswer {
  return { json: { type: 'refused', reason }, status: 1 };
}
