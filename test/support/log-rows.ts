/** What stands in a gate's log, as the disk has it? */

import { join } from 'node:path';
import Database from 'better-sqlite3';

export type LogRow = {
  readonly seq: number;
  readonly readerKind: string;
  readonly verdict: string;
  readonly codeKind: string;
};

/** Every entry of the gate in `dataDir`, in order, read beside the running gate. */
export function logRows(dataDir: string): LogRow[] {
  const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
  try {
    return database
      .prepare('select seq, reader_kind as readerKind, verdict, code_kind as codeKind from entry order by seq')
      .all() as LogRow[];
  } finally {
    database.close();
  }
}

/** How many entries still wait for the collector. */
export function pendingCount(dataDir: string): number {
  const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
  try {
    return (database.prepare("select count(*) as n from outbox where state = 'pending'").get() as { n: number }).n;
  } finally {
    database.close();
  }
}

/** Whether more than so many wait; in no time, however many they are. */
export function isWaiting(dataDir: string, moreThan: number): boolean {
  const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
  try {
    const found = database.prepare("select 1 from outbox where state = 'pending' limit 1 offset ?").get(moreThan);
    return found !== undefined;
  } finally {
    database.close();
  }
}

/** How many erasures the collector has not heard of. */
export function pendingErasures(dataDir: string): number {
  return countOf(dataDir, "erase_receipt where state = 'pending'");
}

/** From how many entries the collector has not been heard to have taken the person. */
export function pendingNotices(dataDir: string): number {
  return countOf(dataDir, 'erasure_notice');
}

function countOf(dataDir: string, rows: string): number {
  const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
  try {
    return (database.prepare(`select count(*) as n from ${rows}`).get() as { n: number }).n;
  } finally {
    database.close();
  }
}
