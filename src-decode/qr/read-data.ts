/** What do the data bytes of a symbol say? */

import type { Symbol2d } from '../symbol.ts';

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
/** ECI numbers of the sets that codes really name (AIM ECI; ISO/IEC 18004 §7.4.2). */
const CHARACTER_SETS: Readonly<Record<number, string>> = {
  3: 'iso-8859-1',
  4: 'iso-8859-2',
  20: 'shift_jis',
  21: 'windows-1250',
  22: 'windows-1251',
  23: 'windows-1252',
  25: 'utf-16be',
  26: 'utf-8',
  27: 'ascii',
  28: 'big5',
  29: 'gb18030',
  30: 'euc-kr',
};
const KANJI = 'shift_jis';
const PADDING = [0xec, 0x11];

type Segment = { readonly bytes: readonly number[]; readonly characterSet: string | null };

/**
 * Reads the segments (ISO/IEC 18004 §7.4). `null` where they make no sense, or where what stands behind their end is not
 * the padding that every encoder writes: bytes that were mended into nonsense show it there. Also `null` for a part of a
 * message over several symbols, which is not the message.
 */
export function readData(data: Uint8Array, version: number): Symbol2d | null {
  const bits = bitsOf(data);
  const segments: Segment[] = [];
  let characterSet: string | null = null;
  while (bits.left() >= 4) {
    const mode = bits.take(4);
    if (mode === 0) break;
    if (mode === 5) continue;
    if (mode === 9) bits.take(8);
    else if (mode === 7) {
      characterSet = CHARACTER_SETS[takeAssignment(bits)] ?? null;
      if (characterSet === null) return null;
    } else {
      const bytes = takeSegment(bits, mode, version);
      if (bytes === null) return null;
      segments.push({ bytes, characterSet: mode === 8 ? KANJI : characterSet });
    }
    if (bits.isOverrun()) return null;
  }
  const length = segments.reduce((sum, segment) => sum + segment.bytes.length, 0);
  if (bits.isOverrun() || length === 0 || !isTidy(data, bits.at())) return null;
  return { bytes: Uint8Array.from(segments.flatMap(({ bytes }) => bytes)), declaredText: declaredTextOf(segments) };
}

function declaredTextOf(segments: readonly Segment[]): string | null {
  if (segments.every(({ characterSet }) => characterSet === null)) return null;
  return segments
    .map(({ bytes, characterSet }) => new TextDecoder(characterSet ?? 'iso-8859-1').decode(Uint8Array.from(bytes)))
    .join('');
}

type Bits = {
  /** The next `count` bits, at most 24; zeros behind the end. */
  readonly take: (count: number) => number;
  readonly left: () => number;
  readonly at: () => number;
  readonly isOverrun: () => boolean;
};

function bitsOf(data: Uint8Array): Bits {
  let at = 0;
  return {
    take: (count) => {
      let value = 0;
      for (let bit = 0; bit < count; bit += 1, at += 1) {
        value = (value << 1) | (((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
      }
      return value;
    },
    left: () => data.length * 8 - at,
    at: () => at,
    isOverrun: () => at > data.length * 8,
  };
}

function takeAssignment(bits: Bits): number {
  const first = bits.take(8);
  if (first < 0x80) return first;
  if (first < 0xc0) return ((first & 0x3f) << 8) | bits.take(8);
  return ((first & 0x1f) << 16) | bits.take(16);
}

/** The bytes of one segment; of the fixed alphabets as ASCII, of kanji as Shift JIS. */
function takeSegment(bits: Bits, mode: number, version: number): number[] | null {
  const widths = { 1: [10, 12, 14], 2: [9, 11, 13], 4: [8, 16, 16], 8: [8, 10, 12] }[mode];
  if (widths === undefined) return null;
  const count = bits.take(widths[version < 10 ? 0 : version < 27 ? 1 : 2] ?? 8);
  if (count === 0 || bitsNeeded(mode, count) > bits.left()) return null;
  if (mode === 4) return Array.from({ length: count }, () => bits.take(8));
  if (mode === 8) return takeKanji(bits, count);
  return mode === 1 ? takeNumeric(bits, count) : takeAlphanumeric(bits, count);
}

function bitsNeeded(mode: number, count: number): number {
  if (mode === 1) return 10 * Math.floor(count / 3) + ([0, 4, 7][count % 3] ?? 0);
  if (mode === 2) return 11 * Math.floor(count / 2) + 6 * (count % 2);
  return count * (mode === 4 ? 8 : 13);
}

function takeNumeric(bits: Bits, count: number): number[] | null {
  const bytes: number[] = [];
  for (let left = count; left > 0; left -= 3) {
    const digits = Math.min(3, left);
    const value = bits.take(digits * 3 + 1);
    if (value >= 10 ** digits) return null;
    for (const digit of String(value).padStart(digits, '0')) bytes.push(digit.charCodeAt(0));
  }
  return bytes;
}

function takeAlphanumeric(bits: Bits, count: number): number[] | null {
  const bytes: number[] = [];
  for (let left = count; left > 0; left -= 2) {
    const value = bits.take(left === 1 ? 6 : 11);
    if (value >= (left === 1 ? 45 : 45 * 45)) return null;
    if (left > 1) bytes.push(ALPHANUMERIC.charCodeAt(Math.floor(value / 45)));
    bytes.push(ALPHANUMERIC.charCodeAt(value % 45));
  }
  return bytes;
}

function takeKanji(bits: Bits, count: number): number[] {
  return Array.from({ length: count }, () => {
    const value = bits.take(13);
    const both = (Math.floor(value / 0xc0) << 8) | (value % 0xc0);
    const code = both + (both < 0x1f00 ? 0x8140 : 0xc140);
    return [code >> 8, code & 0xff];
  }).flat();
}

/** Zeros to the end of the byte, then 236 and 17 in turn; a code that is full ends where it ends. */
function isTidy(data: Uint8Array, endsAtBit: number): boolean {
  const next = Math.ceil(endsAtBit / 8);
  const rest = endsAtBit % 8 === 0 ? 0 : (data[next - 1] ?? 0) & (0xff >> (endsAtBit % 8));
  if (rest !== 0) return false;
  const padding = data.subarray(next);
  return padding.every((byte, at) => byte === PADDING[at % 2]) || padding.every((byte) => byte === 0);
}
