/** Is the whole log as it was written: every page readable, every entry in its chain? */

import type { AuditReport } from '../store/audit.ts';
import type { ChainReport } from '../store/chain.ts';
import type { Store } from '../store/open-store.ts';
import { NO_RECEIPTS } from '../store/verify-receipts.ts';

export type LogReport = ChainReport & {
  /** What SQLite finds wrong with pages and indexes; empty = nothing. */
  readonly damage: readonly string[];
  /** Signed statements of this log that a collector has kept, and that were held against it. */
  readonly checkpoints: number;
  /** Of who did what: its own chain, in the same file. */
  readonly audit: AuditReport;
  /** False where damage cut the reading short: then there may be more entries than were counted. */
  readonly isReadable: boolean;
};

/** Seconds for a million entries. Damage is an answer; what is no fault of the file throws. */
export function verifyLog(store: Store): LogReport {
  const damage = store.findDamage();
  try {
    return { ...withCheckpoints(store), audit: store.verifyAudit(), damage, isReadable: true };
  } catch (error) {
    if (damage.length === 0) throw error;
    return {
      entries: 0,
      broken: 1,
      firstBrokenSeq: null,
      erased: 0,
      receipts: NO_RECEIPTS,
      checkpoints: 0,
      audit: { rows: 0, broken: 1, firstBrokenId: null },
      damage,
      isReadable: false,
    };
  }
}

/** A chain that was cut at its end, or written anew from somewhere on, holds in itself; its checkpoints tell. */
function withCheckpoints(store: Store): ChainReport & Pick<LogReport, 'checkpoints'> {
  const chain = store.verifyChain();
  const checkpoints = store.checkpoints();
  const missed = checkpoints.filter((each) => !store.holds(each));
  return {
    ...chain,
    broken: chain.broken + missed.length,
    firstBrokenSeq: chain.firstBrokenSeq ?? missed[0]?.seq ?? null,
    checkpoints: checkpoints.length,
  };
}
