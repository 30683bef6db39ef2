/**
 * Who reads how many QR codes, and how fast? The production pipeline beside its peers on the same pictures in the same
 * run. `npm run bench:decode -- --index FILE.jsonl --root DIR [--limit N] [--json]`. Exit status 1: some of the pictures
 * were left out; 2: it was not understood.
 */

import { readArguments } from './decode/arguments.ts';
import { benchIndex } from './decode/bench-index.ts';

const EMPTY_PICTURES = 30;

const asked = readArguments(process.argv.slice(2));
if (asked.mode === 'refused') {
  say(asked.message);
  process.exitCode = 2;
} else {
  const { exitStatus, lines, json } = await benchIndex(asked, EMPTY_PICTURES, say);
  for (const line of lines) process.stdout.write(`${line}\n`);
  if (asked.wantsJson && json !== null) process.stdout.write(`${JSON.stringify(json)}\n`);
  process.exitCode = exitStatus;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
