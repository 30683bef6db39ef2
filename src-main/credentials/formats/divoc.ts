/** What is a DIVOC certificate worth (India, the Philippines, Sri Lanka): a zip with a signed verifiable credential? */

import { hash } from 'node:crypto';
import type { PersonFields, Sex } from '../../core/code/code.ts';
import { SAYS_NOTHING } from '../../core/code/code.ts';
import { dateOfIso } from '../../core/code/dates.ts';
import { decodeBase64Url } from '../envelope/base64url.ts';
import type { JsonLimits } from '../json.ts';
import { objectOf, parseJson } from '../json.ts';
import type { Judged, SignedFormReader } from '../judged.ts';
import { forged, plainText, proofInTime, refusedProof } from '../judged.ts';
import type { SignatureAlgorithm } from '../signature.ts';
import { isSignedBy, publicKeyOf } from '../signature.ts';
import type { TrustedKey } from '../trust/trust.ts';
import type { Canoniser } from './divoc/canonise.ts';
import { createCanoniser } from './divoc/canonise.ts';
import type { Contexts } from './divoc/contexts.ts';
import { CREDENTIALS_CONTEXT, PROOF_CONTEXT, SHIPPED_CONTEXTS } from './divoc/contexts.ts';
import { readOnlyZipEntry } from './divoc/zip-entry.ts';

export const DIVOC_PREFIX = 'B64:';
const FILE_NAME = 'certificate.json';
/** Genuine ones have 2,300 letters, 60 values and 5 levels. */
const LIMITS: JsonLimits = { length: 20_000, depth: 10, values: 400 };
/** One word, and neither a keyword of JSON-LD nor an address: what stands under a name is then what was signed under it. */
const PLAIN_WORD = /^[A-Za-z]\w*$/;

/** By type of proof, the one algorithm that it may be made with, as jsonld-signatures has it. */
const ALGORITHMS: ReadonlyMap<unknown, SignatureAlgorithm> = new Map<unknown, SignatureAlgorithm>([
  ['RsaSignature2018', 'PS256'],
  ['Ed25519Signature2018', 'EdDSA'],
]);

type Json = Readonly<Record<string, unknown>>;

type Certificate = {
  /** The credential without its proof. */
  readonly document: Json;
  readonly contexts: readonly string[];
  /** The proof as it was signed: without its signature, in its own context. */
  readonly proofOptions: Json;
  readonly algorithm: SignatureAlgorithm;
  /** DID of the signer. */
  readonly signer: string;
  readonly jwsHeader: string;
  readonly signature: Uint8Array;
};
/** How far a text could be opened: the stage at which it failed, or everything that it holds. */
type Opened =
  | { readonly stage: 'base64' | 'zip' | 'json' | 'document' | 'proof' | 'algorithm' }
  | ({ readonly stage: 'opened' } & Certificate);

/**
 * DIVOC: `certificate.json` in a zip, a W3C verifiable credential with a linked-data proof: a detached JWS (RFC 7797) over SHA-256 of the
 * canonical proof and SHA-256 of the canonical document. Nothing is fetched: a credential whose context is not at hand is of an unknown
 * issuer, `context`. There are no revocation lists and no expiry. Never throws.
 */
export const readDivoc: SignedFormReader = divocReader(SHIPPED_CONTEXTS);

/** A reader that knows these contexts. */
export function divocReader(contexts: Contexts, canonise: Canoniser = createCanoniser(contexts)): SignedFormReader {
  return (text, trust, nowUtcMs) => {
    const opened = openDivoc(text);
    if (opened.stage !== 'opened') return forged('divoc', text, opened.stage);
    const keys = trust.findKeys('divoc', opened.signer);
    if (keys.length === 0) return unknownIssuer(text, 'no-key');
    if (!opened.contexts.every((url) => contexts.has(url))) return unknownIssuer(text, 'context');
    const canonised = canonise([opened.proofOptions, opened.document]);
    if (canonised.type === 'refused') {
      // A thread that is not up yet says nothing about the code.
      return canonised.reason === 'starting'
        ? unknownIssuer(text, 'starting')
        : forged('divoc', text, canonised.reason);
    }
    const signed = signedBytes(opened.jwsHeader, canonised.texts);
    const signer = keys.find((key) => isSignedByKey(opened, key, signed));
    return signer === undefined ? forged('divoc', text, 'signature') : genuine(opened, signer, signed, nowUtcMs);
  };
}

function openDivoc(text: string): Opened {
  const base64 = text.slice(DIVOC_PREFIX.length);
  const zip = Buffer.from(base64, 'base64');
  if (!text.startsWith(DIVOC_PREFIX) || zip.toString('base64') !== base64) return { stage: 'base64' };
  const file = readOnlyZipEntry(zip, FILE_NAME);
  if (file === null) return { stage: 'zip' };
  const credential = objectOf(parseJson(Buffer.from(file).toString('utf8'), LIMITS));
  if (credential === null) return { stage: 'json' };
  const { proof, ...document } = credential;
  const contexts = contextsOf(document);
  if (contexts === null || objectOf(document.credentialSubject) === null) return { stage: 'document' };
  return openProof(objectOf(proof), document, contexts);
}

/** `null` where the document is not plain: the words of a context would then be able to stand for something else. */
function contextsOf({ '@context': named, ...rest }: Json): readonly string[] | null {
  const contexts: readonly unknown[] = Array.isArray(named) ? named : [];
  const areAddresses = contexts.every((each): each is string => typeof each === 'string');
  return areAddresses && contexts[0] === CREDENTIALS_CONTEXT && isPlain(rest) ? contexts : null;
}

/** No keywords, and no names for blank nodes: a tree. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return !value.startsWith('_:');
  if (Array.isArray(value)) return value.every(isPlain);
  return Object.entries(objectOf(value) ?? {}).every(([key, inner]) => PLAIN_WORD.test(key) && isPlain(inner));
}

function openProof(proof: Json | null, document: Json, contexts: readonly string[]): Opened {
  if (proof === null || !isPlain(proof)) return { stage: 'proof' };
  const { jws, ...options } = proof;
  const { type, verificationMethod: signer, proofPurpose } = options;
  const [jwsHeader = '', payload, signatureText, more] = typeof jws === 'string' ? jws.split('.') : [];
  const signature = signatureText === undefined ? null : decodeBase64Url(signatureText);
  const isDetached = payload === '' && more === undefined;
  if (typeof signer !== 'string' || proofPurpose !== 'assertionMethod' || !isDetached || signature === null) {
    return { stage: 'proof' };
  }
  const algorithm = ALGORITHMS.get(type);
  if (algorithm === undefined || !isHeaderOf(algorithm, jwsHeader)) return { stage: 'algorithm' };
  const proofOptions = { ...options, '@context': PROOF_CONTEXT };
  return { stage: 'opened', document, contexts, proofOptions, algorithm, signer, jwsHeader, signature };
}

function isHeaderOf(algorithm: SignatureAlgorithm, jwsHeader: string): boolean {
  const bytes = decodeBase64Url(jwsHeader);
  const header = objectOf(bytes === null ? null : parseJson(Buffer.from(bytes).toString('utf8'), LIMITS));
  return header?.alg === algorithm && header.b64 === false && JSON.stringify(header.crit) === '["b64"]';
}

function signedBytes(jwsHeader: string, canonical: readonly string[]): Uint8Array {
  return Buffer.concat([Buffer.from(`${jwsHeader}.`), ...canonical.map((text) => hash('sha256', text, 'buffer'))]);
}

function isSignedByKey({ algorithm, signature }: Certificate, trusted: TrustedKey, signed: Uint8Array): boolean {
  const key = publicKeyOf(trusted);
  return key !== null && isSignedBy(algorithm, key, signed, signature);
}

function genuine({ document }: Certificate, signer: TrustedKey, signed: Uint8Array, nowUtcMs: number): Judged {
  const evidence: unknown = Array.isArray(document.evidence) ? document.evidence[0] : document.evidence;
  const number = plainText(objectOf(evidence)?.certificateId);
  const issuedAtUtcMs = Date.parse(plainText(document.issuanceDate) ?? '');
  return {
    kind: 'divoc',
    // Certificates are numbered by each issuer for itself.
    key: {
      scheme: 'certificate',
      value: number === null ? hash('sha256', signed, 'base64url') : `${signer.issuer}:${number}`,
    },
    fields: fieldsOf(objectOf(document.credentialSubject) ?? {}),
    warnings: [],
    proof: proofInTime(
      signer.issuer,
      {
        isRevoked: false,
        notBeforeUtcMs: Number.isNaN(issuedAtUtcMs) ? null : issuedAtUtcMs,
        expiresAtUtcMs: null,
        signerNotAfterUtcMs: signer.notAfterUtcMs,
      },
      nowUtcMs,
    ),
    pass: null,
    dcc: null,
  };
}

/** Early certificates give an age instead of a birth date; an age is no date. */
function fieldsOf({ name, dob, gender }: Json): PersonFields {
  return {
    ...SAYS_NOTHING,
    name: plainText(name),
    birthDate: typeof dob === 'string' ? dateOfIso(dob) : null,
    sex: sexOf(gender),
  };
}

function sexOf(gender: unknown): Sex | null {
  return gender === 'Male' ? 'male' : gender === 'Female' ? 'female' : null;
}

function unknownIssuer(text: string, detail: string): Judged {
  return refusedProof('divoc', text, { state: 'unknown-issuer', detail, issuer: null });
}
