/** What may the guard be told to do, and why? */

import type { CODE_WARNINGS, UNREADABLE_REASONS } from '../code/code.ts';
import { PROOF_STATES } from '../code/credential.ts';

/** Six, no more: each has its own colour, shape, word and tone on the screen. */
export const VERDICTS = ['admit', 'already-recorded', 'check', 'refuse', 'unreadable', 'out-of-order'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** So many of the last ones are listed by a screen, and kept by the gate for one that comes later. */
export const RECENT_VERDICTS = 8;

/** Why the log could not take an entry. */
export const STORE_FAILURES = ['disk-full', 'disk-error', 'log-busy'] as const;
export type StoreFailure = (typeof STORE_FAILURES)[number];

export const DECISION_REASONS = [
  'recorded-moments-ago',
  'kind-not-accepted',
  'on-watch-list',
  'place-code',
  'unknown-code',
  'number-hidden',
  'born-in-future',
  'age-over-120',
  'card-out-of-date',
  'signer-expired',
  'credential-expired',
  'not-yet-valid',
  'unknown-issuer',
  'forged',
  'revoked',
  'venue-rules-not-met',
  'venue-rules-open',
  'pass-used',
  'pass-other-lane',
  'not-passed',
  'direction-corrected',
  'vehicle-by-hand',
  'not-on-roster',
  'roster-not-yet',
  'roster-over',
  'roster-other-lane',
  'badge-not-back',
] as const;

/** Why a guard takes an entry back. In the log beside `not-passed`, which a barrier's sensor says. */
export const GUARD_CORRECTIONS = [
  'wrong-direction',
  'wrong-person',
  'did-not-go-in',
  'scanned-twice',
  'corrected-otherwise',
] as const;
export type GuardCorrection = (typeof GUARD_CORRECTIONS)[number];

export type Reason =
  | (typeof DECISION_REASONS)[number]
  | GuardCorrection
  | (typeof CODE_WARNINGS)[number]
  | (typeof UNREADABLE_REASONS)[number]
  | StoreFailure;

export type Direction = 'in' | 'out';

/**
 * `barrier` and `correction` read nobody: a sensor says that somebody who was let in did not pass, and a guard says that an entry
 * was a mistake.
 */
export const READER_KINDS = [
  'serial',
  'camera',
  'wedge',
  'simulated',
  'manual',
  'command',
  'barrier',
  'correction',
] as const;
export type ReaderKind = (typeof READER_KINDS)[number];

/** `unsigned`: card content was read, nothing more. `none`: there was no card content to read. The rest: signed codes. */
export const VERIFICATIONS = ['unsigned', 'none', ...PROOF_STATES] as const;
export type Verification = (typeof VERIFICATIONS)[number];
