/** Which letters do the bytes of a symbol mean? */

import type { TextEncoding } from '../src-main/core/code/code.ts';
import type { Symbol2d } from './symbol.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1258 = new TextDecoder('windows-1258');
const windows1252 = new TextDecoder('windows-1252');
const shiftJis = new TextDecoder('shift_jis', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

/** A tone mark that does not stand on a Vietnamese vowel, so also a second one on the same vowel. */
const STRAY_TONE_MARK = /(?<![aăâeêioôơuưy])[\u0300\u0301\u0303\u0309\u0323]/iu;
/** C1 controls: the bytes that the code page leaves undefined. */
const UNDEFINED_LETTER = /[\u0080-\u009f]/u;
/**
 * Japanese as codes from Japan carry it, unnamed: no card (those have bars), no half-width letter standing alone (there
 * a Vietnamese page is more likely), at least one letter of full width or two of half width.
 */
const JAPANESE = /^(?!.*[|~]|.*(?<![｡-ﾟ])[｡-ﾟ](?![｡-ﾟ])).*(?:[\u3000-\u9fff]|[ｦ-ﾟ]{2})/su;
/** Beside ASCII nothing but Chinese; no card either. */
const CHINESE = /^(?!.*[|~])[\0-\u007f\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]*$/su;
/** Beside ASCII nothing but western letters. */
const WESTERN = /^[\0-\u007f\u00c0-\u00ff]*$/u;
/** How a zip begins: a DIVOC certificate, the only code at these gates that is no text. */
const ZIP_MARK = [0x50, 0x4b, 0x03, 0x04];

export type DecodedText = { readonly text: string; readonly encoding: TextEncoding };

/**
 * Decodes one symbol; never throws. The same rule as for the serial readers (`src-main/devices/decode-text.ts`, which
 * this layer may not import; a test holds the two together): strict UTF-8, else windows-1258 where it makes sense as
 * Vietnamese, else Shift JIS or GB 18030 where it is plainly Japanese or Chinese, else windows-1252. A symbol that names
 * another character set is believed after UTF-8 failed: nothing is guessed then, so it counts as `utf-8`. Decoders guess
 * character sets on their own and get Vietnamese wrong; that is why their text is not taken. A zip becomes `B64:` and its
 * Base64, as `core/code/signed-text.ts` expects it.
 */
export function decodeSymbol({ bytes, declaredText }: Symbol2d): DecodedText {
  if (ZIP_MARK.every((byte, index) => bytes[index] === byte)) return { text: zipText(bytes), encoding: 'utf-8' };
  const text = decodeStrictly(utf8, bytes);
  if (text !== null) return { text, encoding: 'utf-8' };
  if (declaredText !== null && !declaredText.includes('\ufffd')) return { text: declaredText, encoding: 'utf-8' };
  const page = windows1258.decode(bytes);
  const isPage = !STRAY_TONE_MARK.test(page) && !UNDEFINED_LETTER.test(page);
  const vietnamese = { text: page.normalize('NFC'), encoding: 'windows-1258' } as const;
  if (isPage && isMostlyLetters(bytes)) return vietnamese;
  const western = windows1252.decode(bytes);
  return (
    (WESTERN.test(western) ? null : decodeEastAsian(bytes)) ??
    (isPage ? vietnamese : { text: western, encoding: 'windows-1252' })
  );
}

/** In the western pages and in the Vietnamese one, letters stand from C0 on, and signs that are rare in names below. */
function isMostlyLetters(bytes: Uint8Array): boolean {
  let letters = 0;
  let signs = 0;
  for (const byte of bytes) {
    if (byte >= 0xc0) letters += 1;
    else if (byte >= 0x80) signs += 1;
  }
  return letters > signs;
}

function decodeEastAsian(bytes: Uint8Array): { readonly text: string; readonly encoding: TextEncoding } | null {
  const japanese = decodeStrictly(shiftJis, bytes);
  if (japanese !== null && JAPANESE.test(japanese)) return { text: japanese, encoding: 'shift_jis' };
  const chinese = decodeStrictly(gb18030, bytes);
  return chinese !== null && CHINESE.test(chinese) ? { text: chinese, encoding: 'gb18030' } : null;
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
