/** How many entries wait for the collector, without counting all of them each time? */

import type { Database } from 'better-sqlite3';

/** What other programs did to the log meanwhile (a rescue, a retry from the command line) is seen after this long. */
const RECOUNT_AFTER_MS = 60_000;

export type PendingCounter = {
  readonly value: () => number;
  /** Around a change that settles pending rows, or makes others pending; gives what `change` gives. */
  readonly through: <T>(change: () => T, settledRows: (result: T) => number | 'unknown') => T;
};

/**
 * Counting a million waiting rows takes tens of milliseconds, in which nobody is scanned. Counted once, then kept: new
 * entries have higher numbers, so they are counted alone, and who settles rows says how many. `nowMs` only goes forward.
 */
export function preparePendingCounter(
  database: Database,
  nowMs: () => number = () => performance.now(),
): PendingCounter {
  const countAll = database.prepare<[], number>("select count(*) from outbox where state = 'pending'").pluck();
  const countAfter = database
    .prepare<[number], number>("select count(*) from outbox where state = 'pending' and entry_id > ?")
    .pluck();
  const lastId = database.prepare<[], number | null>('select max(entry_id) from outbox').pluck();
  let known: { readonly pending: number; readonly upToId: number; readonly atMs: number } | null = null;

  function value(): number {
    if (known === null || nowMs() - known.atMs > RECOUNT_AFTER_MS) {
      known = { pending: countAll.get() ?? 0, upToId: lastId.get() ?? 0, atMs: nowMs() };
    } else {
      const added = countAfter.get(known.upToId) ?? 0;
      if (added > 0) known = { ...known, pending: known.pending + added, upToId: lastId.get() ?? known.upToId };
    }
    return known.pending;
  }

  return {
    value,
    through: (change, settledRows) => {
      // What is about to be settled must have been counted; a change that throws has changed nothing.
      value();
      const result = change();
      const settled = settledRows(result);
      known = known === null || settled === 'unknown' ? null : { ...known, pending: known.pending - settled };
      return result;
    },
  };
}
