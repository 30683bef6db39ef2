/** What is left of a reading when the reader's own marks are gone? */

import type { UnreadableCode } from './code.ts';
import { MAX_CODE_LENGTH } from './code.ts';

export type CleanedText =
  /** `asWritten` is the text before NFC: a signature covers the very letters that were written. */
  { readonly type: 'cleaned'; readonly text: string; readonly asWritten: string } | UnreadableCode;

/** Above these shares of a text, it is none: letters that no decoder knew, and controls that no code has. */
const MOST_UNKNOWN_SHARE = 0.5;
const MOST_CONTROL_SHARE = 0.1;
/** So few are forgiven in any text, however short. */
const FORGIVEN = 2;

/**
 * Some scanners are set to name the symbology before the code (ISO/IEC 15424): `]Q1` is a QR code, `d` a Data Matrix, `z`
 * an Aztec code, `L` a PDF417, `C` a Code 128.
 */
const SYMBOLOGY_MARKS = /^(?:\](?:Q[0-6]|d[0-6]|z[0-9A-C]|L[0-5]|C[0-4])[\s\p{Cc}]*)+/u;

/**
 * NFC; byte order mark, controls, spaces and the symbology's mark gone at the ends; whatever is inside stays in its
 * place. Cleaning cleaned text changes nothing.
 */
export function cleanText(raw: string): CleanedText {
  if (raw.length > MAX_CODE_LENGTH) return { type: 'unreadable', reason: 'too-long' };
  const bare = cutEnds(raw, isEdge).replace(SYMBOLOGY_MARKS, '');
  const asWritten = bare.toWellFormed();
  const text = asWritten.normalize('NFC');
  if (text === '') return { type: 'unreadable', reason: 'empty' };
  // A few letters become longer in NFC.
  if (text.length > MAX_CODE_LENGTH) return { type: 'unreadable', reason: 'too-long' };
  return isText(text) ? { type: 'cleaned', text, asWritten } : { type: 'unreadable', reason: 'not-text' };
}

/** Without the controls at both ends, as a reader sends them around each piece of a code; spaces are the code's own. */
export function withoutEndControls(raw: string): string {
  return cutEnds(raw, (unit) => isControl(unit) || isByteOrderMark(unit));
}

function cutEnds(text: string, isCut: (unit: number) => boolean): string {
  let start = 0;
  let end = text.length;
  while (start < end && isCut(text.charCodeAt(start))) start += 1;
  while (end > start && isCut(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isEdge(unit: number): boolean {
  return unit === 0x20 || isControl(unit) || isByteOrderMark(unit);
}

/** C0, DEL and C1. */
function isControl(unit: number): boolean {
  return unit < 0x20 || (unit >= 0x7f && unit <= 0x9f);
}

function isByteOrderMark(unit: number): boolean {
  return unit === 0xfeff;
}

function isText(text: string): boolean {
  let controls = 0;
  let unknown = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0) return false;
    if (isControl(unit)) controls += 1;
    if (unit === 0xfffd) unknown += 1;
  }
  return (
    controls <= Math.max(FORGIVEN, text.length * MOST_CONTROL_SHARE) &&
    unknown <= Math.max(FORGIVEN, text.length * MOST_UNKNOWN_SHARE)
  );
}
