/**
 * Who reads how many QR codes, and how fast? The production pipeline beside its peers on the same pictures in the same
 * run: those of an index (`npm run bench:decode -- --index FILE.jsonl --root DIR [--limit N] [--json]`), or frames of a
 * gate that are made up (`npm run bench:decode -- --gate [--seed N] [--count N] [--json]`). See docs/decoding.md.
 */

import type { Asked } from './decode/arguments.ts';
import { readArguments } from './decode/arguments.ts';
import { benchGate } from './decode/bench-gate.ts';
import { benchIndex } from './decode/bench-index.ts';
import type { Printed } from './decode/run-decoders.ts';

const EFFORT = { emptyCount: 30, warmUpCount: 3 };

const asked = readArguments(process.argv.slice(2));
const { exitStatus, lines, json } = await answer(asked);
for (const line of lines) process.stdout.write(`${line}\n`);
if (asked.mode !== 'refused' && asked.wantsJson && json !== null) process.stdout.write(`${JSON.stringify(json)}\n`);
process.exitCode = exitStatus;

async function answer(to: Asked): Promise<Printed> {
  switch (to.mode) {
    case 'index':
      return benchIndex(to, EFFORT, say);
    case 'gate':
      return benchGate(to, EFFORT, say);
    case 'refused':
      say(to.message);
      return { exitStatus: 2, lines: [], json: null };
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
