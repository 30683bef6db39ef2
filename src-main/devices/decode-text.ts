/** Which letters do a scanner's bytes mean? */

import type { TextEncoding } from '../core/code/code.ts';

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

/**
 * Decodes one whole frame; never throws. Strict UTF-8 first: other code pages almost never pass it by accident. Else
 * windows-1258, the Vietnamese page, where it makes sense as such: it writes tones as marks of their own, and bytes that
 * are not windows-1258 leave marks on consonants, doubled marks or undefined letters. Else Shift JIS where it is plainly
 * Japanese, else windows-1252, in which every byte says something. A few words read well in both (`Lý`, `Lư`); Vietnamese is then the better guess at these gates,
 * and the core flags the name as doubtful for anything but UTF-8. UTF-8 text is left in the form in which it came;
 * windows-1258 is composed (NFC), because there the marks are the code page's, not the writer's. A zip becomes `B64:` and its
 * Base64, as `core/code/signed-text.ts` expects it. It comes from pictures and files only: a serial line cuts at ETX, a zip's third byte.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: TextEncoding } {
  if (ZIP_MARK.every((byte, index) => bytes[index] === byte)) return { text: zipText(bytes), encoding: 'utf-8' };
  const text = decodeStrictly(utf8, bytes);
  if (text !== null) return { text, encoding: 'utf-8' };
  const vietnamese = windows1258.decode(bytes);
  if (!STRAY_TONE_MARK.test(vietnamese) && !UNDEFINED_LETTER.test(vietnamese)) {
    return { text: vietnamese.normalize('NFC'), encoding: 'windows-1258' };
  }
  const western = windows1252.decode(bytes);
  const japanese = WESTERN.test(western) ? null : decodeStrictly(shiftJis, bytes);
  if (japanese !== null && JAPANESE.test(japanese)) return { text: japanese, encoding: 'shift_jis' };
  return { text: western, encoding: 'windows-1252' };
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
