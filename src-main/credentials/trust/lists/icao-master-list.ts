/** Which authorities of passports does an ICAO master list name? They vouch for the signers of VDS-NC. */

import type { X509Certificate } from 'node:crypto';
import type { CmsMessage } from '../cms.ts';
import { readSignedData } from '../cms.ts';
import type { DerValue } from '../der.ts';
import { DER, partsOf, readDer } from '../der.ts';
import { threeLetterCountry } from './countries.ts';
import { countryOf, keyOfCertificate, readCertificate } from './key-of.ts';
import type { ListRead, ListSignature, ListSigners } from './list-read.ts';
import { listOf, MAX_LIST_KEYS, refusedList } from './list-read.ts';

const MASTER_LIST = '2.23.136.1.1.2';

/**
 * CscaMasterList (ICAO Doc 9303-12 §9): SEQUENCE of a version and a SET of certificates, in CMS SignedData. The signer must
 * have made the signature; it is known where its authority is in the list itself, or where the venue has named one of the
 * two.
 */
export function readMasterList(bytes: Uint8Array, signers: ListSigners): ListRead {
  const message = readSignedData(bytes);
  if (message === null || message.contentType !== MASTER_LIST) return refusedList('not-readable');
  const list = readDer(message.content);
  const [version, set] = list === null ? [] : (partsOf(list) ?? []);
  const found = set?.tag === DER.set ? partsOf(set) : null;
  if (version?.tag !== DER.integer || found === null) return refusedList('not-readable');
  if (found.length > MAX_LIST_KEYS) return refusedList('too-many-keys');
  const keys = found.flatMap(({ whole }) => {
    const certificate = readCertificate(whole);
    const issuer = threeLetterCountry(certificate === null ? '' : (countryOf(certificate) ?? ''));
    return keyOfCertificate('vds-nc', whole, { issuer }) ?? [];
  });
  const publisher = message.signer === null ? null : countryOf(message.signer);
  return listOf('icao-master-list', `icao-master-list:${publisher ?? 'unknown'}`, {
    keys,
    skipped: found.length - keys.length,
    signature: signatureOf(message, found, signers),
  });
}

/** An authority that only the message brings along vouches for nothing, unless the venue has named it. */
function signatureOf(
  { signer, certificates }: CmsMessage,
  listed: readonly DerValue[],
  signers: ListSigners,
): ListSignature {
  if (signer === null) return 'broken';
  const inList = listed
    .flatMap(({ whole }) => readCertificate(whole) ?? [])
    .filter((each) => mayHaveIssued(each, signer));
  if (signers.length === 0) return inList.length > 0 ? 'valid' : 'unknown-signer';
  const known = [signer, ...inList, ...certificates.filter((each) => mayHaveIssued(each, signer))];
  return known.some((each) => signers.includes(spkiOf(each))) ? 'valid' : 'unknown-signer';
}

function mayHaveIssued(authority: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
  } catch {
    // OpenSSL throws on algorithms that it does not know instead of answering no.
    return false;
  }
}

function spkiOf({ publicKey }: X509Certificate): string {
  return publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
}
