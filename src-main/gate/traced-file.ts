/** What does a gate remember of the traces that found its entries? A file beside the log: it names none of those who passed. */

import { join } from 'node:path';
import { z } from 'zod';
import type { Access } from '../contract/trace-notice.ts';
import { access } from '../contract/trace-notice.ts';
import type { TracedView } from '../contract/traced-api.ts';
import { readJsonFile, replaceJsonFileUnsynced } from '../files/json-file.ts';

const FILE_NAME = 'traced.json';
const MOST_CASES = 200;

const kept = z.object({ cases: z.array(access).max(MOST_CASES), heardAtUtcMs: z.number().nullable() });

export type TracedFile = {
  readonly view: () => TracedView;
  /** What the collector says now. What it no longer says stays: its results are deleted after 90 days, and that it was looked is not. */
  readonly hear: (accesses: readonly Access[], atUtcMs: number) => void;
};

/** A file that is missing or cannot be read is one in which nothing stands: the collector says it again. */
export function openTracedFile(dataDir: string, log: (event: string) => void): TracedFile {
  const path = join(dataDir, FILE_NAME);
  let view: TracedView = read(path);
  return {
    view: () => view,
    hear: (accesses, heardAtUtcMs) => {
      const cases = new Map([...view.cases, ...accesses].map((each) => [each.caseId, each]));
      const newest = [...cases.values()].sort((one, other) => other.askedAtUtcMs - one.askedAtUtcMs);
      view = { cases: newest.slice(0, MOST_CASES), heardAtUtcMs };
      try {
        replaceJsonFileUnsynced(path, view);
      } catch {
        // A full disk is said elsewhere; until the next start it is remembered all the same.
        log('traced-not-written');
      }
    },
  };
}

function read(path: string): TracedView {
  return kept.safeParse(readJsonFile(path)).data ?? { cases: [], heardAtUtcMs: null };
}
