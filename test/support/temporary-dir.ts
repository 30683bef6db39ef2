/** Where may a test write? A folder of its own that goes when the test is over. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A new empty folder, removed after the running test. */
export function temporaryDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'gac-cong-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A new empty folder for a whole file of tests, removed after it. */
export function suiteDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'gac-cong-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
