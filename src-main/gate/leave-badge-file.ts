/** Which badge lets somebody leave the kiosk? Its hash, in a file of its own: an older program does not know of it, and goes on. */

import { readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BadgeHash } from '../vault/badge-hash.ts';
import { badgeHash } from '../vault/badge-hash.ts';

export const LEAVE_BADGE_FILE = 'leave-badge.json';

const leaveBadgeFile = badgeHash.extend({ version: z.literal(1) });
const PRIVATE_MODE = 0o600;

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
      try {
        const parsed = leaveBadgeFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
        return parsed.success ? { hash: parsed.data.hash } : null;
      } catch {
        return null; // None was made, or the file is damaged: the PIN is there.
      }
    },
    keep: async (badge) => {
      try {
        if (badge === null) await rm(path, { force: true });
        else await replace(path, `${JSON.stringify({ version: 1, ...badge }, null, 2)}\n`);
        return true;
      } catch {
        return false; // Full, read-only or locked disk: who asked says so.
      }
    },
  };
}

async function replace(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', PRIVATE_MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
