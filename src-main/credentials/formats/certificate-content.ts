/** What does the certificate inside say of its holder: an EU DCC or a WHO DDCC? */

import type { CredentialKind, PartialDate, PersonFields, Sex } from '../../core/code/code.ts';
import { SAYS_NOTHING } from '../../core/code/code.ts';
import { dateOfIso } from '../../core/code/dates.ts';
import { plainOf } from '../envelope/cbor.ts';
import type { CwtClaims } from '../envelope/cwt.ts';
import { objectOf } from '../json.ts';
import { plainText } from '../judged.ts';
import type { DccUsage } from '../trust/trust.ts';

export type CertificateContent = {
  readonly kind: Extract<CredentialKind, 'eu-dcc' | 'who-ddcc'>;
  readonly fields: PersonFields;
  /** The certificate's own number (UVCI), if it has one. */
  readonly id: string | null;
  readonly country: string | null;
  /** Where the content itself says when it holds (WHO DDCC); the frame's own times go before these. */
  readonly notBeforeUtcMs: number | null;
  readonly expiresAtUtcMs: number | null;
  /** What it certifies; one certificate may certify several things. */
  readonly usages: readonly DccUsage[];
  /** The EU DCC as JSON would have it, for business rules; `null` for WHO DDCC. */
  readonly dcc: Readonly<Record<string, unknown>> | null;
};

/**
 * Health certificates sit in claim -260: 1 = EU DCC (also Vietnam's), -6 = WHO DDCC core data set. Some WHO certificates
 * are no CWT: the core data set is the payload itself.
 */
const HEALTH_CERTIFICATE = -260;
const EU_DCC = '1';
const WHO_DDCC = '-6';

const USAGES: readonly (readonly [string, DccUsage])[] = [
  ['v', 'vaccination'],
  ['t', 'test'],
  ['r', 'recovery'],
];

/** `null` where the claims hold no health certificate of either kind. */
export function contentOf({ all, expiresAtUtcMs }: CwtClaims): CertificateContent | null {
  const held = objectOf(plainOf(all.get(HEALTH_CERTIFICATE)));
  if (held === null) return bareContentOf(all);
  const validTo = expiresAtUtcMs === null ? null : dateOfIso(new Date(expiresAtUtcMs).toISOString());
  const dcc = objectOf(held[EU_DCC]);
  if (dcc !== null) return euContent(dcc, validTo);
  const ddcc = objectOf(held[WHO_DDCC]);
  return ddcc === null ? null : whoContent(ddcc, validTo);
}

function bareContentOf(all: CwtClaims['all']): CertificateContent | null {
  const ddcc = typeof all.get('name') === 'string' ? objectOf(plainOf(all)) : null;
  return ddcc === null ? null : whoContent(ddcc, isoDateOf(ddcc.valid_until));
}

/** Family name first, as every name at these gates is written. */
function euContent(dcc: Readonly<Record<string, unknown>>, validTo: PartialDate | null): CertificateContent {
  const names = objectOf(dcc.nam) ?? {};
  const name = [plainText(names.fn) ?? plainText(names.fnt), plainText(names.gn) ?? plainText(names.gnt)];
  const groups = USAGES.filter(([key]) => Array.isArray(dcc[key]) && dcc[key].length > 0);
  const event = groups.map(([key]) => objectOf((dcc[key] as readonly unknown[])[0])).find((found) => found !== null);
  return {
    kind: 'eu-dcc',
    fields: {
      ...SAYS_NOTHING,
      name: plainText(name.filter((part) => part !== null).join(' ')),
      birthDate: isoDateOf(dcc.dob),
      validTo,
    },
    id: plainText(event?.ci),
    country: plainText(event?.co),
    notBeforeUtcMs: null,
    expiresAtUtcMs: null,
    usages: groups.map(([, usage]) => usage),
    dcc,
  };
}

function whoContent(ddcc: Readonly<Record<string, unknown>>, validTo: PartialDate | null): CertificateContent {
  return {
    kind: 'who-ddcc',
    fields: {
      ...SAYS_NOTHING,
      name: plainText(ddcc.name),
      birthDate: isoDateOf(ddcc.birthDate),
      sex: sexOf(objectOf(ddcc.sex)?.code ?? ddcc.sex),
      validTo,
    },
    id: plainText(ddcc.hcid) ?? plainText(ddcc.identifier),
    country: plainText(objectOf(ddcc.country)?.code),
    notBeforeUtcMs: timeOf(ddcc.valid_from, '00:00:00Z'),
    expiresAtUtcMs: timeOf(ddcc.valid_until, '23:59:59.999Z'),
    usages: [],
    dcc: null,
  };
}

/** `1999-01-01`, `1999-01`, `1999`, with or without a time behind; never more precise than it was written. */
function isoDateOf(value: unknown): PartialDate | null {
  return typeof value === 'string' ? dateOfIso(value) : null;
}

/** A day, or a moment, as UTC milliseconds. */
function timeOf(value: unknown, timeOfDay: string): number | null {
  if (typeof value !== 'string') return null;
  const utcMs = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T${timeOfDay}` : value);
  return Number.isNaN(utcMs) ? null : utcMs;
}

function sexOf(value: unknown): Sex | null {
  return value === 'male' || value === 'female' ? value : null;
}
