/** Which keys of all kinds does a snapshot of several lists name? */

import { createPublicKey } from 'node:crypto';
import type { CredentialKind } from '../../../core/code/code.ts';
import { objectOf, parseJson } from '../../json.ts';
import type { TrustedKey } from '../trust.ts';
import { threeLetterCountry, twoLetterCountry } from './countries.ts';
import { keyOfCertificate, keyOfSpki, spkiOfJwk } from './key-of.ts';
import type { ListRead } from './list-read.ts';
import { listOf, MAX_LIST_KEYS, refusedList } from './list-read.ts';

const KINDS: Readonly<Record<string, CredentialKind>> = {
  EUDCC: 'eu-dcc',
  GDHCN: 'who-ddcc',
  VCI: 'shc',
  'ICAO-health': 'vds-nc',
  DIVOC: 'divoc',
  NZCP: 'nzcp',
};

/**
 * One JSON object a line: `framework`, `env`, `kid`, `country` or `iss`, and the key as `x5c` (one certificate), `spki`,
 * `jwk` or `pem`. Only lines of `env` *prod* are taken.
 */
export function readSnapshot(text: string): ListRead {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > MAX_LIST_KEYS) return refusedList('too-many-keys');
  const entries = lines.map((line) => objectOf(parseJson(line)));
  if (entries.some((entry) => typeof entry?.framework !== 'string')) return refusedList('not-readable');
  const keys = entries.flatMap((entry) => (entry === null ? [] : (keyOfEntry(entry) ?? [])));
  return listOf('snapshot', 'snapshot', { keys, skipped: entries.length - keys.length });
}

function keyOfEntry(entry: Readonly<Record<string, unknown>>): TrustedKey | null {
  const kind = KINDS[String(entry.framework)];
  const kid = textOf(entry.kid);
  if (kind === undefined || kid === null || entry.env !== 'prod') return null;
  const country = textOf(entry.country) ?? '';
  const certificate = textOf(entry.x5c);
  if (certificate !== null) {
    return keyOfCertificate(kind, Buffer.from(certificate, 'base64'), {
      kid: kind === 'vds-nc' ? undefined : kid,
      issuer: kind === 'vds-nc' ? threeLetterCountry(country) : twoLetterCountry(country),
    });
  }
  const spki = spkiOf(entry);
  if (spki === null) return null;
  const [did = '', fragment = ''] = kid.split('#');
  switch (kind) {
    case 'shc':
      return keyOfSpki(kind, spki, textOf(entry.iss) ?? '', kid);
    case 'nzcp':
      return keyOfSpki(kind, spki, did, fragment);
    case 'divoc':
      return keyOfSpki(kind, spki, kid, kid);
    default:
      return keyOfSpki(kind, spki, twoLetterCountry(country), kid);
  }
}

function spkiOf({ spki, jwk, pem }: Readonly<Record<string, unknown>>): Uint8Array | null {
  if (typeof spki === 'string') return Buffer.from(spki, 'base64');
  if (typeof pem !== 'string') return spkiOfJwk(jwk);
  try {
    return createPublicKey(pem).export({ format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
