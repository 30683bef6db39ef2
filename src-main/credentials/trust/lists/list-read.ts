/** What does a file of trust hold, whatever its form? */

import type { HashSet } from '../hash-set.ts';
import type { TrustedKey } from '../trust.ts';

export const LIST_FORMS = [
  'eu-dsc-de',
  'eu-dsc-se',
  'eu-dsc-plain',
  'who-gdhcn',
  'vci',
  'issuer-keys',
  'nzcp-did',
  'icao-master-list',
  'pem',
  'snapshot',
  'hash-revocations',
  'card-revocations',
  'venue-passes',
  'rules',
  'list-signers',
] as const;
export type ListForm = (typeof LIST_FORMS)[number];

/**
 * `none`: this form has no signature. `unknown-signer`: there is one, but of nobody whom the venue has named. `broken`: there is
 * one, and it is not of this content.
 */
export type ListSignature = 'none' | 'valid' | 'unknown-signer' | 'broken';

/** One name that an issuer has taken back; `beforeS` limits it to cards issued before that second. */
export type RevokedCard = {
  /** `null` where the file names only the key: SMART key ids are thumbprints, and so name the issuer too. */
  readonly issuer: string | null;
  readonly kid: string;
  readonly rid: string;
  readonly beforeS: number | null;
};

export type ListContent = {
  readonly form: ListForm;
  /** Names the publisher: a newer list of the same source takes the place of the older one. */
  readonly source: string;
  readonly signature: ListSignature;
  readonly keys: readonly TrustedKey[];
  readonly hashes: HashSet | null;
  readonly cards: readonly RevokedCard[];
  /** A business rule file, as it is. */
  readonly rulesText: string | null;
  /** Public keys (DER, base64) that may sign lists for this venue. */
  readonly signers: readonly string[];
  /** Entries of the list that this gate cannot use: a key of an unknown kind, or for another end. */
  readonly skipped: number;
};

export type ListRefusal =
  | 'too-large'
  | 'unknown-form'
  | 'not-readable'
  /** Of a test or acceptance environment. */
  | 'not-production'
  | 'too-many-keys';

export type ListRead =
  | { readonly type: 'list'; readonly list: ListContent }
  | { readonly type: 'refused'; readonly reason: ListRefusal };

/** Some 40 times what all states together published; each costs a fraction of a millisecond to read. */
export const MAX_LIST_KEYS = 100_000;

/** Keys that may sign lists, DER, base64: what the venue has pinned. */
export type ListSigners = readonly string[];

const NOTHING = {
  signature: 'none',
  keys: [],
  hashes: null,
  cards: [],
  rulesText: null,
  signers: [],
  skipped: 0,
} as const satisfies Omit<ListContent, 'form' | 'source'>;

/** A list of this form and source that holds what is given and nothing else. */
export function listOf(
  form: ListForm,
  source: string,
  content: Partial<Omit<ListContent, 'form' | 'source'>>,
): ListRead {
  return { type: 'list', list: { form, source, ...NOTHING, ...content } };
}

export function refusedList(reason: ListRefusal): ListRead {
  return { type: 'refused', reason };
}
