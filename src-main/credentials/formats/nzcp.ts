/** What is a New Zealand COVID Pass worth (`NZCP:/1/`)? */

import { hash } from 'node:crypto';
import { SAYS_NOTHING } from '../../core/code/code.ts';
import { dateOfIso } from '../../core/code/dates.ts';
import { decodeBase32 } from '../envelope/base32.ts';
import { isTagged, plainOf } from '../envelope/cbor.ts';
import { readCoseSign1 } from '../envelope/cose-sign1.ts';
import type { CwtClaims } from '../envelope/cwt.ts';
import { readCwt } from '../envelope/cwt.ts';
import { objectOf } from '../json.ts';
import type { Judged } from '../judged.ts';
import { forged, plainText, proofInTime, refusedProof } from '../judged.ts';
import type { Trust } from '../trust/trust.ts';
import { isCoseSignedBy } from './hc1.ts';

const FORM = /^NZCP:\/1\/([A-Z2-7]+=*)$/;
const CREDENTIAL = 'vc';
const TOKEN_ID = 7;
const UUID_TAG = 37;
const PASS_TYPE = 'PublicCovidPass';

/**
 * Version 1 of the New Zealand COVID Pass technical specification (Ministry of Health): Base32, COSE_Sign1 with ES256, a CWT whose
 * issuer is a `did:web` and whose `kid` is the fragment of one of its assertion keys. Never throws.
 */
export function readNzcp(text: string, trust: Trust, nowUtcMs: number): Judged {
  const bytes = decodeBase32(FORM.exec(text)?.[1] ?? '!');
  if (bytes === null) return forged('nzcp', text, 'base32');
  const cose = readCoseSign1(bytes);
  if (cose === null) return forged('nzcp', text, 'cose');
  if (cose.algorithm !== 'ES256') return forged('nzcp', text, 'algorithm');
  const claims = readCwt(cose.payload);
  const subject = claims === null ? null : subjectOf(claims);
  if (claims === null || subject === null) return forged('nzcp', text, 'claims');

  const kid = Buffer.from(cose.keyId ?? []).toString('utf8');
  const keys = trust.findKeys('nzcp', kid).filter(({ issuer }) => issuer === claims.issuer);
  if (keys.length === 0) return refusedProof('nzcp', text, { state: 'unknown-issuer', detail: 'no-key', issuer: null });
  const signer = keys.find((key) => isCoseSignedBy(cose, key));
  if (signer === undefined) return forged('nzcp', text, 'signature');
  return {
    kind: 'nzcp',
    key: { scheme: 'certificate', value: tokenIdOf(claims) ?? hash('sha256', cose.signed, 'base64url') },
    fields: {
      ...SAYS_NOTHING,
      name: plainText([subject.familyName, subject.givenName].filter((part) => plainText(part) !== null).join(' ')),
      birthDate: typeof subject.dob === 'string' ? dateOfIso(subject.dob) : null,
    },
    warnings: [],
    proof: proofInTime(
      signer.issuer,
      {
        isRevoked: false,
        notBeforeUtcMs: claims.notBeforeUtcMs,
        expiresAtUtcMs: claims.expiresAtUtcMs,
        signerNotAfterUtcMs: signer.notAfterUtcMs,
      },
      nowUtcMs,
    ),
    pass: null,
    dcc: null,
  };
}

/** `nbf` and `exp` are required: a pass without them would hold for ever. */
function subjectOf({ all, notBeforeUtcMs, expiresAtUtcMs }: CwtClaims): Readonly<Record<string, unknown>> | null {
  if (notBeforeUtcMs === null || expiresAtUtcMs === null) return null;
  const credential = objectOf(plainOf(all.get(CREDENTIAL)));
  const types: unknown = credential?.type;
  return Array.isArray(types) && types.includes(PASS_TYPE) ? objectOf(credential?.credentialSubject) : null;
}

function tokenIdOf({ all }: CwtClaims): string | null {
  const id: unknown = all.get(TOKEN_ID);
  const bytes = isTagged(id, UUID_TAG) ? id.tagged : id;
  return bytes instanceof Uint8Array && bytes.length === 16 ? Buffer.from(bytes).toString('hex') : null;
}
