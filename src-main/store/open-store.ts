/** What does the gate's log offer, and how is it opened? */

import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import Connection from 'better-sqlite3';
import type {
  AuthoritySealer,
  Corrections,
  Digest,
  EntryLog,
  History,
  Outbox,
  PassBook,
  Sealer,
} from '../core/ports.ts';
import type { StoredAudit } from './audit.ts';
import { prepareAudit } from './audit.ts';
import type { ChainReport } from './chain.ts';
import { prepareVerifyChain } from './chain.ts';
import { findDamage } from './check-database.ts';
import type { Checkpoints } from './checkpoints.ts';
import { prepareCheckpoints } from './checkpoints.ts';
import { prepareCorrections } from './corrections.ts';
import { prepareEntryLog, prepareEntryWriter, prepareHistory, preparePassBook } from './entries.ts';
import type { EpochOptions, EpochOrigin } from './epoch.ts';
import { openEpoch } from './epoch.ts';
import type { Eraser } from './erase.ts';
import { prepareEraser } from './erase.ts';
import type { StoredErasureNotices } from './erasure-notices.ts';
import { prepareErasureNotices } from './erasure-notices.ts';
import type { HandOvers } from './hand-overs.ts';
import { prepareHandOvers } from './hand-overs.ts';
import type { LogHistory } from './history.ts';
import { prepareLogHistory } from './history.ts';
import type { RefusedDatabase } from './open-database.ts';
import { openDatabase, refuseFor } from './open-database.ts';
import { prepareOutbox } from './outbox.ts';
import type { StoredPassages } from './passages.ts';
import { preparePassages } from './passages.ts';
import type { Passings } from './passings.ts';
import { preparePassings } from './passings.ts';
import type { ReceiptKey, StoredReceipts } from './receipts.ts';
import { prepareReceipts } from './receipts.ts';
import type { StoredRetention } from './retention.ts';
import { prepareRetention } from './retention.ts';
import type { StoredRoster } from './roster.ts';
import { prepareRoster } from './roster.ts';
import type { SubjectEntries } from './subject-entries.ts';
import { prepareSubjectEntries } from './subject-entries.ts';
import type { LoggedTally } from './tally.ts';
import { prepareTally } from './tally.ts';
import type { StoredTrips } from './trips.ts';
import { prepareTrips } from './trips.ts';
import type { StoredPasses } from './venue-passes.ts';
import { prepareVenuePasses } from './venue-passes.ts';
import type { StoredNotes } from './visit-notes.ts';
import { prepareVisitNotes } from './visit-notes.ts';
import type { StoredWatchList } from './watch-list.ts';
import { prepareWatchList } from './watch-list.ts';

/** The log. All of it is synchronous; none of it works after `close`. */
export type Store = EntryLog &
  Corrections &
  History &
  PassBook &
  Outbox &
  Checkpoints &
  StoredWatchList &
  StoredPasses &
  StoredRoster &
  StoredPassages &
  StoredNotes &
  StoredTrips &
  StoredReceipts &
  StoredErasureNotices &
  StoredRetention &
  StoredAudit &
  SubjectEntries &
  LogHistory &
  Passings &
  HandOvers &
  Eraser & {
    /** Entries from the first instant to before the second. */
    readonly tallyOf: (startUtcMs: number, endUtcMs: number) => LoggedTally;
    /** Reads the whole log: seconds for a million entries. */
    readonly verifyChain: () => ChainReport;
    /** Reads every page and every index; what SQLite finds wrong, empty = nothing. Minutes for a long log. */
    readonly findDamage: () => readonly string[];
    readonly identity: () => { readonly device: string; readonly epoch: string };
    /** Why new entries go to the epoch that they go to, as it was found when the log was opened. */
    readonly epochOrigin: () => EpochOrigin;
    /** New entries go to a new epoch from now on: another copy of this log uses the present one too. */
    readonly beginEpoch: () => void;
    /** What the log takes on the disk, with what is still to be folded into it. */
    readonly sizeBytes: () => number;
    readonly close: () => void;
  };

export type StoreOptions = EpochOptions & {
  readonly sealer: Sealer;
  readonly digest: Digest;
  /** Absent = entries are sealed for no authority. */
  readonly authority?: AuthoritySealer;
  /** The device key, which signs what the log lets go of. Absent = receipts of any key are taken for the device's. */
  readonly receiptKey?: ReceiptKey;
};

export type OpenStoreAnswer = { readonly type: 'opened'; readonly store: Store } | RefusedDatabase;

/**
 * Opens the log, or makes it; its folder must exist. Refused, and left as it is: a log of a newer program, a file that is
 * no gate's log, a damaged one, and one that cannot be opened for writing.
 */
export function openStore(options: StoreOptions): OpenStoreAnswer {
  const answer = openDatabase(options.path);
  if (answer.type === 'refused') return answer;
  try {
    return { type: 'opened', store: assembleStore(answer.database, options) };
  } catch (error) {
    answer.database.close();
    return refuseFor(error);
  }
}

/** The log over a connection that `openDatabase` has made; closes it in the end. */
export function assembleStore(database: Database, options: StoreOptions): Store {
  const { path, device, sealer, digest, authority, receiptKey } = options;
  const epoch = openEpoch(database, options);
  const writer = prepareEntryWriter(database, epoch, sealer, digest, authority);
  return {
    ...prepareEntryLog(database, writer),
    ...prepareCorrections(database, writer, epoch, sealer),
    ...prepareHistory(database),
    ...preparePassBook(database),
    ...prepareOutbox(database, sealer),
    ...prepareCheckpoints(database, epoch),
    ...prepareWatchList(database, sealer),
    ...prepareVenuePasses(database, sealer),
    ...prepareRoster(database, sealer),
    ...preparePassages(database),
    ...prepareVisitNotes(database, sealer),
    ...prepareTrips(database),
    ...prepareReceipts(database),
    ...prepareErasureNotices(database),
    ...prepareRetention(database),
    ...prepareAudit(database, sealer, digest),
    ...prepareSubjectEntries(database, sealer),
    ...prepareLogHistory(database, sealer),
    ...preparePassings(database, sealer),
    ...prepareHandOvers(database, sealer),
    ...prepareEraser(database, device, digest, receiptKey, sealer),
    tallyOf: prepareTally(database),
    verifyChain: prepareVerifyChain(database, digest, receiptKey?.publicKeyRaw),
    findDamage: () => findDamage(database),
    identity: () => ({ device, epoch: epoch.now().name }),
    epochOrigin: () => epoch.origin,
    beginEpoch: epoch.begin,
    sizeBytes: () => fileBytes(path) + fileBytes(`${path}-wal`),
    close: () => void database.close(),
  };
}

/** Whether the log at `path` holds anything; a file that is none, or is damaged, may. */
export function hasEntries(path: string): boolean {
  try {
    const database = new Connection(path, { readonly: true, fileMustExist: true });
    try {
      return database.prepare('select 1 from entry limit 1').get() !== undefined;
    } finally {
      database.close();
    }
  } catch (error) {
    refuseFor(error);
    return true;
  }
}

function fileBytes(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
