/** How does something small lie in a file of its own, as JSON that a person can read too? */

import { readFileSync } from 'node:fs';
import { replaceFile, replaceFileUnhurried, replaceFileUnsynced } from './replace-file.ts';

/** `undefined` where there is none, or half of one: a schema refuses that like any other wrong content. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Throws the system's error; what was there is then there still. */
export function replaceJsonFile(path: string, content: unknown): void {
  replaceFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** The same without holding up the thread that scans. */
export async function replaceJsonFileUnhurried(path: string, content: unknown): Promise<void> {
  await replaceFileUnhurried(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** For what may be the old one, or none, after a power cut. */
export function replaceJsonFileUnsynced(path: string, content: unknown): void {
  replaceFileUnsynced(path, `${JSON.stringify(content, null, 2)}\n`);
}
