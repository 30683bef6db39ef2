/** Does a statement that this device signed stand for everything that the log let go of? */

import type { Database } from 'better-sqlite3';
import { CHAIN_START } from '../core/entry/canonical.ts';
import type { EntryRow } from './entry-row.ts';
import type { EraseReceipt, PurgeReceipt, Signed } from './receipts.ts';
import {
  erasedEntryText,
  eraseText,
  isSigned,
  purgeText,
  SELECT_ERASE_RECEIPT,
  SELECT_PURGE_RECEIPT,
} from './receipts.ts';

export type ReceiptReport = {
  readonly purges: number;
  readonly purgedEntries: number;
  readonly erasures: number;
  /** Receipts that do not say what was signed. */
  readonly forged: number;
  /** Signed by another key than this gate's: an earlier key, which was lost, or somebody else's. They are not counted on. */
  readonly strange: number;
  /** Places between receipts where entries went without one. */
  readonly missing: number;
};

export const NO_RECEIPTS: ReceiptReport = {
  purges: 0,
  purgedEntries: 0,
  erasures: 0,
  forged: 0,
  strange: 0,
  missing: 0,
};

export type ReceiptChecks = {
  /** Whether this entry is the first that a purge has left. */
  readonly isWhereChainStarts: (row: EntryRow) => boolean;
  /** Whether the person of this entry was taken away, and what is left is what was left then. */
  readonly isErased: (row: EntryRow, restSha256: string) => boolean;
  readonly report: () => ReceiptReport;
};

type Trust = 'good' | 'forged' | 'strange';

export function prepareReceiptChecks(database: Database, publicKeyRaw: Uint8Array | null): ReceiptChecks {
  const ownKey = publicKeyRaw === null ? null : Buffer.from(publicKeyRaw).toString('base64url');
  const before = database.prepare<[string, number, string], PurgeReceipt>(
    `${SELECT_PURGE_RECEIPT} where epoch = ? and last_seq = ? and last_hash = ?`,
  );
  const purges = database.prepare<[], PurgeReceipt>(`${SELECT_PURGE_RECEIPT} order by epoch, last_seq, first_seq`);
  const erasures = database.prepare<[], EraseReceipt>(`${SELECT_ERASE_RECEIPT} order by id`);
  const erasedEntry = database.prepare<[string, number], Signed & { restSha256: string; erasedAtUtcMs: number }>(`
    select rest_sha256 as restSha256, erased_at_utc_ms as erasedAtUtcMs, public_key as publicKey, signature
    from entry_erased join entry on entry.id = entry_id join epoch on epoch.id = entry.epoch_id
    where epoch.name = ? and entry.seq = ?`);

  function trust(text: string, signed: Signed): Trust {
    if (!isSigned(text, signed)) return 'forged';
    return ownKey === null || signed.publicKey === ownKey ? 'good' : 'strange';
  }

  return {
    isWhereChainStarts: ({ epoch, seq, previousHash }) =>
      before.all(epoch, seq - 1, previousHash).some((receipt) => trust(purgeText(receipt), receipt) === 'good'),
    isErased: ({ device, epoch, seq, hash }, restSha256) => {
      const found = erasedEntry.get(epoch, seq);
      if (found === undefined || found.restSha256 !== restSha256) return false;
      const { erasedAtUtcMs } = found;
      return trust(erasedEntryText({ device, epoch, seq, hash, restSha256, erasedAtUtcMs }), found) === 'good';
    },
    report: () => {
      const [allPurges, allErasures] = [purges.all(), erasures.all()];
      const trusts = [
        ...allPurges.map((each) => trust(purgeText(each), each)),
        ...allErasures.map((each) => trust(eraseText(each), each)),
      ];
      const count = (word: Trust): number => trusts.filter((each) => each === word).length;
      return {
        purges: allPurges.length,
        purgedEntries: allPurges.reduce((sum, { firstSeq, lastSeq }) => sum + lastSeq - firstSeq + 1, 0),
        erasures: allErasures.length,
        forged: count('forged'),
        strange: count('strange'),
        missing: countMissing(allPurges),
      };
    },
  };
}

/** In the order of each epoch's chain. A log that a rescue filled up may have let go of the same entries twice. */
function countMissing(receipts: readonly PurgeReceipt[]): number {
  const heads = new Map<string, { readonly lastSeq: number; readonly lastHash: string }>();
  let missing = 0;
  for (const receipt of receipts) {
    const head = heads.get(receipt.epoch) ?? { lastSeq: 0, lastHash: CHAIN_START };
    const isNext = receipt.firstSeq === head.lastSeq + 1 && receipt.beforeHash === head.lastHash;
    if (!isNext && receipt.firstSeq > head.lastSeq) missing += 1;
    heads.set(receipt.epoch, receipt);
  }
  return missing;
}
