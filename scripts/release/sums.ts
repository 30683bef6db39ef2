/** How does somebody see that a file of a release came to them whole? `sha256sum --check SHA256SUMS`. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepResult } from './step.ts';

const SUMS_FILE = 'SHA256SUMS';
/** What is handed out; folders, what electron-builder leaves for itself, and what is for tests only are not. */
const HANDED_OUT = /^(?!.*~test).*\.(deb|AppImage|exe|tar\.gz|json|txt)$/;

export function writeSums(releaseDir: string): StepResult {
  const names = readdirSync(releaseDir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && HANDED_OUT.test(entry.name))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) return { type: 'failed', why: 'there is nothing in release/ to hand out' };
  const lines = names.map((name) => `${sha256(join(releaseDir, name))}  ${name}\n`);
  writeFileSync(join(releaseDir, SUMS_FILE), lines.join(''));
  return { type: 'done', said: `${names.length} files in release/${SUMS_FILE}` };
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
