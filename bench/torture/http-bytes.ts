/** Where does an HTTP/1.1 message begin and end in bytes, and what does a made-up answer look like? */

import { gunzipSync } from 'node:zlib';

const HEAD_END = '\r\n\r\n';

export type Message = { readonly head: string; readonly body: Buffer; readonly bytes: Buffer };

/** The first whole message of `bytes` with a content-length, and what follows; `null` while it is not whole. */
export function takeMessage(bytes: Buffer): { readonly message: Message; readonly rest: Buffer } | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return null;
  const head = bytes.subarray(0, headEnd).toString('latin1');
  const length = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0);
  const bodyStart = headEnd + HEAD_END.length;
  const end = bodyStart + length;
  if (bytes.length < end) return null;
  const message = { head, body: bytes.subarray(bodyStart, end), bytes: bytes.subarray(0, end) };
  return { message, rest: bytes.subarray(end) };
}

/** Whose entries an upload holds; `null` where it is no upload. */
export function uploadOf(message: Message): { readonly device: string; readonly seqs: readonly number[] } | null {
  if (!message.head.startsWith('POST /v1/entries ')) return null;
  const { device, entries } = JSON.parse(gunzipSync(message.body).toString('utf8')) as {
    device: string;
    entries: { seq: number }[];
  };
  return { device, seqs: entries.map(({ seq }) => seq) };
}

export function answerBytes(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Buffer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = { 'content-type': 'application/json', ...headers, 'content-length': String(Buffer.byteLength(text)) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`HTTP/1.1 ${status} -`, ...lines, '', text].join('\r\n'), 'utf8');
}
