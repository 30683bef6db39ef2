/** Which words may stand in a log, and what may be said there of an error? */

declare const screened: unique symbol;
/** A string that was held against the form of a word or of a place in the source. */
export type Screened = string & { readonly [screened]: true };

/** Where in our sources an error came from, and of what kind it is. Its message stays out. */
export function errorFields(error: unknown): Readonly<Record<string, Screened>> {
  if (!(error instanceof Error)) return { error: wordOrWithheld(typeof error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: wordOrWithheld(error.code) } : {};
  const places = (error.stack ?? '').match(/(?<=[\\/])[\w-]+[\\/][\w.-]+\.[cm]?[jt]s:\d+(?=:\d+\)?$)/gm) ?? [];
  const at = places.slice(0, MOST_PLACES).map((place, index) => [`at${index + 1}`, place as Screened]);
  return { error: wordOrWithheld(error.name), ...code, ...Object.fromEntries(at) };
}

const MOST_PLACES = 5;
const WITHHELD = 'withheld' as Screened;
/** `disk-full`, `GATE_SERIAL`, `SQLITE_FULL`, `TypeError`: one ASCII word, no run of digits, never a sentence. */
const WORD = /^(?!.*\d{4})[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*$/;
export const PLACE = /^[\w-]+[\\/][\w.-]+\.[cm]?[jt]s:\d{1,6}$/;
const LONGEST_WORD = 40;

export function wordOrWithheld(text: string): Screened {
  return text.length <= LONGEST_WORD && WORD.test(text) ? (text as Screened) : WITHHELD;
}
