/** Which openings are known to have been passed by nobody, though the log could not take that yet? Kept over a restart. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { entryId } from '../contract/entry-words.ts';
import type { EntryId } from '../core/entry/entry.ts';
import { readJsonFile, replaceJsonFile } from '../files/json-file.ts';

/** Names an entry, and nothing of whom it is about. */
export type NotPassed = { readonly laneId: string; readonly entry: EntryId };

export type NotPassedFile = {
  /** Oldest first. Empty where there is no file, or none that can be understood. */
  readonly read: () => readonly NotPassed[];
  /** Replaces what is kept, safe on the disk when it returns; false where the disk refuses. */
  readonly keep: (openings: readonly NotPassed[]) => boolean;
};

const FILE_NAME = 'not-passed.json';
const openings = z.array(z.strictObject({ laneId: z.string().max(40), entry: entryId })).max(10_000);

/** In the data folder, beside the log: a disk that is too full for the log's pages often has room for these few bytes. */
export function openNotPassedFile(dataDir: string): NotPassedFile {
  const path = join(dataDir, FILE_NAME);
  return {
    // Not there, or half of it: what is not known is not written.
    read: () => openings.safeParse(readJsonFile(path)).data ?? [],
    keep: (list) => {
      try {
        if (list.length === 0) rmSync(path, { force: true });
        else replaceJsonFile(path, list);
        return true;
      } catch {
        return false;
      }
    },
  };
}
