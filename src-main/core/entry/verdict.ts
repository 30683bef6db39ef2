/** What may the guard be told to do, and why? */

import type { CODE_WARNINGS, UNREADABLE_REASONS } from '../code/code.ts';

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
] as const;

export type Reason =
  | (typeof DECISION_REASONS)[number]
  | (typeof CODE_WARNINGS)[number]
  | (typeof UNREADABLE_REASONS)[number]
  | StoreFailure;

export type Direction = 'in' | 'out';

export const READER_KINDS = ['serial', 'camera', 'wedge', 'simulated', 'manual', 'command'] as const;
export type ReaderKind = (typeof READER_KINDS)[number];

/** `unsigned`: card content was read, nothing more. `none`: there was no card content to read. */
export const VERIFICATIONS = ['unsigned', 'none'] as const;
export type Verification = (typeof VERIFICATIONS)[number];
