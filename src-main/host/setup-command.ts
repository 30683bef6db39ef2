/** How are one gate's settings given to others from the command line? */

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Gate } from '../contract/gate.ts';
import type { LeftOut } from '../contract/setup-file.ts';
import { LEFT_OUT, MAX_SETUP_FILE_BYTES } from '../contract/setup-file.ts';
import { readWasm } from './wasm-file.ts';

export type SetupCommandAnswer = { readonly json: unknown; readonly status: 0 | 1 };

/** `export [FILE] [--qr] [--ask name,lanes]` and `apply FILE`; `null` where it was asked for otherwise. */
export async function runSetupCommand(
  gate: Pick<Gate, 'applySetup' | 'exportSetup'>,
  words: readonly string[],
): Promise<SetupCommandAnswer | null> {
  const [verb, ...rest] = words;
  if (verb === 'apply' && rest.length === 1) return await applyFile(gate, rest[0] ?? '');
  const order = verb === 'export' ? orderOf(rest) : null;
  return order === null ? null : await exportTo(gate, order);
}

async function applyFile(gate: Pick<Gate, 'applySetup'>, path: string): Promise<SetupCommandAnswer> {
  const text = readSetupFile(path);
  if (text.type === 'refused') return { json: { ...text, field: null }, status: 1 };
  const answer = await gate.applySetup({ text: text.text });
  const isDone = answer.type === 'taken' || (answer.type === 'applied' && answer.collector.type !== 'refused');
  return { json: answer, status: isDone ? 0 : 1 };
}

type ReadFile =
  | { readonly type: 'read'; readonly text: string }
  | { readonly type: 'refused'; readonly reason: 'too-large' | 'cannot-read' };

export function readSetupFile(path: string): ReadFile {
  try {
    if (statSync(path).size > MAX_SETUP_FILE_BYTES) return { type: 'refused', reason: 'too-large' };
    return { type: 'read', text: readFileSync(path, 'utf8') };
  } catch {
    return { type: 'refused', reason: 'cannot-read' };
  }
}

type Order = { readonly path: string | null; readonly isQr: boolean; readonly leftOut: readonly LeftOut[] };

async function exportTo(gate: Pick<Gate, 'exportSetup'>, { path, isQr, leftOut }: Order): Promise<SetupCommandAnswer> {
  const { fileText, qrText } = gate.exportSetup({ leftOut });
  if (isQr && qrText === null) return { json: { type: 'refused', reason: 'too-long-for-qr' }, status: 1 };
  if (path === null) return { json: isQr ? { qrText } : JSON.parse(fileText), status: 0 };
  const text = isQr && qrText !== null ? await drawQr(qrText) : fileText;
  try {
    writeFileSync(path, text);
  } catch {
    return { json: { type: 'refused', reason: 'cannot-write' }, status: 1 };
  }
  return { json: { type: 'exported', file: path, bytes: text.length, leftOut }, status: 0 };
}

/** The lowest error correction: the code is as large as they come, and is shown on a screen or a clean sheet. */
async function drawQr(text: string): Promise<string> {
  const { prepareZXingModule, writeBarcode } = await import('zxing-wasm/writer');
  prepareZXingModule({ overrides: { wasmBinary: await readWasm('writer') } });
  const { svg, error } = await writeBarcode(text, { format: 'QRCode', options: 'ecLevel=L' });
  if (error !== '') throw new Error(`the text cannot be drawn: ${error}`);
  return svg;
}

function orderOf(words: readonly string[]): Order | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { qr: { type: 'boolean', default: false }, ask: { type: 'string', default: '' } },
      allowPositionals: true,
    });
    const asked = values.ask.split(',').filter((each) => each !== '');
    const leftOut = LEFT_OUT.filter((each) => asked.includes(each));
    if (leftOut.length !== asked.length || positionals.length > 1) return null;
    return { path: positionals[0] ?? null, isQr: values.qr, leftOut };
  } catch {
    return null; // Node's only way to say that an option is unknown.
  }
}
