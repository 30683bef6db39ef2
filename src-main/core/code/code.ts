/** What can a reading turn out to be: a person's code, a place's, something opaque, or nothing readable? */

/** The kinds that carry a person, by their field grammar (formats in `formats/`). */
export const PERSON_CODE_KINDS = [
  'cccd',
  'can-cuoc',
  'bhyt-a',
  'bhyt-b',
  'vssid',
  'unified',
  'mrz-td1',
  'mrz-td2',
  'mrz-td3',
] as const;
export type PersonCodeKind = (typeof PERSON_CODE_KINDS)[number];

/** The kinds that somebody signed: EU and Vietnamese certificates, WHO, SMART, New Zealand, ICAO, DIVOC, this venue's pass. */
export const CREDENTIAL_KINDS = ['eu-dcc', 'who-ddcc', 'shc', 'nzcp', 'vds-nc', 'divoc', 'pass'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** The kinds that a venue may accept or not. */
export const ACCEPTABLE_KINDS = [...PERSON_CODE_KINDS, ...CREDENTIAL_KINDS] as const;
export type AcceptableKind = (typeof ACCEPTABLE_KINDS)[number];

/**
 * Every kind that an entry can name. `badge`: text of no known form that stands on the
 * venue's list as somebody's badge. `manual` is what the guard typed at the desk.
 */
export const CODE_KINDS = [...ACCEPTABLE_KINDS, 'place', 'opaque', 'badge', 'manual'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** A date as precise as the code gave it; masked or missing parts stay unknown, never 01/01. */
export type PartialDate =
  | { readonly precision: 'day'; readonly year: number; readonly month: number; readonly day: number }
  | { readonly precision: 'year'; readonly year: number };

export type Sex = 'male' | 'female';

/** Whose number it is; the same digits under two schemes are two different keys. */
export const SUBJECT_SCHEMES = [
  'citizen',
  'health-insurance',
  'national-qr',
  'identity-paper',
  'certificate',
  'pass',
  'phone',
  'name',
  'opaque',
] as const;
export type SubjectScheme = (typeof SUBJECT_SCHEMES)[number];

/** The normalised number by which the same person is known again. A masked number is never a key. */
export type SubjectKey = { readonly scheme: SubjectScheme; readonly value: string };

/** What the code said of the person. `null` = the code does not say; nothing is ever filled in. */
export type PersonFields = {
  /** As printed, `*` where the code itself hides characters. */
  readonly number: string | null;
  readonly name: string | null;
  readonly birthDate: PartialDate | null;
  readonly sex: Sex | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly issuedOn: PartialDate | null;
  readonly validFrom: PartialDate | null;
  readonly validTo: PartialDate | null;
};

/** A code that gives none of the fields; each format adds what it does give. */
export const SAYS_NOTHING: PersonFields = {
  number: null,
  name: null,
  birthDate: null,
  sex: null,
  address: null,
  phone: null,
  issuedOn: null,
  validFrom: null,
  validTo: null,
};

/** What looked wrong while reading the fields. A warning never refuses anybody. */
export const CODE_WARNINGS = [
  'birth-date-impossible',
  'issue-date-impossible',
  'birth-year-differs-from-number',
  'sex-differs-from-number',
  'name-unreadable',
  /** Letters were mangled on the way and could not all be brought back: the name is not sure. */
  'text-garbled',
  /** Letters were mangled on the way and brought back with certainty. */
  'text-repaired',
  /** A check digit of a machine-readable zone does not fit its field. */
  'check-digit-wrong',
] as const;
export type CodeWarning = (typeof CODE_WARNINGS)[number];

export type PersonCode = {
  readonly type: 'person';
  readonly kind: PersonCodeKind;
  /** `null` where the code hides every number that would identify. */
  readonly key: SubjectKey | null;
  readonly fields: PersonFields;
  readonly warnings: readonly CodeWarning[];
};

/** A code that stands for a place or a set-up, shown where a person's is asked for. */
export type PlaceCode = { readonly type: 'place'; readonly text: string };

/** Readable text of no known form: kept as length and keyed hash only. */
export type OpaqueCode = { readonly type: 'opaque'; readonly text: string };

/** Text of no known form that the venue's list gives to somebody. The code itself says nothing of the person: the list does. */
export type BadgeCode = { readonly type: 'badge'; readonly key: SubjectKey | null; readonly fields: PersonFields };

/** `leave-badge`: the gate's own, which opens the way out of the kiosk where it is asked for, and stands for nobody anywhere else. */
export const UNREADABLE_REASONS = ['empty', 'too-long', 'not-text', 'half-code', 'more-parts', 'leave-badge'] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];
export type UnreadableCode =
  | { readonly type: 'unreadable'; readonly reason: Exclude<UnreadableReason, 'half-code'> }
  /** `begin`: what comes next may complete it. `rest`: its beginning is lost, or came just before. */
  | { readonly type: 'unreadable'; readonly reason: 'half-code'; readonly part: 'begin' | 'rest' };

/** Text of a signed form. What it says, and what its signature is worth, only `Credentials` can tell. */
export type SignedText = { readonly type: 'signed'; readonly text: string };

/** One of several QR codes that make one signed text together. `index` counts from 1. */
export type SignedPart = {
  readonly type: 'part';
  readonly index: number;
  readonly count: number;
  /** What the part holds, without its header. */
  readonly text: string;
};

/** What a text is by its form alone. */
export type Code = PersonCode | PlaceCode | OpaqueCode | UnreadableCode | SignedText | SignedPart;

/** How the reader's bytes became text. Anything but UTF-8 is a fallback and flags the name as doubtful. */
export const TEXT_ENCODINGS = ['utf-8', 'windows-1258', 'shift_jis', 'gb18030', 'windows-1252'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** The longest code that any reader may hand over, in characters; a QR symbol holds at most 4,296. */
export const MAX_CODE_LENGTH = 8_192;
