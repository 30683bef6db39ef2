/** Which receipts of what was let go does the collector not have yet, and how are they said to it? */

import type { KeyObject } from 'node:crypto';
import { MAX_ERASED_ENTRIES, MAX_STATEMENTS } from '../contract/statement-protocol.ts';
import type { StoredErasureNotices } from '../store/erasure-notices.ts';
import type { StoredReceipts } from '../store/receipts.ts';
import { signStatement } from '../upload/send-statements.ts';

/** Of each kind in one request; the checkpoint has a place besides. */
const MOST_OF_A_KIND = Math.floor((MAX_STATEMENTS - 1) / 3);

export type ReceiptStatements = {
  /** As JWS, each of kind `purge` or `erase`, with the receipt whole: its own signature may be of a device key that was lost; or `erased-entries`. */
  readonly statements: readonly string[];
  /**
   * Notes which of them the collector has: one truth value for each statement, in their order; and whether it takes persons out, without which
   * it has to be asked again. True where more are waiting that it would take.
   */
  readonly settle: (isKept: readonly boolean[], takesPersonsOut: boolean) => boolean;
};

/** The oldest first. Nothing in a receipt names a person; which entries were emptied is said apart, and of those alone that it has. */
export async function receiptStatements(
  store: StoredReceipts & StoredErasureNotices,
  device: string,
  privateKey: KeyObject,
): Promise<ReceiptStatements> {
  const purges = store.pendingReceipts(MOST_OF_A_KIND);
  const erasures = store.pendingErasures(MOST_OF_A_KIND);
  const notices = store.pendingNotices(MOST_OF_A_KIND, MAX_ERASED_ENTRIES);
  const statements = [
    ...purges.map(({ id: _id, ...receipt }) => ({ kind: 'purge', device, atUtcMs: receipt.purgedAtUtcMs, receipt })),
    ...erasures.map(({ id: _id, ...receipt }) => ({ kind: 'erase', device, atUtcMs: receipt.erasedAtUtcMs, receipt })),
    ...notices.map(({ device: entriesDevice, epoch, erasedAtUtcMs, seqs }) => {
      return { kind: 'erased-entries', device, atUtcMs: erasedAtUtcMs, entriesDevice, epoch, seqs };
    }),
  ];
  return {
    statements: await Promise.all(statements.map((statement) => signStatement(statement, privateKey))),
    settle: (isKept, takesPersonsOut) => {
      const kept = (from: number) => (_receipt: unknown, index: number) => isKept[from + index] === true;
      store.acknowledgeReceipts(purges.filter(kept(0)).map(({ id }) => id));
      store.acknowledgeErasures(erasures.filter(kept(purges.length)).map(({ id }) => id));
      const takenOut = takesPersonsOut ? notices.filter(kept(purges.length + erasures.length)) : [];
      store.dropNotices(takenOut);
      return [purges.length, erasures.length, takenOut.length].includes(MOST_OF_A_KIND) && !isKept.includes(false);
    },
  };
}
