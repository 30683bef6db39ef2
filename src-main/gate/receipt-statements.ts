/** Which receipts of what was let go does the collector not have yet, and how are they said to it? */

import type { KeyObject } from 'node:crypto';
import { MAX_STATEMENTS } from '../contract/statement-protocol.ts';
import type { StoredReceipts } from '../store/receipts.ts';
import { signStatement } from '../upload/send-statements.ts';

/** Of each kind in one request; the checkpoint has a place besides. */
const MOST_OF_A_KIND = Math.floor((MAX_STATEMENTS - 1) / 2);

export type ReceiptStatements = {
  /** As JWS, each of kind `purge` or `erase`, with the receipt whole: its own signature may be of a device key that was lost. */
  readonly statements: readonly string[];
  /** More are waiting than fit in one request. */
  readonly isFull: boolean;
  /** Notes which of them the collector has: one truth value for each statement, in their order. */
  readonly settle: (isKept: readonly boolean[]) => void;
};

/** The oldest first. Nothing in a receipt names a person; an erasure names no entry either. */
export async function receiptStatements(
  store: StoredReceipts,
  device: string,
  privateKey: KeyObject,
): Promise<ReceiptStatements> {
  const purges = store.pendingReceipts(MOST_OF_A_KIND);
  const erasures = store.pendingErasures(MOST_OF_A_KIND);
  const statements = [
    ...purges.map(({ id: _id, ...receipt }) => ({ kind: 'purge', device, atUtcMs: receipt.purgedAtUtcMs, receipt })),
    ...erasures.map(({ id: _id, ...receipt }) => ({ kind: 'erase', device, atUtcMs: receipt.erasedAtUtcMs, receipt })),
  ];
  return {
    statements: await Promise.all(statements.map((statement) => signStatement(statement, privateKey))),
    isFull: Math.max(purges.length, erasures.length) === MOST_OF_A_KIND,
    settle: (isKept) => {
      const kept = (from: number) => (_receipt: unknown, index: number) => isKept[from + index] === true;
      store.acknowledgeReceipts(purges.filter(kept(0)).map(({ id }) => id));
      store.acknowledgeErasures(erasures.filter(kept(purges.length)).map(({ id }) => id));
    },
  };
}
