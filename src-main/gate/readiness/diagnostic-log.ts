/** Which of the last lines of a machine's log may leave the venue, and what of each? Only fields that are named here, only words and plain figures. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Of each file; the end tells what went wrong. */
const TAIL_BYTES = 256 * 1024;
const MOST_LINES = 2_000;

/** What no reader read and nobody typed; a name of a lane, a port or a file is not among them. */
const FIELDS: ReadonlySet<string> = new Set([
  ...['time', 'at', 'event', 'level'],
  ...['reason', 'code', 'error', 'at1', 'at2', 'at3', 'at4', 'at5', 'call', 'why', 'what', 'type', 'kind', 'kept'],
  ...['state', 'trouble', 'verdict', 'form', 'format', 'phase', 'shell', 'signal', 'version'],
  ...['count', 'entries', 'rows', 'people', 'openings', 'pending', 'steps', 'ms', 'longestSliceMs', 'longestStepMs'],
  ...['delayMs', 'againInMs', 'readyMs', 'exitCode', 'failures', 'attempts', 'deaths', 'skewMs', 'skewChangeMs'],
  ...['uploaded', 'notUploaded', 'refused', 'retagged', 'lost', 'lostPieces', 'exports', 'usualScans', 'atUtcMs'],
]);

/** As the log itself screens them (host/log.ts): one ASCII word without a run of digits, a place in our sources, a version, an instant. */
const WORD = /^(?!.*\d{4})[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*$/;
const PLACE = /^[\w-]+[\\/][\w.-]+\.[cm]?[jt]s:\d{1,6}$/;
const VERSION = /^\d{1,3}(\.\d{1,3}){1,2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const LONGEST_TEXT = 60;
/** Nobody's number is as short as the first; the second are milliseconds since 1970 of this product's lifetime. */
const LARGEST_FIGURE = 100_000_000;
const INSTANTS_MS = [Date.UTC(2020, 0, 1), Date.UTC(2100, 0, 1)] as const;

/** One JSON object a line; a line that is none is left out, and so is a file that is not there. */
export function diagnosticLog(path: string): string {
  const lines = tailOf(path).split('\n').slice(-MOST_LINES);
  return lines
    .map(allowed)
    .filter((line) => line !== null)
    .map((line) => `${line}\n`)
    .join('');
}

function allowed(line: string): string | null {
  try {
    const read: unknown = JSON.parse(line);
    if (typeof read !== 'object' || read === null) return null;
    const kept = Object.entries(read).filter(([name, value]) => FIELDS.has(name) && isPlain(value));
    return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept));
  } catch {
    return null; // The first line of a tail is half a line.
  }
}

/** Whether it can say nothing of any person, whatever it is the value of. */
export function isPlain(value: unknown): boolean {
  if (typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') {
    const [from, until] = INSTANTS_MS;
    return Math.abs(value) < LARGEST_FIGURE || (value >= from && value < until);
  }
  if (typeof value !== 'string' || value.length > LONGEST_TEXT) return false;
  return WORD.test(value) || PLACE.test(value) || VERSION.test(value) || INSTANT.test(value);
}

function tailOf(path: string): string {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const read = readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8', 0, read);
  } catch {
    return ''; // A gate that never wrote one.
  } finally {
    if (file !== null) closeSync(file);
  }
}
