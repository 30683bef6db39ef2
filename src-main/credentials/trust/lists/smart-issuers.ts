/** Which issuers of SMART Health Cards does a file name, and which cards have they taken back? */

import { objectOf } from '../../json.ts';
import type { TrustedKey } from '../trust.ts';
import { keyOfSpki, spkiOfJwk } from './key-of.ts';
import type { ListRead, RevokedCard } from './list-read.ts';
import { listOf, MAX_LIST_KEYS, refusedList } from './list-read.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A snapshot of the VCI directory: `{"issuerInfo": [{"issuer": {"iss", "name"}, "keys": [JWK], "crls": […]}]}`. */
export function readVciSnapshot(json: unknown): ListRead {
  const found = objectOf(json)?.issuerInfo;
  if (!Array.isArray(found)) return refusedList('not-readable');
  const entries = found.map(objectOf).map((entry) => ({ issuer: objectOf(entry?.issuer)?.iss, entry }));
  const jwks = entries.flatMap(({ issuer, entry }) => fieldsIn(entry?.keys).map((jwk) => ({ issuer, jwk })));
  if (jwks.length > MAX_LIST_KEYS) return refusedList('too-many-keys');
  const keys = jwks.flatMap(({ issuer, jwk }) => (typeof issuer === 'string' ? (keyOfIssuer(issuer, jwk) ?? []) : []));
  const cards = entries.flatMap(({ issuer, entry }) =>
    typeof issuer === 'string' ? fieldsIn(entry?.crls).flatMap((list) => cardsOf(list, issuer)) : [],
  );
  return listOf('vci', 'vci', { keys, cards, skipped: jwks.length - keys.length });
}

/** One issuer's `.well-known/jwks.json`; whose it is says its address, or the file's name with the `/` as `_`. */
export function readIssuerKeys(json: unknown, issuer: string): ListRead {
  const found = fieldsIn(objectOf(json)?.keys).filter(({ use }) => use !== 'enc');
  if (found.length > MAX_LIST_KEYS) return refusedList('too-many-keys');
  const keys = found.flatMap((jwk) => keyOfIssuer(issuer, jwk) ?? []);
  return listOf('issuer-keys', `issuer-keys:${issuer}`, { keys, skipped: found.length - keys.length });
}

/** A card revocation list (SMART Health Cards Framework 1.4, "Revocation"): `{"kid", "method": "rid", "ctr", "rids": […]}`. */
export function readCardRevocations(json: unknown): ListRead {
  const list = objectOf(json);
  if (list === null || typeof list.kid !== 'string') return refusedList('not-readable');
  return listOf('card-revocations', `card-revocations:${list.kid}`, { cards: cardsOf(list, null) });
}

/** A plain name, or one with `.` and the second before which cards of that name count as taken back. */
const RID = /^([A-Za-z0-9_-]{1,64})(?:\.(\d{1,12}))?$/;

function cardsOf({ kid, method, rids }: Fields, issuer: string | null): readonly RevokedCard[] {
  if (typeof kid !== 'string' || method !== 'rid' || !Array.isArray(rids)) return [];
  return rids.flatMap((each) => {
    const [, rid, beforeS] = RID.exec(String(each)) ?? [];
    return rid === undefined ? [] : [{ issuer, kid, rid, beforeS: beforeS === undefined ? null : Number(beforeS) }];
  });
}

function keyOfIssuer(issuer: string, jwk: Fields): TrustedKey | null {
  const spki = spkiOfJwk(jwk);
  return spki === null || typeof jwk.kid !== 'string' ? null : keyOfSpki('shc', spki, issuer, jwk.kid);
}

function fieldsIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(objectOf).filter((each) => each !== null) : [];
}
