/** Where may a test write? A folder of its own that goes when the test is over. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A new empty folder, removed after the running test. */
export function temporaryDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'gac-cong-test-'));
  onTestFinished(() => removeDir(path));
  return path;
}

/** A new empty folder for a whole file of tests, removed after it. */
export function suiteDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'gac-cong-test-'));
  afterAll(() => removeDir(path));
  return path;
}

/** A browser that was told to end may still put its files away, into a folder that was just emptied. */
export function removeDir(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
