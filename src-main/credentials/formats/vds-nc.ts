/** What is an ICAO seal for non-constrained environments worth (VDS-NC, a JSON text)? */

import { hash } from 'node:crypto';
import type { PersonFields } from '../../core/code/code.ts';
import { SAYS_NOTHING } from '../../core/code/code.ts';
import { dateOfIso } from '../../core/code/dates.ts';
import { decodePaddedBase64Url } from '../envelope/base64url.ts';
import { canonicalJson } from '../envelope/jcs.ts';
import { objectOf, parseJson } from '../json.ts';
import type { Judged } from '../judged.ts';
import { forged, plainText, proofInTime, refusedProof } from '../judged.ts';
import type { SignatureAlgorithm } from '../signature.ts';
import { isSignedBy } from '../signature.ts';
import type { Trust } from '../trust/trust.ts';
import { readSealSigner } from './vds-nc-signer.ts';

const ALGORITHMS: ReadonlyMap<unknown, SignatureAlgorithm> = new Map<unknown, SignatureAlgorithm>([
  ['ES256', 'ES256'],
  ['ES384', 'ES384'],
  ['ES512', 'ES512'],
]);
/** Proof of vaccination and proof of testing hold for ever. Other seals have times of their own, which nobody here reads. */
const TYPES: readonly unknown[] = ['icao.vacc', 'icao.test'];
const VERSION = 1;

type Seal = {
  /** Three-letter country. */
  readonly country: string;
  readonly message: Readonly<Record<string, unknown>>;
  readonly algorithm: SignatureAlgorithm;
  /** The signer's, in DER. */
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
  /** The bytes that the signature covers. */
  readonly signed: Uint8Array;
};
/** How far a seal could be opened: the stage at which it failed, or everything that it holds. */
type OpenedSeal =
  | { readonly stage: 'json' | 'type' | 'message' | 'algorithm' | 'base64' }
  | ({ readonly stage: 'opened' } & Seal);

/**
 * ICAO Technical Report "VDS-NC" 1.1: `data` in canonical JSON (RFC 8785) is signed by a certificate that the seal brings along,
 * which an authority of the country that `hdr.is` names must have issued. Never throws.
 */
export function readVdsNc(text: string, trust: Trust, nowUtcMs: number): Judged {
  const seal = openSeal(text);
  if (seal.stage !== 'opened') return forged('vds-nc', text, seal.stage);
  const { country, message, signed } = seal;
  const signer = readSealSigner(seal.certificate, country, trust.keysOf('vds-nc'));
  if (signer === null) return forged('vds-nc', text, 'certificate');
  if (!isSignedBy(seal.algorithm, signer.key, signed, seal.signature)) return forged('vds-nc', text, 'signature');

  const { voucher } = signer;
  if (voucher.answer === 'forged') return forged('vds-nc', text, 'certificate');
  if (voucher.answer === 'unknown') {
    return refusedProof('vds-nc', text, { state: 'unknown-issuer', detail: voucher.detail, issuer: null });
  }
  return {
    kind: 'vds-nc',
    key: { scheme: 'certificate', value: numberOf(country, message) ?? hash('sha256', signed, 'base64url') },
    fields: fieldsOf(objectOf(message.pid)),
    warnings: [],
    proof: proofInTime(
      country,
      {
        isRevoked: false,
        notBeforeUtcMs: signer.notBeforeUtcMs,
        expiresAtUtcMs: null,
        signerNotAfterUtcMs: Math.min(signer.notAfterUtcMs, voucher.by.notAfterUtcMs ?? Number.POSITIVE_INFINITY),
      },
      nowUtcMs,
    ),
    pass: null,
    dcc: null,
  };
}

function openSeal(text: string): OpenedSeal {
  const seal = objectOf(parseJson(text));
  const data = objectOf(seal?.data);
  const proof = objectOf(seal?.sig);
  const header = objectOf(data?.hdr);
  if (data === null || proof === null || header === null) return { stage: 'json' };
  const { t, v, is: country } = header;
  if (!TYPES.includes(t) || v !== VERSION || typeof country !== 'string') return { stage: 'type' };
  const message = objectOf(data.msg);
  const canonical = canonicalJson(data);
  if (message === null || canonical === null) return { stage: 'message' };
  const algorithm = ALGORITHMS.get(proof.alg);
  if (algorithm === undefined) return { stage: 'algorithm' };
  const signature = bytesOf(proof.sigvl);
  const certificate = bytesOf(proof.cer);
  if (signature === null || certificate === null) return { stage: 'base64' };
  return { stage: 'opened', country, message, algorithm, certificate, signature, signed: Buffer.from(canonical) };
}

function bytesOf(value: unknown): Uint8Array | null {
  return typeof value === 'string' ? decodePaddedBase64Url(value) : null;
}

/** Certificates are numbered by each country for itself, so the country belongs to the number. */
function numberOf(country: string, { uvci, utci }: Readonly<Record<string, unknown>>): string | null {
  const number = plainText(uvci) ?? plainText(utci);
  return number === null ? null : `${country}:${number}`;
}

/** Of a vaccinated person `i` is the travel document's number, of a tested one `dn`. Names stand family name first (Doc 9303-3). */
function fieldsOf(person: Readonly<Record<string, unknown>> | null): PersonFields {
  if (person === null) return SAYS_NOTHING;
  return {
    ...SAYS_NOTHING,
    number: plainText(person.i) ?? plainText(person.dn),
    name: plainText(person.n),
    birthDate: typeof person.dob === 'string' ? dateOfIso(person.dob) : null,
    sex: person.sex === 'M' ? 'male' : person.sex === 'F' ? 'female' : null,
  };
}
