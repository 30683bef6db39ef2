/** Which bytes does Base45 text stand for (RFC 9285)? */

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const NOT_THERE = 255;
const VALUES = valueTable();

/** Three characters are two bytes, two at the end are one; `null` for any other character, length or overflow. */
export function decodeBase45(text: string): Uint8Array | null {
  const rest = text.length % 3;
  if (rest === 1) return null;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0));
  let at = 0;
  for (let index = 0; index < text.length; index += 3) {
    const isPair = index + 2 < text.length;
    const low = valueAt(text, index) + valueAt(text, index + 1) * 45;
    const value = isPair ? low + valueAt(text, index + 2) * 2_025 : low;
    // NaN, from a character that is not in the alphabet, fails both comparisons.
    if (!(value <= (isPair ? 0xffff : 0xff))) return null;
    if (isPair) bytes[at++] = value >> 8;
    bytes[at++] = value & 0xff;
  }
  return bytes;
}

function valueAt(text: string, index: number): number {
  const value = VALUES[text.charCodeAt(index)];
  return value === undefined || value === NOT_THERE ? Number.NaN : value;
}

function valueTable(): Uint8Array {
  const table = new Uint8Array(128).fill(NOT_THERE);
  for (const [value, character] of [...ALPHABET].entries()) table[character.charCodeAt(0)] = value;
  return table;
}
