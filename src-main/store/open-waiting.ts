/** How does another thread read what waits for the collector, beside the gate's own connection to the log? */

import Connection from 'better-sqlite3';
import type { Sealer, Waiting } from '../core/ports.ts';
import { prepareWaiting } from './outbox.ts';

/** Of pages that are read once, in their order, few are worth keeping. */
const CACHE_KIB = 2 * 1024;

/** Reads and never writes. Throws SQLite's error where the log at `path` is not there, or the disk refuses. */
export function openWaiting(path: string, sealer: Sealer): Waiting & { readonly close: () => void } {
  const database = new Connection(path, { readonly: true, fileMustExist: true });
  database.pragma('trusted_schema = off');
  database.pragma('cell_size_check = on');
  database.pragma(`cache_size = -${CACHE_KIB}`);
  return { ...prepareWaiting(database, sealer), close: () => void database.close() };
}
