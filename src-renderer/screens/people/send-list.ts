/** How does a file on this machine come before the gate, in pieces that may pass? */

import type { GateConnection } from '../../gate-connection.ts';
import { LONGEST_PIECE, MOST_LIST_BYTES } from '../../parts/contract-lists.ts';

/** Base64 makes four letters of three bytes. */
const PIECE_BYTES = (LONGEST_PIECE / 4) * 3;

export type SentList =
  | { readonly type: 'sent'; readonly importId: string }
  | { readonly type: 'failed'; readonly reason: 'empty' | 'too-large' | 'gone' | 'no-answer' };

export async function sendList(gate: GateConnection, file: Blob): Promise<SentList> {
  if (file.size === 0) return { type: 'failed', reason: 'empty' };
  if (file.size > MOST_LIST_BYTES) return { type: 'failed', reason: 'too-large' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const begun = await gate.ask((client) => client.beginImport({ bytes: bytes.length }));
  if (begun.type !== 'answered') return { type: 'failed', reason: 'no-answer' };
  const { importId } = begun.value;
  for (let index = 0; index * PIECE_BYTES < bytes.length; index += 1) {
    const base64 = bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES).reduce(...BINARY);
    const piece = { importId, index, base64: btoa(base64) };
    const answer = await gate.ask((client) => client.sendImportPiece(piece));
    if (answer.type !== 'answered') return { type: 'failed', reason: 'no-answer' };
    if (answer.value.type === 'gone') return { type: 'failed', reason: 'gone' };
  }
  return { type: 'sent', importId };
}

/** One letter a byte, as `btoa` wants it. */
const BINARY: [(text: string, byte: number) => string, string] = [(text, byte) => text + String.fromCharCode(byte), ''];

/** Hands a text to whoever sits at the screen, as a file. */
export function saveAs(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
