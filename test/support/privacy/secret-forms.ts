/** As what may a person's name, number or code lie on a disk or go over a line? */

/** Something that nobody may find, and what a report calls it: never itself. */
export type Secret = {
  readonly label: string;
  readonly text: string;
  /** Found as a whole (a name, a number), or by any part of it (the text of a code). */
  readonly search: 'whole' | 'parts';
  /** The same kind of code of somebody else: parts that both have are the form's, not the person's. */
  readonly twin?: string;
};

export type Needle = { readonly label: string; readonly form: string; readonly bytes: Buffer };

type Encoding = { readonly form: string; readonly encode: (text: string) => readonly Buffer[] };

/** So many characters of a code are a part of it. */
const PART = 8;
/** Eight hexadecimal digits come up by chance in a file full of hashes; ten do not. */
const HEX_PART = 10;
const FEWEST_DIFFERENT = 4;

export const ENCODINGS: readonly Encoding[] = [
  { form: 'utf-8', encode: (text) => [utf8(text)] },
  { form: 'latin-1', encode: (text) => [Buffer.from(utf8(text).toString('latin1'), 'utf8')] },
  { form: 'utf-16le', encode: (text) => [Buffer.from(text, 'utf16le')] },
  { form: 'utf-16be', encode: (text) => [Buffer.from(text, 'utf16le').swap16()] },
  { form: 'base64', encode: (text) => insideBase64(utf8(text)).map((inside) => utf8(inside)) },
  { form: 'base64url', encode: (text) => insideBase64(utf8(text)).map((inside) => utf8(urlSafe(inside))) },
  { form: 'hex', encode: (text) => [utf8(utf8(text).toString('hex'))] },
  { form: 'HEX', encode: (text) => [utf8(utf8(text).toString('hex').toUpperCase())] },
  { form: 'percent', encode: (text) => [utf8(encodeURIComponent(text)), utf8(everyBytePercent(text))] },
  { form: 'json-escape', encode: (text) => [utf8(jsonEscaped(text, /[\s\S]/g))] },
  { form: 'json-escape of what is not ASCII', encode: (text) => [utf8(jsonEscaped(text, /[^ -~]/g))] },
];

export const SPELLINGS: readonly { readonly form: string; readonly spell: (text: string) => string }[] = [
  { form: 'as it is', spell: (text) => text },
  { form: 'decomposed', spell: (text) => text.normalize('NFD') },
  { form: 'upper', spell: (text) => text.toUpperCase() },
  { form: 'lower', spell: (text) => text.toLowerCase() },
  { form: 'folded', spell: folded },
  { form: 'folded upper', spell: (text) => folded(text).toUpperCase() },
  { form: 'folded lower', spell: (text) => folded(text).toLowerCase() },
  { form: 'no spaces', spell: (text) => text.replaceAll(' ', '') },
  { form: 'folded, no spaces', spell: (text) => folded(text).replaceAll(' ', '') },
  { form: 'folded upper, no spaces', spell: (text) => folded(text).toUpperCase().replaceAll(' ', '') },
  { form: 'folded lower, no spaces', spell: (text) => folded(text).toLowerCase().replaceAll(' ', '') },
  { form: 'filled with <', spell: (text) => folded(text).toUpperCase().replaceAll(' ', '<') },
];

/** All that is looked for: each secret in every spelling and encoding, a code in each of its parts. */
export function needlesOf(secrets: readonly Secret[]): Needle[] {
  return secrets.flatMap((secret) => (secret.search === 'whole' ? wholes(secret) : parts(secret)));
}

function wholes({ label, text }: Secret): Needle[] {
  const spellings = new Map(SPELLINGS.map(({ form, spell }) => [spell(text), form]));
  return [...spellings].flatMap(([spelt, spelling]) => encoded(label, spelt, spelling));
}

function parts({ label, text, twin = '' }: Secret): Needle[] {
  const found = new Set<string>();
  for (let at = 0; at + PART <= text.length; at += 1) {
    const short = text.slice(at, at + PART);
    const part = /^[0-9a-fA-F]+$/.test(short) ? text.slice(at, at + HEX_PART) : short;
    if (part.length < PART || (part === short && /^[0-9a-fA-F]+$/.test(part))) continue;
    if (new Set(part).size >= FEWEST_DIFFERENT && !twin.includes(part)) found.add(part);
  }
  return [...found].flatMap((part) => encoded(label, part, 'part'));
}

function encoded(label: string, text: string, spelling: string): Needle[] {
  return ENCODINGS.flatMap(({ form, encode }) =>
    encode(text).map((bytes) => ({ label, form: `${spelling}, ${form}`, bytes })),
  );
}

/** What of the base64 of these bytes does not depend on what stands before and after them; for each of the three places. */
function insideBase64(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = before === 0 ? 0 : before + 1;
    const last = Math.floor((padded.length * 8) / 6);
    return padded.toString('base64').slice(first, last);
  });
}

function everyBytePercent(text: string): string {
  return [...utf8(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
}

function jsonEscaped(text: string, which: RegExp): string {
  return text.replace(which, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

function utf8(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}
