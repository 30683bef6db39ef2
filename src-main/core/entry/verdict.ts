/** What may the guard be told to do, and why? */

import type { CODE_WARNINGS, UNREADABLE_REASONS } from '../code/code.ts';
import { PROOF_STATES } from '../code/credential.ts';

/** Six, no more: each has its own colour, shape, word and tone on the screen. */
export const VERDICTS = ['admit', 'already-recorded', 'check', 'refuse', 'unreadable', 'out-of-order'] as const;
export type Verdict = (typeof VERDICTS)[number];

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
] as const;

export type Reason =
  | (typeof DECISION_REASONS)[number]
  | (typeof CODE_WARNINGS)[number]
  | (typeof UNREADABLE_REASONS)[number]
  | StoreFailure;

export type Direction = 'in' | 'out';

/** `barrier` reads nobody: its sensor says that somebody who was let in did not pass. */
export const READER_KINDS = ['serial', 'camera', 'wedge', 'simulated', 'manual', 'command', 'barrier'] as const;
export type ReaderKind = (typeof READER_KINDS)[number];

/** `unsigned`: card content was read, nothing more. `none`: there was no card content to read. The rest: signed codes. */
export const VERIFICATIONS = ['unsigned', 'none', ...PROOF_STATES] as const;
export type Verification = (typeof VERIFICATIONS)[number];
