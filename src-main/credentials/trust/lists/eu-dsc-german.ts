/** Which signers does an EU DSC list of the German form name? */

import { Buffer } from 'node:buffer';
import { verify } from 'node:crypto';
import { objectOf } from '../../json.ts';
import { readPublicKey } from '../../signature.ts';
import { keyOfCertificate } from './key-of.ts';
import { parseListJson } from './list-json.ts';
import type { ListRead, ListSignature, ListSigners } from './list-read.ts';
import { listOf, MAX_LIST_KEYS, refusedList } from './list-read.ts';

const SIGNER_TYPES = ['DSC', undefined];

/**
 * The form of Germany's national list: one line with the signature (base64, ECDSA with SHA-256 as r‖s or DER) over the rest
 * of the file, then `{"certificates": [{"certificateType": "DSC", "country", "kid", "rawData", …}]}`. The line may be
 * missing.
 */
export function readGermanList(text: string, signers: ListSigners): ListRead {
  const start = text.indexOf('{');
  const body = text.slice(Math.max(start, 0));
  const found = objectOf(parseListJson(body))?.certificates;
  if (!Array.isArray(found)) return refusedList('not-readable');
  const entries = found.map(objectOf).filter((entry) => SIGNER_TYPES.includes(entry?.certificateType as undefined));
  if (entries.length > MAX_LIST_KEYS) return refusedList('too-many-keys');
  const keys = entries.flatMap((entry) => keyOfEntry(entry) ?? []);
  return listOf('eu-dsc-de', 'eu-dsc-de', {
    keys,
    skipped: entries.length - keys.length,
    signature: signatureOf(text.slice(0, Math.max(start, 0)).trim(), Buffer.from(body), signers),
  });
}

function keyOfEntry(entry: Readonly<Record<string, unknown>> | null) {
  if (typeof entry?.rawData !== 'string') return null;
  const { kid, country, rawData } = entry;
  return keyOfCertificate('eu-dcc', Buffer.from(rawData, 'base64'), {
    kid: typeof kid === 'string' ? kid : undefined,
    issuer: typeof country === 'string' ? country : undefined,
  });
}

/** Without the signer's key nobody can tell a broken signature from one of somebody else. */
function signatureOf(line: string, signed: Uint8Array, signers: ListSigners): ListSignature {
  if (line === '') return 'none';
  const signature = Buffer.from(line, 'base64');
  const isSigned = signers.some((signer) => {
    const key = readPublicKey(Buffer.from(signer, 'base64'));
    if (key?.asymmetricKeyType !== 'ec') return false;
    return (['ieee-p1363', 'der'] as const).some((dsaEncoding) => isVerified(signed, { key, dsaEncoding }, signature));
  });
  return isSigned ? 'valid' : 'unknown-signer';
}

function isVerified(signed: Uint8Array, key: Parameters<typeof verify>[2], signature: Uint8Array): boolean {
  try {
    return verify('sha256', signed, key, signature);
  } catch {
    // OpenSSL throws on some malformed signatures instead of answering no.
    return false;
  }
}
