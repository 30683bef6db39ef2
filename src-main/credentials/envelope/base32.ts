/** Which bytes does Base32 text stand for (RFC 4648, padding optional)? */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `null` for any other character, and for leftover bits that are not zero: no bytes have two spellings. */
export function decodeBase32(text: string): Uint8Array | null {
  const bare = text.replace(/={0,6}$/, '');
  const bytes = new Uint8Array(Math.floor((bare.length * 5) / 8));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const character of bare) {
    const value = ALPHABET.indexOf(character);
    if (value === -1) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
      held &= (1 << bits) - 1;
    }
  }
  return bits < 5 && held === 0 ? bytes : null;
}
