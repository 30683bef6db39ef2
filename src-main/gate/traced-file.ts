/** What does a gate remember of the traces that found its entries? A file beside the log: it names none of those who passed. */

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Access } from '../contract/trace-notice.ts';
import { access } from '../contract/trace-notice.ts';
import type { TracedView } from '../contract/traced-api.ts';

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
        writeFileSync(`${path}.new`, `${JSON.stringify(view)}\n`, { mode: 0o600 });
        renameSync(`${path}.new`, path);
      } catch {
        // A full disk is said elsewhere; until the next start it is remembered all the same.
        log('traced-not-written');
      }
    },
  };
}

function read(path: string): TracedView {
  try {
    return kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { cases: [], heardAtUtcMs: null };
  }
}
