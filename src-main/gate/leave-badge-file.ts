/** Which badge lets somebody leave the kiosk? Its hash, in a file of its own: an older program does not know of it, and goes on. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, replaceJsonFileUnhurried } from '../files/json-file.ts';
import type { BadgeHash } from '../vault/badge-hash.ts';
import { badgeHash } from '../vault/badge-hash.ts';

export const LEAVE_BADGE_FILE = 'leave-badge.json';

const leaveBadgeFile = badgeHash.extend({ version: z.literal(1) });

export type LeaveBadgeFile = {
  /** `null` where there is none, or none that can be understood: a badge that nobody can check opens nothing. */
  readonly look: () => BadgeHash | null;
  /** Safe on the disk when it resolves; false where the disk refuses. */
  readonly keep: (badge: BadgeHash | null) => Promise<boolean>;
};

export function openLeaveBadgeFile(dataDir: string): LeaveBadgeFile {
  const path = join(dataDir, LEAVE_BADGE_FILE);
  return {
    look: () => {
      // None was made, or the file is damaged: the PIN is there.
      const read = leaveBadgeFile.safeParse(readJsonFile(path)).data;
      return read === undefined ? null : { hash: read.hash };
    },
    keep: async (badge) => {
      try {
        if (badge === null) await rm(path, { force: true });
        else await replaceJsonFileUnhurried(path, { version: 1, ...badge });
        return true;
      } catch {
        return false; // Full, read-only or locked disk: who asked says so.
      }
    },
  };
}
