/** Which letters do a scanner's bytes mean? */

import type { TextEncoding } from '../core/code/code.ts';

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

/**
 * Decodes one whole frame; never throws. Strict UTF-8 first: other code pages almost never pass it by accident. Else
 * windows-1258, the Vietnamese page, where it makes sense as such: it writes tones as marks of their own, and bytes that
 * are not windows-1258 leave marks on consonants, doubled marks or undefined letters. Else Shift JIS or GB 18030
 * where it is plainly Japanese or Chinese, else windows-1252, in which every byte says something. A few words read well in both (`Lý`, `Lư`); Vietnamese is then the better guess at these gates,
 * and the core flags the name as doubtful for anything but UTF-8. UTF-8 text is left in the form in which it came;
 * windows-1258 is composed (NFC), because there the marks are the code page's, not the writer's. A zip becomes `B64:` and its
 * Base64, as `core/code/signed-text.ts` expects it. It comes from pictures and files only: a serial line cuts at ETX, a zip's third byte.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: TextEncoding } {
  if (ZIP_MARK.every((byte, index) => bytes[index] === byte)) return { text: zipText(bytes), encoding: 'utf-8' };
  const text = decodeStrictly(utf8, bytes);
  if (text !== null) return { text, encoding: 'utf-8' };
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

function zipText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return `B64:${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}`;
}

function decodeStrictly(decoder: typeof utf8, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    // Not of this set: the decoder's only way to say so.
    return null;
  }
}
