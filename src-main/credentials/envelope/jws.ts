/** What does a compact JWS hold (RFC 7515 §3.1), and which bytes were signed? */

import { isUtf8 } from 'node:buffer';
import { objectOf, parseJson } from '../json.ts';
import { decodeBase64Url } from './base64url.ts';

const FORM = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

export type CompactJws = {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** The bytes that the signature covers. */
  readonly signed: Uint8Array;
};

/** `null` for anything else, and for a header with demands (`crit`): whoever does not know an extension must refuse (§4.1.11). */
export function readCompactJws(text: string): CompactJws | null {
  const [, head, body, tail] = FORM.exec(text) ?? [];
  if (head === undefined || body === undefined || tail === undefined) return null;
  const headBytes = decodeBase64Url(head);
  const payload = decodeBase64Url(body);
  const signature = decodeBase64Url(tail);
  if (headBytes === null || payload === null || signature === null) return null;
  const header = objectOf(jsonOf(headBytes));
  if (header === null || 'crit' in header) return null;
  return { header, payload, signature, signed: Buffer.from(`${head}.${body}`) };
}

/** JSON from bytes; `undefined` where they are no UTF-8 or no modest JSON. */
export function jsonOf(bytes: Uint8Array): unknown {
  return isUtf8(bytes) ? parseJson(Buffer.from(bytes).toString('utf8')) : undefined;
}
