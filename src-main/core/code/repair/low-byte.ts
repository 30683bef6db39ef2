/** Which letters may have been meant, where only the last byte of each arrived, shown in the code page of old PCs? */

import { OWN_LETTERS } from './letters.ts';

/** What CP437 shows from 0x80 on. */
export const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
/** And for some controls, which else vanish. */
const SHOWN_CONTROLS = new Map([
  [0x02, '☻'],
  [0x03, '♥'],
  [0x10, '►'],
  [0x11, '◄'],
]);
/** Letters that only code pages of that kind have. */
const EVIDENCE = /[⌐¬½¼░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡≈∙·²]/u;

const MEANT = new Map<string, string[]>();
for (const letter of OWN_LETTERS) {
  const byte = letter.charCodeAt(0) & 0xff;
  const shown = byte >= 0x80 ? (CP437[byte - 0x80] ?? '') : (SHOWN_CONTROLS.get(byte) ?? String.fromCharCode(byte));
  MEANT.set(shown, [...(MEANT.get(shown) ?? []), letter]);
}

/** True where the text shows such letters. */
export function looksLowByte(text: string): boolean {
  return EVIDENCE.test(text);
}

/**
 * For the eye only, never certain: letters vanish on this way (`ă`, `Đ`), and others turn into ASCII (`ũ` into `i`).
 * What may be several letters becomes U+FFFD.
 */
export function nameOfLowBytes(name: string): string {
  return [...name]
    .map((letter) => {
      if (/[\x20-\x7e]/.test(letter)) return letter;
      const meant = MEANT.get(letter) ?? [];
      return meant.length === 1 ? (meant[0] ?? '') : '\uFFFD';
    })
    .join('');
}
