/**
 * What does the gate make of other people's codes? `npm run -s parse -- --json [--clock ISO]`: one payload a line on
 * standard input, one JSON object a line on standard output. A line that is a JSON string (`"…"`) stands for what it
 * says, so that a payload may hold line ends. Signatures count by the lists of the gate in `GATE_DATA_DIR`.
 */

import { join } from 'node:path';
import type { Trust } from '../src-main/credentials/trust/trust.ts';
import { NO_TRUST } from '../src-main/credentials/trust/trust.ts';
import { openTrustFolder } from '../src-main/credentials/trust/trust-folder.ts';
import { parseCode } from './parsed-code.ts';

/** What no reader would hand over is told to be too long without being held in memory. */
const LONGEST_LINE_BYTES = 1_000_000;
const NEW_LINE = 0x0a;

const nowUtcMs = clockOption();
if (nowUtcMs === null) {
  process.stderr.write('Giờ không hợp lệ / --clock wants a moment such as 2026-11-23T08:00:00Z\n');
  process.exitCode = 2;
} else {
  const trust = trustOfGate(nowUtcMs);
  for await (const line of linesOf(process.stdin)) {
    process.stdout.write(`${JSON.stringify(parseCode(payloadOf(line), trust, nowUtcMs))}\n`);
  }
}

/** What the gate of `GATE_DATA_DIR` trusts; nobody where none is named. */
function trustOfGate(atUtcMs: number): Trust {
  const dataDir = process.env.GATE_DATA_DIR;
  return dataDir ? openTrustFolder(join(dataDir, 'trust'), atUtcMs).trust() : NO_TRUST;
}

function clockOption(): number | null {
  const at = process.argv.indexOf('--clock');
  if (at === -1) return Date.now();
  const utcMs = Date.parse(process.argv[at + 1] ?? '');
  return Number.isNaN(utcMs) ? null : utcMs;
}

async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of input) {
    let from = 0;
    for (let end = chunk.indexOf(NEW_LINE); end !== -1; end = chunk.indexOf(NEW_LINE, from)) {
      yield withoutReturn(Buffer.concat([...held, chunk.subarray(from, end)]));
      held = [];
      heldBytes = 0;
      from = end + 1;
    }
    const rest = chunk.subarray(from, from + Math.max(0, LONGEST_LINE_BYTES - heldBytes));
    held.push(rest);
    heldBytes += rest.length;
  }
  if (heldBytes > 0) yield withoutReturn(Buffer.concat(held));
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
}

function payloadOf(line: Buffer): Buffer {
  if (line[0] !== 0x22) return line;
  try {
    const text: unknown = JSON.parse(line.toString('utf8'));
    return typeof text === 'string' ? Buffer.from(text, 'utf8') : line;
  } catch {
    return line; // A payload that only begins with a quotation mark.
  }
}
