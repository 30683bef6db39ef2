/** Which PINs are set here, and how many wrong ones were typed? An own file of the data folder, for the gate's account alone. */

import { readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceJsonFileUnhurried } from '../files/json-file.ts';
import { closeToOthers } from '../files/private-file.ts';
import { pinHash } from '../vault/pin-hash.ts';
import { LEAVE_BADGE_FILE } from './leave-badge-file.ts';

const accessFile = z.strictObject({
  version: z.literal(1),
  administrator: pinHash,
  supervisor: pinHash.nullable(),
  /** Wrong PINs that are not forgotten: a restart is no way around a lock-out. */
  failures: z.int().min(0).max(1_000_000),
});

/** The PINs themselves are nowhere. */
export type Access = Omit<z.infer<typeof accessFile>, 'version'>;

/** A file that cannot be understood protects as if its PINs were there, and nobody knows them. */
export type ReadAccess =
  | { readonly type: 'none' }
  | { readonly type: 'read'; readonly access: Access }
  | { readonly type: 'unreadable' };

export type AccessFile = {
  /** As it is on the disk; a `stat` where it is the same as before. The command line may have taken it away. */
  readonly look: () => ReadAccess;
  /** Replaces the whole, safe on the disk when it resolves; false where the disk refuses. Never stops the scanning thread. */
  readonly keep: (access: Access | null) => Promise<boolean>;
};

const FILE_NAME = 'access.json';
const NONE: ReadAccess = { type: 'none' };

export function openAccessFile(dataDir: string): AccessFile {
  const path = join(dataDir, FILE_NAME);
  let seen: string | null = null;
  let known = NONE;

  function look(): ReadAccess {
    const stat = statSync(path, { throwIfNoEntry: false });
    const now = stat === undefined ? 'none' : `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
    if (now === seen) return known;
    seen = now;
    known = stat === undefined ? NONE : read(path);
    return known;
  }

  return {
    look,
    keep: async (access) => {
      try {
        // The badge first: nobody who sets a PIN again later wants to have brought an old one back.
        if (access === null) await rm(join(dataDir, LEAVE_BADGE_FILE), { force: true });
        if (access === null) await rm(path, { force: true });
        else {
          await mkdir(dataDir, { recursive: true });
          await replaceJsonFileUnhurried(path, { version: 1, ...access });
        }
        return true;
      } catch {
        return false; // Full, read-only or locked disk: who asked says so.
      }
    },
  };
}

/** For who stands at the PC itself: all PINs go, and the lock-out with them. */
export function resetAccess(dataDir: string): void {
  rmSync(join(dataDir, LEAVE_BADGE_FILE), { force: true });
  rmSync(join(dataDir, FILE_NAME), { force: true });
}

function read(path: string): ReadAccess {
  try {
    const parsed = accessFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) return { type: 'unreadable' };
    closeToOthers(path);
    const { version: _version, ...access } = parsed.data;
    return { type: 'read', access };
  } catch (error) {
    // Taken away just now: then there is none.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? NONE : { type: 'unreadable' };
  }
}
