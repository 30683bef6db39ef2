/** Where in these bytes does one of very many things stand? */

import type { Needle } from './secret-forms.ts';

export type Found = { readonly label: string; readonly form: string; readonly place: string; readonly offset: number };

export type SecretSearch = {
  /** `place` names the bytes in the report. */
  readonly look: (bytes: Buffer, place: string) => Found[];
  readonly needles: number;
};

const SHORTEST = 6;
const MOST_FOUND_A_PLACE = 20;

/** Needles that begin with the same four bytes, by length and bytes. */
type Family = Map<number, Map<string, Needle>>;

/** One pass over the bytes for all needles together. Throws where a needle is too short to mean anything. */
export function createSecretSearch(needles: readonly Needle[]): SecretSearch {
  const families = new Map<number, Family>();
  const mayBegin = new Uint8Array(2 ** 24);
  for (const needle of needles) {
    const { length } = needle.bytes;
    if (length < SHORTEST) throw new Error(`too short to be looked for: ${needle.label}, ${needle.form}`);
    const key = needle.bytes.readUInt32LE(0);
    mayBegin[key & 0xffffff] = 1;
    const family = families.get(key) ?? new Map<number, Map<string, Needle>>();
    families.set(key, family);
    const alike = family.get(length) ?? new Map<string, Needle>();
    family.set(length, alike);
    alike.set(needle.bytes.toString('latin1'), needle);
  }
  return {
    needles: needles.length,
    look: (bytes, place) => {
      const found: Found[] = [];
      for (let at = 0; at + SHORTEST <= bytes.length && found.length < MOST_FOUND_A_PLACE; at += 1) {
        const three = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
        if (mayBegin[three] === 0) continue;
        for (const [length, alike] of families.get(bytes.readUInt32LE(at)) ?? []) {
          const needle = alike.get(bytes.toString('latin1', at, at + length));
          if (needle !== undefined) found.push({ label: needle.label, form: needle.form, place, offset: at });
        }
      }
      return found;
    },
  };
}

/** Blanks what may stand there, where it stands whole, and counts how often it did. */
export function blankAllowed(
  bytes: Buffer,
  allowed: readonly string[],
): { readonly rest: Buffer; readonly hits: number } {
  const rest = Buffer.from(bytes);
  let hits = 0;
  for (const wanted of allowed.flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')])) {
    for (let at = rest.indexOf(wanted); at >= 0; at = rest.indexOf(wanted, at + wanted.length)) {
      rest.fill(0, at, at + wanted.length);
      hits += 1;
    }
  }
  return { rest, hits };
}
