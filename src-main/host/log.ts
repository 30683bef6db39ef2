/** What happened to this gate as a machine? JSON lines in `<dataDir>/log/gate.log`, and nothing that a reader read. */

import { join } from 'node:path';
import { pino } from 'pino';
import type { Log } from '../gate/opened-gate.ts';
import { openRotatingFile } from './rotating-file.ts';
import type { Screened } from './screened-words.ts';
import { PLACE, wordOrWithheld } from './screened-words.ts';

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

function screenFields(fields: AnyFields): Readonly<Record<string, number | boolean | Screened | null>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value !== 'string') return [wordOrWithheld(name), value];
      return [wordOrWithheld(name), PLACE.test(value) ? (value as Screened) : wordOrWithheld(value)];
    }),
  );
}
