/** To which chain do new entries belong? */

import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

export type Epoch = { readonly id: number; readonly name: string; readonly device: string };

/**
 * The newest epoch, or a new one where there is none, where the keys are of another device, or where the database
 * is another file than when its epoch began. A backup put back thus never gives out a seq twice; what stands in it goes on
 * under its old epoch. A backup written over the same file cannot be told apart here: the collector tells.
 */
export function openEpoch(database: Database, path: string, device: string, newEpoch: () => string): Epoch {
  const fileId = fileIdOf(path);
  const newest = database.prepare<[], Epoch & { fileId: string }>(
    'select id, name, device, file_id as fileId from epoch order by id desc limit 1',
  );
  const insert = database.prepare<[string, string, string]>(
    "insert into epoch (name, device, file_id, created_at_utc_ms) values (?, ?, ?, unixepoch('subsec') * 1000)",
  );
  const open = database.transaction((): Epoch => {
    const found = newest.get();
    if (found !== undefined && found.device === device && found.fileId === fileId) return found;
    const name = newEpoch();
    return { id: Number(insert.run(name, device, fileId).lastInsertRowid), name, device };
  });
  return open.immediate();
}

/** Number and birth of the file: a copy has another number, and a file that got a freed number another birth. */
function fileIdOf(path: string): string {
  const { ino, birthtimeNs } = statSync(path, { bigint: true });
  return `${ino}-${birthtimeNs}`;
}
