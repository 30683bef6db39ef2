/** What does the core ask of the world around it? */

import type { SubjectKey } from './code/code.ts';
import type { CredentialCode } from './code/credential.ts';
import type {
  EntryDraft,
  EntryId,
  ForAuthority,
  Moment,
  StandingEntry,
  StoredEntry,
  TracingTag,
} from './entry/entry.ts';
import type { Expected } from './entry/roster.ts';
import type { Direction, GuardCorrection, StoreFailure } from './entry/verdict.ts';
import type { VisitNote } from './visit/visit-note.ts';

export type Clock = {
  /** The present instant, with boot id and clock offset. */
  readonly now: () => Moment;
};

/** Turns a normalised number into the keyed hash by which it is matched; never reversible without the key. */
export type Tagger = { readonly tag: (key: SubjectKey) => string };

/** Gives a person the tag by which the authority finds them at every gate; `null` where nobody traces, or no key is valid then. */
export type Tracer = { readonly trace: (key: SubjectKey, atUtcMs: number) => TracingTag | null };

/**
 * The last time that a subject was recorded on a lane in a direction, or `null`. Entries that were taken back, and those that
 * did so, are none. Reads one index, no more.
 */
export type History = {
  readonly lastEntry: (subjectTag: string, laneId: string, direction: Direction) => StandingEntry | null;
};

/** Opens text of a signed form; never throws, and answers within milliseconds whatever the text holds. */
export type Credentials = { readonly open: (text: string, nowUtcMs: number) => CredentialCode };

/** Whether a pass let somebody through in this direction before, on any lane, however long ago; not if that was taken back. */
export type PassBook = { readonly wasAdmitted: (subjectTag: string, direction: Direction) => boolean };

export type WatchList = {
  /** What to do when this subject comes, or `null` if it is not on the list. */
  readonly find: (subjectTag: string) => { readonly action: 'check' | 'refuse' } | null;
};

/** The venue's own list of who is expected: by the tag of a number or of a badge. Reads one index. Who is expected now goes before who was. */
export type Roster = { readonly find: (tag: string, atUtcMs: number) => Expected | null };

export type Commit =
  | { readonly type: 'committed'; readonly id: EntryId }
  | { readonly type: 'failed'; readonly reason: StoreFailure };

export type EntryLog = {
  /** Entry, outbox row, hash-chain link and what is noted of it in one durable transaction. Returns only after COMMIT. */
  readonly commit: (draft: EntryDraft, notes?: readonly VisitNote[]) => Commit;
};

/** `not-standing`: no such admission in the present epoch, or it has been taken back already. */
export type TakeBack = Commit | { readonly type: 'not-standing' };

export type GuardOrder = {
  readonly entry: EntryId;
  readonly reason: GuardCorrection;
  /** The guard's own words, for `corrected-otherwise`. */
  readonly note: string | null;
};

/**
 * `instead`: the entry the other way that was written in the same transaction. `not-standing`: no entry of the present epoch that
 * let somebody pass or had somebody checked, or it has been taken back already.
 */
export type GuardCorrected =
  | {
      readonly type: 'committed';
      readonly laneId: string;
      readonly correction: EntryId;
      readonly instead: { readonly id: EntryId; readonly direction: Direction } | null;
    }
  | { readonly type: 'not-standing' | 'too-old' }
  | { readonly type: 'failed'; readonly reason: StoreFailure };

export type Corrections = {
  /** Appends the entry that says that this admitted person did not pass; as durable as `commit`, at most once an entry. */
  readonly takeBack: (id: EntryId, at: Moment) => TakeBack;
  /** Appends what a guard says of an entry, and for a wrong direction the right entry with it: both or neither. */
  readonly correct: (order: GuardOrder, at: Moment) => GuardCorrected;
};

/** All that one scan needs. */
export type ScanPorts = {
  readonly clock: Clock;
  readonly tagger: Tagger;
  /** Absent = nobody is traced. */
  readonly tracer?: Tracer;
  readonly history: History;
  readonly watchList: WatchList;
  readonly credentials: Credentials;
  readonly passBook: PassBook;
  /** Absent = nobody is listed. */
  readonly roster?: Roster;
  readonly log: EntryLog;
};

/** Encrypts the personal columns. `bound` ties the ciphertext to its row, so that blocks cannot be swapped. */
export type Sealer = {
  readonly keyId: string;
  readonly seal: (plain: string, bound: string) => Uint8Array;
  /** `null` where the key is not at hand or the block was changed. */
  readonly open: (sealed: Uint8Array, bound: string, keyId: string) => string | null;
};

/** Seals for the authority, whose private key is not on this machine; `null` where there is no key that is valid now. */
export type AuthoritySealer = { readonly seal: (plain: string, bound: string) => ForAuthority | null };

/** SHA-256 of UTF-8 text, lower-case hex. */
export type Digest = (text: string) => string;

export type SeqRange = { readonly from: number; readonly to: number };

/** How the uploader stands; kept on disk, so that a restart does not forget a back-off. */
export type UploadState = {
  readonly failures: number;
  readonly nextAttemptAtUtcMs: number;
  /** Halved by 413, grown again by success. */
  readonly batchLimit: number;
  readonly lastAcknowledgedAtUtcMs: number | null;
};

/** What waits for the collector, for who only reads it. */
export type Waiting = {
  /**
   * The oldest pending entries, in order, all of one epoch; `after`: only what was written later than this entry of this
   * log, whose fate need not be known yet.
   */
  readonly pending: (limit: number, after?: Pick<EntryId, 'epoch' | 'seq'>) => readonly StoredEntry[];
};

/** The entries that wait for the collector. */
export type Outbox = Waiting & {
  readonly acknowledge: (epoch: string, ranges: readonly SeqRange[], atUtcMs: number) => void;
  /** Sets a refused entry aside: shown, kept, in nobody's way. */
  readonly quarantine: (epoch: string, refusals: readonly { readonly seq: number; readonly code: string }[]) => void;
  /** Lets everything that was set aside wait again; how many that were. Nothing is lost if it is refused once more. */
  readonly retryQuarantined: () => number;
  readonly counts: () => {
    readonly pending: number;
    readonly oldestPendingAtUtcMs: number | null;
    readonly quarantined: number;
  };
  readonly uploadState: () => UploadState;
  readonly saveUploadState: (state: UploadState) => void;
};
