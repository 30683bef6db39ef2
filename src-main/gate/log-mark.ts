/** What does a gate remember of its log outside of it, so that an older copy in its place is noticed? */

import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, replaceJsonFileUnsynced } from '../files/json-file.ts';

const FILE_NAME = 'log-mark.json';

const logMark = z.object({
  /** An entry that the log holds. It was on the disk before this was written. */
  last: z.object({ epoch: z.string(), seq: z.int().min(1), hash: z.string() }).nullable(),
  machine: z.array(z.string()).max(100),
  /** What was found last, and when. */
  notice: z.object({ kind: z.enum(['older-copy', 'other-machine', 'contradicted']), atUtcMs: z.number() }).nullable(),
});

export type LogMark = z.infer<typeof logMark>;

/** `null` where there is none, or none that can be read: then nothing is known, and nothing is concluded. */
export function readLogMark(dataDir: string): LogMark | null {
  return logMark.safeParse(readJsonFile(join(dataDir, FILE_NAME))).data ?? null;
}

/** Not synced: after a power cut there may be an older one, or none, and both are true. Throws the system's error. */
export function writeLogMark(dataDir: string, mark: LogMark): void {
  replaceJsonFileUnsynced(join(dataDir, FILE_NAME), mark);
}
