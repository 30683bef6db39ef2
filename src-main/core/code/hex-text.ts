/** What text stands behind the hexadecimal digits of an insurance card? */

const HEX = /^(?:[0-9A-Fa-f]{2})*$/;
/** A letter in UTF-8 has at most four bytes, so at most three of them are left when it was cut. */
const MOST_LEFT_BYTES = 3;

/** Strict UTF-8; `null` where the digits or the bytes are not whole. */
export function textOfHex(hex: string): string | null {
  if (!HEX.test(hex)) return null;
  try {
    return decodeURIComponent(hex.replace(/../g, '%$&'));
  } catch {
    return null; // Not UTF-8: overlong, cut, or a surrogate.
  }
}

/** The same where the end was cut off, perhaps in the middle of a letter: the whole letters before the cut. */
export function textOfCutHex(hex: string): string | null {
  const even = hex.slice(0, hex.length - (hex.length % 2));
  for (let bytes = 0; bytes <= MOST_LEFT_BYTES && bytes * 2 <= even.length; bytes += 1) {
    const text = textOfHex(even.slice(0, even.length - bytes * 2));
    if (text !== null) return text;
  }
  return null;
}
