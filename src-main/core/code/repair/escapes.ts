/** Which text was it, before something wrote its letters out as escapes? */

/** The named ones of HTML that Vietnamese has. */
const ACCENTS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
};
const NAMED_SIGNS: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  quot: '"',
  rsquo: '’',
  lsquo: '‘',
  ndash: '–',
  nbsp: ' ',
  vert: '|',
  verbar: '|',
};
const ENTITY = /&(?:#(\d{2,5})|#[xX]([0-9A-Fa-f]{2,5})|([A-Za-z])(grave|acute|circ|tilde)|([a-z]{3,6}));/g;
const BACKSLASH = /\\[uU]([0-9A-Fa-f]{4})/g;
const PERCENT_U = /%u([0-9A-Fa-f]{4})|%([0-9A-Fa-f]{2})/g;
const PERCENT = /(?:%[0-9A-Fa-f]{2})+/g;

/** HTML entities, `%` of UTF-8 or of JavaScript's `escape`, `\u`. `null` where there is none, or it is not whole. */
export function textOfEscapes(text: string): string | null {
  const read = readPercents(text.replace(ENTITY, entity).replace(BACKSLASH, (_all, hex) => letterOf(hex, 16)));
  return read === null || read === text ? null : read.normalize('NFC');
}

function entity(all: string, decimal?: string, hex?: string, base?: string, accent?: string, sign?: string): string {
  if (decimal !== undefined) return letterOf(decimal, 10);
  if (hex !== undefined) return letterOf(hex, 16);
  if (base !== undefined && accent !== undefined) return (base + (ACCENTS[accent] ?? '')).normalize('NFC');
  return NAMED_SIGNS[sign ?? ''] ?? all;
}

function readPercents(text: string): string | null {
  if (!/%(?:[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})/.test(text)) return text;
  // Where forms are sent, a space is written so.
  const spaced = text.includes(' ') ? text : text.replaceAll('+', ' ');
  if (spaced.includes('%u')) return spaced.replace(PERCENT_U, (_all, four, two) => letterOf(four ?? two, 16));
  try {
    return spaced.replace(PERCENT, (all) => decodeURIComponent(all));
  } catch {
    return null; // Not UTF-8.
  }
}

/** An invisible or broken letter is none. */
function letterOf(figures: string, base: number): string {
  const unit = Number.parseInt(figures, base);
  return unit < 0x20 || (unit >= 0x7f && unit <= 0x9f) || unit > 0xffff || (unit >= 0xd800 && unit <= 0xdfff)
    ? '\uFFFD'
    : String.fromCharCode(unit);
}
