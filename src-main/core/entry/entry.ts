/** What is one line of the gate's log? */

import type { CodeKind, PartialDate, Sex } from '../code/code.ts';
import type { RosterGroup } from './roster.ts';
import type { Direction, ReaderKind, Reason, Verdict, Verification } from './verdict.ts';

/** Identity of an entry everywhere and for ever: `epoch` is new for each new, wiped or restored database. */
export type EntryId = { readonly device: string; readonly epoch: string; readonly seq: number };

/** The instant of a reading, with what is known about the clock that says so. All in milliseconds. */
export type Moment = {
  readonly wallUtcMs: number;
  readonly monotonicMs: number;
  readonly bootId: string;
  /** Wall clock minus the collector's, when last compared; `null` = never compared. */
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
};

/** What identifies the person. Encrypted at rest as one block, never logged. */
export type PersonalFields = {
  readonly maskedName: string | null;
  readonly maskedNumber: string | null;
  readonly name: string | null;
  readonly number: string | null;
  readonly birthDate: PartialDate | null;
  readonly sex: Sex | null;
  readonly phone: string | null;
  /** `null` unless the venue has written down a reason to keep it. */
  readonly address: string | null;
  /** What the guard wrote as the reason of a manual entry. */
  readonly note: string | null;
};

/** By what the authority, and nobody else, finds a person at every gate: a keyed hash, and the authority's key of that week. */
export type TracingTag = { readonly keyId: string; readonly tag: string };

/** An entry before the log has given it its place. Append-only: a correction is another entry. */
export type EntryDraft = {
  readonly at: Moment;
  readonly laneId: string;
  readonly direction: Direction;
  /** True where a rule, not a reader, closed the visit. */
  readonly inferred: boolean;
  readonly readerKind: ReaderKind;
  readonly codeKind: CodeKind;
  /** Keyed hash of the normalised number; of the whole text for a code that is nobody's number. */
  readonly subjectTag: string | null;
  /** Length in characters of an opaque code, else `null`. */
  readonly codeLength: number | null;
  readonly personal: PersonalFields | null;
  readonly verification: Verification;
  /** Of a signed code: who signed it, as the trust list names it. */
  readonly issuer: string | null;
  /** Of a signed code: the trust lists and revocation lists that were asked. */
  readonly trustVersion: string | null;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** The venue's rules, and for a signed code the business rules too. */
  readonly rulesVersion: string;
  /** The seq, in the same epoch, of the entry that this one takes back; `null` for every other entry. */
  readonly corrects: number | null;
  /** `null` where the venue has no tracing key, and where the code is nobody's number. */
  readonly tracing: TracingTag | null;
};

/** What the log remembers of a subject's last entry. */
export type StandingEntry = { readonly id: EntryId; readonly atUtcMs: number; readonly verdict: Verdict };

/** What the screen, the caller and the tone are told about one reading. Carries masked data only. */
export type Shown = {
  readonly laneId: string;
  readonly direction: Direction;
  readonly readerKind: ReaderKind;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** `null` for an unreadable code. */
  readonly codeKind: CodeKind | null;
  readonly maskedName: string | null;
  readonly maskedNumber: string | null;
  readonly verification: Verification;
  /** Who signed the code, as the trust list names it; `null` where it is unsigned or unknown. */
  readonly issuer: string | null;
  /** As what the venue's list knows this person; absent where it does not. */
  readonly group?: RosterGroup | undefined;
  readonly atUtcMs: number;
  /** Where the entry stands in the log; `null` where nothing was written. */
  readonly entry: EntryId | null;
  /** For *already recorded*: when the entry that stands was made. */
  readonly recordedAtUtcMs: number | null;
};

/** The person once more, readable by the authority alone (HPKE), and the authority's key that opens it. */
export type ForAuthority = { readonly keyId: string; readonly sealed: Uint8Array };

/** An entry as the log holds it. `personal` is `null` where there was none, or where its key is lost. */
export type StoredEntry = EntryDraft & {
  readonly id: EntryId;
  readonly forAuthority: ForAuthority | null;
  /** SHA-256, lower-case hex; the first entry of an epoch names 64 zeros. */
  readonly previousHash: string;
  readonly hash: string;
};
