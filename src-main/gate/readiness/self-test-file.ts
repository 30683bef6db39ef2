/** Which self-tests were made at this gate lately? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SelfTest } from '../../contract/readiness-api.ts';
import { selfTest } from '../../contract/readiness-api.ts';
import { replaceJsonFile } from '../../files/json-file.ts';

const FILE_NAME = 'self-tests.json';
const MOST_KEPT = 30;
/** More than thirty tests of a gate with all its readers. */
const LARGEST_BYTES = 2_000_000;

export type SelfTestFile = {
  /** The newest first. */
  readonly tests: () => readonly SelfTest[];
  /** False where the disk refuses: the test stands until the gate ends. */
  readonly keep: (test: SelfTest) => boolean;
};

/** Kept in `self-tests.json`, the last thirty. What another version wrote and this one cannot read is passed over. */
export function openSelfTestFile(dataDir: string): SelfTestFile {
  const path = join(dataDir, FILE_NAME);
  let tests = readTests(path);
  return {
    tests: () => tests,
    keep: (test) => {
      tests = [test, ...tests].slice(0, MOST_KEPT);
      try {
        replaceJsonFile(path, tests);
        return true;
      } catch {
        return false;
      }
    },
  };
}

function readTests(path: string): readonly SelfTest[] {
  try {
    const bytes = readFileSync(path);
    const read: unknown = bytes.length > LARGEST_BYTES ? [] : JSON.parse(bytes.toString('utf8'));
    return (Array.isArray(read) ? read : []).flatMap((each) => selfTest.safeParse(each).data ?? []).slice(0, MOST_KEPT);
  } catch {
    return []; // Not there yet, or half written by another hand.
  }
}
