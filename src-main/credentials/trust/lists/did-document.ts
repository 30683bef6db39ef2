/** Which keys does a DID document name: WHO's network of trust, or New Zealand's passes? */

import { objectOf } from '../../json.ts';
import type { TrustedKey } from '../trust.ts';
import { twoLetterCountry } from './countries.ts';
import { keyOfCertificate, keyOfSpki, spkiOfJwk } from './key-of.ts';
import type { ListRead } from './list-read.ts';
import { listOf, MAX_LIST_KEYS, refusedList } from './list-read.ts';

/** Production alone; the acceptance and development networks are `tng-cdn-uat` and `tng-cdn-dev`. */
const WHO_PRODUCTION = /^did:web:tng-cdn\.who\.int(?::v\d+)?:trustlist(?::|$)/;
const WHO_ANY = /^did:web:tng-cdn[^:]*(?::|$)/;
/** `-` is every domain; certificates of the others (passports of pilgrims, …) are none that a gate reads. */
const WHO_DOMAINS = ['-', 'DCC', 'DDCC'];
const WHO_SIGNER = 'DSC';
const NZCP_PRODUCTION = 'did:web:nzcp.identity.health.nz';
const NZCP_ANY = /^did:web:nzcp\./;

type Method = { readonly id: string; readonly jwk: Readonly<Record<string, unknown>> };

/** W3C DID Core 1.0 with `JsonWebKey2020` keys; whose it is says its `id`. Only production documents are read. */
export function readDidDocument(json: unknown): ListRead {
  const document = objectOf(json);
  const id = document?.id;
  if (Array.isArray(document?.verificationMethod) && document.verificationMethod.length > MAX_LIST_KEYS) {
    return refusedList('too-many-keys');
  }
  if (document === null || typeof id !== 'string') return refusedList('not-readable');
  if (WHO_ANY.test(id)) return WHO_PRODUCTION.test(id) ? readWho(id, document) : refusedList('not-production');
  if (NZCP_ANY.test(id)) return id === NZCP_PRODUCTION ? readNewZealand(id, document) : refusedList('not-production');
  return refusedList('unknown-form');
}

/**
 * WHO GDHCN trust list: `did:web:tng-cdn.who.int:trustlist:<country>#<kid>` (version 1, signers alone) or
 * `did:web:tng-cdn.who.int:v2:trustlist:<domain>:<country>:<usage>#<kid>`. The document's own proof is not checked: its key
 * is in the document. What is pinned is where it comes from.
 */
function readWho(id: string, document: Readonly<Record<string, unknown>>): ListRead {
  const signers = methodsOf(document).filter((method) => WHO_PRODUCTION.test(method.id) && isWhoSigner(method.id));
  const keys = signers.flatMap((method) => keyOfWho(method) ?? []);
  return listOf('who-gdhcn', id, { keys, skipped: signers.length - keys.length });
}

function isWhoSigner(id: string): boolean {
  const path = whoPathOf(id);
  const [domain = '-', , usage = WHO_SIGNER] = path.length < 2 ? [] : path;
  return WHO_DOMAINS.includes(domain) && usage === WHO_SIGNER;
}

function whoPathOf(id: string): readonly string[] {
  const [path = ''] = id.split('#');
  return path.replace(WHO_PRODUCTION, '').split(':');
}

function keyOfWho({ id, jwk }: Method): TrustedKey | null {
  const path = whoPathOf(id);
  const issuer = twoLetterCountry((path.length < 2 ? path[0] : path[1])?.toUpperCase() ?? '');
  const certificate = Array.isArray(jwk.x5c) ? (jwk.x5c[0] as unknown) : undefined;
  if (typeof certificate === 'string') {
    return keyOfCertificate('who-ddcc', Buffer.from(certificate, 'base64'), { issuer });
  }
  const spki = spkiOfJwk(jwk);
  const kid = fragmentOf(id);
  return spki === null || kid === '' ? null : keyOfSpki('who-ddcc', spki, issuer, decodedKid(kid));
}

/** Only keys that the document names for assertions may sign passes (NZ COVID Pass specification §5). */
function readNewZealand(id: string, document: Readonly<Record<string, unknown>>): ListRead {
  const named: unknown = document.assertionMethod;
  const assertions = Array.isArray(named) ? named : [named];
  const methods = methodsOf(document).filter((method) => assertions.includes(method.id));
  const keys = methods.flatMap((method) => {
    const spki = spkiOfJwk(method.jwk);
    return (spki === null ? null : keyOfSpki('nzcp', spki, id, fragmentOf(method.id))) ?? [];
  });
  return listOf('nzcp-did', id, { keys, skipped: methods.length - keys.length });
}

function methodsOf({ verificationMethod }: Readonly<Record<string, unknown>>): readonly Method[] {
  if (!Array.isArray(verificationMethod)) return [];
  return verificationMethod.map(objectOf).flatMap((method) => {
    const jwk = objectOf(method?.publicKeyJwk);
    return typeof method?.id === 'string' && jwk !== null ? [{ id: method.id, jwk }] : [];
  });
}

function fragmentOf(id: string): string {
  return id.slice(id.indexOf('#') + 1);
}

/** Key ids are base64, and stand percent-encoded in some documents. */
function decodedKid(kid: string): string {
  try {
    return decodeURIComponent(kid);
  } catch {
    return kid;
  }
}
