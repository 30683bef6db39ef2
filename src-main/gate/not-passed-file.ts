/** Which openings are known to have been passed by nobody, though the log could not take that yet? Kept over a restart. */

import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { entryId } from '../contract/entry-words.ts';
import type { EntryId } from '../core/entry/entry.ts';

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
    read: () => {
      try {
        return openings.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? [];
      } catch {
        return []; // Not there, or half of it: what is not known is not written.
      }
    },
    keep: (list) => {
      try {
        if (list.length === 0) rmSync(path, { force: true });
        else replace(path, JSON.stringify(list));
        return true;
      } catch {
        return false;
      }
    },
  };
}

function replace(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}
