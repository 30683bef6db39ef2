/** How do settings travel as a QR code? Packed on the way out; on the way in, nothing that it claims is believed. */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ParsedSetup, SetupFile } from '../contract/setup-file.ts';
import { MAX_SETUP_FILE_BYTES, MAX_SETUP_QR_BYTES, parseSetup, SETUP_QR_PREFIX } from '../contract/setup-file.ts';

/** The text of one QR code; `null` where the settings are too long for it. */
export function qrTextOf(file: SetupFile): string | null {
  const packed = deflateRawSync(Buffer.from(JSON.stringify(file), 'utf8'), { level: 9 });
  const text = SETUP_QR_PREFIX + packed.toString('base64url');
  return text.length <= MAX_SETUP_QR_BYTES ? text : null;
}

export function fileTextOf(file: SetupFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The text of a file or of a code. */
export function readSetupText(text: string): ParsedSetup {
  const plain = unpacked(text);
  return plain.type === 'refused' ? plain : parseSetup(plain.text);
}

/** What a file or a code says, whatever that is; `null` where it cannot be unpacked. */
export function plainSetupText(text: string): string | null {
  const plain = unpacked(text);
  return plain.type === 'plain' && plain.text.length <= MAX_SETUP_FILE_BYTES ? plain.text : null;
}

type Unpacked = { readonly type: 'plain'; readonly text: string } | Extract<ParsedSetup, { readonly type: 'refused' }>;

function unpacked(text: string): Unpacked {
  const trimmed = text.trim();
  if (!trimmed.startsWith(SETUP_QR_PREFIX)) return { type: 'plain', text: trimmed };
  if (trimmed.length > MAX_SETUP_QR_BYTES) return { type: 'refused', reason: 'too-large' };
  return unpack(trimmed.slice(SETUP_QR_PREFIX.length));
}

function unpack(body: string): Unpacked {
  if (!/^[\w-]+$/.test(body)) return { type: 'refused', reason: 'not-a-setup-file' };
  try {
    const packed = Buffer.from(body, 'base64url');
    const text = inflateRawSync(packed, { maxOutputLength: MAX_SETUP_FILE_BYTES }).toString('utf8');
    return { type: 'plain', text };
  } catch (error) {
    // zlib says by throwing that the bytes are not its own, or that they unpack to more than is allowed.
    const isBomb = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return { type: 'refused', reason: isBomb ? 'too-large' : 'not-a-setup-file' };
  }
}
