/** Who reads how many of the pictures that an index names? */

import { readFileSync } from 'node:fs';
import type { AskedIndex } from './arguments.ts';
import { createDecoders } from './decoders.ts';
import { indexedShots } from './indexed-shots.ts';
import type { Problem } from './read-index.ts';
import { readIndex } from './read-index.ts';
import { linesOf } from './report.ts';
import type { Effort, Printed, Say } from './run-decoders.ts';
import { runDecoders } from './run-decoders.ts';

const SEED = 1;

/** Measures whatever can be measured; what cannot is named through `say`, counted, and makes the exit status 1. */
export async function benchIndex(asked: AskedIndex, effort: Effort, say: Say): Promise<Printed> {
  const { indexPath, rootDir, limit } = asked;
  const text = textOf(indexPath);
  if (text === null) {
    say(`${indexPath} cannot be opened`);
    return { exitStatus: 2, lines: [], json: null };
  }
  const { pictures, problems } = readIndex(text);
  const wanted = pictures.slice(0, limit ?? pictures.length);
  const leftOut: Problem[] = [...problems];
  const shots = indexedShots(wanted, rootDir, (problem) => leftOut.push(problem));
  const decoders = await createDecoders();
  const report = runDecoders({ decoders, shots, total: wanted.length, jsqrEvery: 1, effort, seed: SEED }, say);
  for (const { line, reason } of leftOut) say(`${indexPath}:${line}: ${reason}`);
  const lines = linesOf(report);
  if (leftOut.length > 0) lines.push('', `${leftOut.length} lines of the index were left out`);
  return { exitStatus: leftOut.length === 0 ? 0 : 1, lines, json: { ...report, pictures: wanted.length, leftOut } };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not there, a folder, or not ours to read: said to the user in one sentence.
    return null;
  }
}
