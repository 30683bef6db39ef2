/** Where is the project, and what do its built parts hang on? */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const PROJECT_DIR = resolve(import.meta.dirname, '..');

/**
 * A digest of names, sizes and times of every file below `paths`, and of `facts`: as long as it stays the same, what
 * was built from them is up to date. Reads no contents, so that it takes milliseconds at every start.
 */
export function fingerprint(paths: readonly string[], facts: readonly string[] = []): string {
  const hash = createHash('sha256').update(facts.join('\0'));
  for (const path of paths) {
    const absolute = join(PROJECT_DIR, path);
    if (!existsSync(absolute)) continue;
    for (const file of filesBelow(absolute).sort()) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`\0${file}\0${size}\0${mtimeMs}`);
    }
  }
  return hash.digest('hex');
}

/** True when `stampPath` holds `wanted`. The stamp lies in what was built, and goes when that goes. */
export function isStamped(stampPath: string, wanted: string): boolean {
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted;
}

function filesBelow(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
