/** What does a SMART Health Card say, of itself and of its holder? */

import type { PersonFields, Sex } from '../../core/code/code.ts';
import { SAYS_NOTHING } from '../../core/code/code.ts';
import { dateOfIso } from '../../core/code/dates.ts';
import { objectOf } from '../json.ts';
import { plainText } from '../judged.ts';

export type CardClaims = {
  /** The issuer's address; its keys are published below it. */
  readonly issuer: string;
  /** When the card was issued, and from when it holds; decimals occur. */
  readonly notBeforeS: number;
  readonly expiresAtS: number | null;
  /** By what the issuer may take the card back; `null` where it cannot. */
  readonly revocationId: string | null;
  readonly fields: PersonFields;
};

const HEALTH_CARD = 'https://smarthealth.cards#health-card';
/** The specification wants `https` and no slash at the end, so that an issuer has one spelling. */
const ISSUER = /^https:\/\/[^\s?#]*[^\s?#/]$/;
/** Seconds beyond this are no date in ECMAScript. */
const LAST_SECOND = 8.64e12;

/** `null` where something that the specification requires is missing or of another type. */
export function cardClaimsOf(payload: unknown): CardClaims | null {
  const claims = objectOf(payload);
  const credential = objectOf(claims?.vc);
  const bundle = objectOf(objectOf(credential?.credentialSubject)?.fhirBundle);
  if (claims === null || credential === null || bundle === null) return null;
  // Cards of the drafts before April 2021 have `iat` instead of `nbf`.
  const { iss, nbf = claims.iat, exp } = claims;
  const { type, rid } = credential;
  if (!(Array.isArray(type) && type.includes(HEALTH_CARD))) return null;
  if (typeof iss !== 'string' || !ISSUER.test(iss) || !isTime(nbf)) return null;
  if (!(exp === undefined || isTime(exp)) || !(rid === undefined || typeof rid === 'string')) return null;
  return {
    issuer: iss,
    notBeforeS: nbf,
    expiresAtS: exp ?? null,
    revocationId: rid ?? null,
    fields: { ...holderOf(bundle), validTo: exp === undefined ? null : dateOfIso(isoOf(exp)) },
  };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LAST_SECOND;
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

/** The one patient of the bundle; where there are several, nobody says whose card it is. Family name first. */
function holderOf(bundle: Readonly<Record<string, unknown>>): PersonFields {
  const entries: readonly unknown[] = Array.isArray(bundle.entry) ? bundle.entry : [];
  const patients = entries
    .map((entry) => objectOf(objectOf(entry)?.resource))
    .filter((resource) => resource?.resourceType === 'Patient');
  const patient = patients.length === 1 ? patients[0] : null;
  if (patient === null || patient === undefined) return SAYS_NOTHING;
  const { name, birthDate, gender } = patient;
  return {
    ...SAYS_NOTHING,
    name: nameOf(objectOf(Array.isArray(name) ? (name as readonly unknown[])[0] : null)),
    birthDate: typeof birthDate === 'string' ? dateOfIso(birthDate) : null,
    sex: sexOf(gender),
  };
}

function nameOf(name: Readonly<Record<string, unknown>> | null): string | null {
  const given: readonly unknown[] = Array.isArray(name?.given) ? name.given : [];
  return plainText([name?.family, ...given].map(plainText).join(' ')) ?? plainText(name?.text);
}

function sexOf(value: unknown): Sex | null {
  return value === 'male' || value === 'female' ? value : null;
}
