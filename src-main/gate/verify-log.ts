/** Is the whole log as it was written: every page readable, every entry in its chain? */

import type { ChainReport } from '../store/chain.ts';
import type { Store } from '../store/open-store.ts';

export type LogReport = ChainReport & {
  /** What SQLite finds wrong with pages and indexes; empty = nothing. */
  readonly damage: readonly string[];
  /** False where damage cut the reading short: then there may be more entries than were counted. */
  readonly isReadable: boolean;
};

/** Seconds for a million entries. Damage is an answer; what is no fault of the file throws. */
export function verifyLog(store: Store): LogReport {
  const damage = store.findDamage();
  try {
    return { ...store.verifyChain(), damage, isReadable: true };
  } catch (error) {
    if (damage.length === 0) throw error;
    return { entries: 0, broken: 1, firstBrokenSeq: null, damage, isReadable: false };
  }
}
