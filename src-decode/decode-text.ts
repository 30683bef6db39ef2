/** Which letters do the bytes of a symbol mean? */

import type { TextEncoding } from '../src-main/core/code/code.ts';
import type { Symbol2d } from './symbol.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1258 = new TextDecoder('windows-1258');
const windows1252 = new TextDecoder('windows-1252');
const shiftJis = new TextDecoder('shift_jis', { fatal: true });

/** A tone mark that does not stand on a Vietnamese vowel, so also a second one on the same vowel. */
const STRAY_TONE_MARK = /(?<![aăâeêioôơuưy])[\u0300\u0301\u0303\u0309\u0323]/iu;
/** C1 controls: the bytes that the code page leaves undefined. */
const UNDEFINED_LETTER = /[\u0080-\u009f]/u;
/**
 * Japanese as codes from Japan carry it, unnamed: no card (those have bars), no half-width letter standing alone (there
 * a Vietnamese page is more likely), at least one letter of full width or two of half width.
 */
const JAPANESE = /^(?!.*[|~]|.*(?<![｡-ﾟ])[｡-ﾟ](?![｡-ﾟ])).*(?:[\u3000-\u9fff]|[｡-ﾟ]{2})/su;
/** Beside ASCII nothing but western letters. */
const WESTERN = /^[\0-\u007f\u00c0-\u00ff]*$/u;
/** How a zip begins: a DIVOC certificate, the only code at these gates that is no text. */
const ZIP_MARK = [0x50, 0x4b, 0x03, 0x04];

export type DecodedText = { readonly text: string; readonly encoding: TextEncoding };

/**
 * Decodes one symbol; never throws. The same rule as for the serial readers (`src-main/devices/decode-text.ts`, which
 * this layer may not import; a test holds the two together): strict UTF-8, else windows-1258 where it makes sense as
 * Vietnamese, else Shift JIS where it is plainly Japanese, else windows-1252. A symbol that names another character set is believed after UTF-8 failed: nothing is
 * guessed then, so it counts as `utf-8`. Decoders guess character sets on their own and get Vietnamese wrong; that is
 * why their text is not taken. A zip becomes `B64:` and its Base64, as `core/code/signed-text.ts` expects it.
 */
export function decodeSymbol({ bytes, declaredText }: Symbol2d): DecodedText {
  if (ZIP_MARK.every((byte, index) => bytes[index] === byte)) return { text: zipText(bytes), encoding: 'utf-8' };
  const text = decodeStrictly(utf8, bytes);
  if (text !== null) return { text, encoding: 'utf-8' };
  if (declaredText !== null && !declaredText.includes('\ufffd')) return { text: declaredText, encoding: 'utf-8' };
  const vietnamese = windows1258.decode(bytes);
  if (!STRAY_TONE_MARK.test(vietnamese) && !UNDEFINED_LETTER.test(vietnamese)) {
    return { text: vietnamese.normalize('NFC'), encoding: 'windows-1258' };
  }
  const western = windows1252.decode(bytes);
  const japanese = WESTERN.test(western) ? null : decodeStrictly(shiftJis, bytes);
  if (japanese !== null && JAPANESE.test(japanese)) return { text: japanese, encoding: 'shift_jis' };
  return { text: western, encoding: 'windows-1252' };
}

function zipText(bytes: Uint8Array): string {
  return `B64:${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

function decodeStrictly(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    // Not of this set: the decoder's only way to say so.
    return null;
  }
}
