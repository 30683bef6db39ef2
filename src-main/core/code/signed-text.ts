/** Is this text of a form that somebody signs? Told by its prefix alone. */

import type { SignedPart, SignedText } from './code.ts';

/** How a SMART Health Card of one part begins; several parts, joined, read as one. */
export const SEVERAL_PARTS_PREFIX = 'shc:/';

/** How a pass of a venue begins; what follows are digits only. */
export const PASS_PREFIX = 'GACCONG-VE:';

/** As many QR codes may carry one card. The specification of 2021 set no limit; real cards have 2 or 3. */
export const MOST_PARTS = 12;

/**
 * EU and WHO certificates (`HC1:`), SMART Health Cards (`shc:/`), NZ COVID Pass (`NZCP:/`), this venue's passes (`GACCONG-VE:`, whatever Caps Lock does),
 * ICAO VDS-NC (a JSON seal), DIVOC (a zip, as base64 behind `B64:` because it is no text).
 */
const PREFIXES = /^(?:HC1:|shc:\/\d+$|NZCP:\/|B64:UEsDB)/;
const VDS_NC = /^\{\s*"(?:data|sig)"\s*:\s*\{/;
const PART = /^shc:\/(\d{1,2})\/(\d{1,2})\/(\d+)$/;

const PASS = /^gaccong-ve:(\d+)$/i;

/** `null` for every other text. A part whose count makes no sense is no part. */
export function readSignedText(text: string): SignedText | SignedPart | null {
  const part = PART.exec(text);
  if (part !== null) return partOf(Number(part[1]), Number(part[2]), part[3] ?? '');
  const pass = PASS.exec(text);
  if (pass !== null) return { type: 'signed', text: PASS_PREFIX + (pass[1] ?? '') };
  return PREFIXES.test(text) || VDS_NC.test(text) ? { type: 'signed', text } : null;
}

function partOf(index: number, count: number, text: string): SignedText | SignedPart | null {
  if (index < 1 || count < 1 || index > count || count > MOST_PARTS) return null;
  // One part of one is a whole card that says so.
  return count === 1 ? { type: 'signed', text: SEVERAL_PARTS_PREFIX + text } : { type: 'part', index, count, text };
}
