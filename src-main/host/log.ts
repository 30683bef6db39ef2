/** What happened to this gate as a machine? JSON lines in `<dataDir>/log/gate.log`, and nothing that a reader read. */

import { join } from 'node:path';
import { pino } from 'pino';
import type { Log } from '../gate/opened-gate.ts';
import { openRotatingFile } from './rotating-file.ts';

declare const screened: unique symbol;
/** A string that was held against the form of a word or of a place in the source. */
export type Screened = string & { readonly [screened]: true };

/**
 * Numbers, booleans and strings of a fixed set; a field whose type is any `string` does not compile.
 *
 * Never logged, by anyone: a code or a part of one, a name, a number, a phone, an address, a picture, a key, a token,
 * an error's message (it may quote its input), or the length of time that a person stayed.
 */
export type KnownFields<F> = { readonly [K in keyof F]: string extends F[K] ? never : F[K] };
type AnyFields = Readonly<Record<string, number | boolean | string | null>>;

export type HostLog = <const F extends AnyFields>(event: string, fields?: F & KnownFields<F>) => void;

/** Ten files of this size at most, the newest without a number: about a year of a busy gate. */
const LARGEST_FILE_BYTES = 5_000_000;
const MOST_FILES = 10;

/** Opens the log in `dir`, adding to what the previous run left; `null` = nothing is kept. Never throws. */
export function openLog(dir: string | null): HostLog {
  if (dir === null) return () => undefined;
  const file = openRotatingFile({
    path: join(dir, 'gate.log'),
    largestBytes: LARGEST_FILE_BYTES,
    mostFiles: MOST_FILES,
  });
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' }, file);
  return (event, fields) => logger.info(screenFields(fields ?? {}), wordOrWithheld(event));
}

/** The log as the gate's rooms know it, which may pass any string: what is not a word is withheld. */
export function logForGate(log: HostLog): Log {
  return (event, fields = {}) => log(event, screenFields(fields));
}

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
const PLACE = /^[\w-]+[\\/][\w.-]+\.[cm]?[jt]s:\d{1,6}$/;
const LONGEST_WORD = 40;

function wordOrWithheld(text: string): Screened {
  return text.length <= LONGEST_WORD && WORD.test(text) ? (text as Screened) : WITHHELD;
}

function screenFields(fields: AnyFields): Readonly<Record<string, number | boolean | Screened | null>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value !== 'string') return [wordOrWithheld(name), value];
      return [wordOrWithheld(name), PLACE.test(value) ? (value as Screened) : wordOrWithheld(value)];
    }),
  );
}
