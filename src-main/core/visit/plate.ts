/** Which vehicle is meant, however its plate was typed? */

/** Province, series, number: `51B-123.45`, or `51B-1234` of the older form. */
const PLATE = /^([1-9]\d)([A-Z]{1,2})(\d{4,5})$/;
/** No plate is longer, whatever country made it. */
const LONGEST = 16;

/** `51b 12345`, `51B.123-45` → `51B-123.45`; `null` where it is no plate of a Vietnamese car, which may still be a foreign one. */
export function normalPlate(typed: string): string | null {
  const [, province, series, number = ''] = PLATE.exec(bare(typed)) ?? [];
  if (province === undefined || province === '10') return null;
  return `${province}${series}-${number.length === 5 ? `${number.slice(0, 3)}.${number.slice(3)}` : number}`;
}

/** As it was typed, in capitals and single spaces: for a bus from across the border. `null` where nothing is left. */
export function foreignPlate(typed: string): string | null {
  const plain = typed
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}.-]+/gu, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(plain) && plain.length <= LONGEST ? plain : null;
}

function bare(typed: string): string {
  return typed.toUpperCase().replace(/[\s.\-–—_]/g, '');
}
