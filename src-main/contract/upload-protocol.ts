/** What passes between a gate and its collector? */

import { z } from 'zod';
import { settingsPublicKey } from './fleet-settings.ts';

/** A batch holds at most this many entries, and this many bytes before compression. */
export const MAX_BATCH_ENTRIES = 500;
export const MAX_BATCH_BYTES = 256 * 1024;

const hex256 = z.string().regex(/^[0-9a-f]{64}$/);
const deviceId = z.uuid();
const epoch = z.string().regex(/^[0-9a-f]{32}$/);
/** A reason, a kind, a verdict. Not a list of those that we know: gate and collector are updated at different times. */
const word = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** Text that every database takes: no control characters (PostgreSQL's JSON refuses NUL), no half surrogate pairs. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
/** 1970 to 9999: an instant that every calendar can write. */
const wallUtcMs = z.number().min(0).max(253_402_300_799_999);

/** One entry as the collector sees it: masked data and keyed hashes, nothing that names the person. */
export const uploadedEntry = z.strictObject({
  seq: z.int().min(1),
  wallUtcMs,
  monotonicMs: z.number(),
  bootId: text(64),
  clockOffsetMs: z.number().nullable(),
  clockUncertaintyMs: z.number().nullable(),
  laneId: text(40),
  direction: z.enum(['in', 'out']),
  inferred: z.boolean(),
  readerKind: word,
  codeKind: word,
  subjectTag: text(64).nullable(),
  codeLength: z.int().nullable(),
  maskedName: text(160).nullable(),
  maskedNumber: text(40).nullable(),
  verification: word,
  issuer: text(200).nullable().default(null),
  trustVersion: text(80).nullable().default(null),
  verdict: word,
  reasons: z.array(word).max(20),
  rulesVersion: text(80),
  /** The seq, in the same epoch, of an admission that this entry takes back: that person did not pass. */
  corrects: z.int().min(1).nullable().default(null),
  /** The person, sealed for the authority: HPKE (RFC 9180), the encapsulated key before the ciphertext, base64url. */
  sealed: text(4_000).nullable().default(null),
  /** Which key of the authority opens it. */
  sealedKeyId: text(40).nullable().default(null),
  /** The subject under a key that the authority gives to its gates for a week; the collector cannot make or undo it. */
  tracingTag: hex256.optional(),
  /** Which of those keys: ISO week and a check. */
  tracingKeyId: text(40).optional(),
  previousHash: hex256,
  hash: hex256,
});

/** The same from a gate that may be newer than its collector: what it says besides is plain, short, and kept as it came. */
export const receivedEntry = z
  .object(uploadedEntry.shape)
  .catchall(z.union([text(4_000), z.number(), z.boolean(), z.null()]))
  .refine((entry) => Object.keys(entry).every((key) => /^[a-zA-Z][a-zA-Z0-9]{0,39}$/.test(key)));

/** `POST {url}/v1/entries`, gzip; `Authorization: Bearer` a JWT (EdDSA, device key) over the body's SHA-256. */
export const uploadBatch = z.object({
  device: deviceId,
  epoch,
  /** Each is parsed on its own: a malformed one is refused alone. */
  entries: z.array(z.unknown()).min(1).max(MAX_BATCH_ENTRIES),
});

/**
 * Why the collector refuses one entry. `contradicts-stored`: it holds another entry under the same key. `revoked`: the gate may
 * bring only sealed entries any more, and this is none.
 */
export type EntryRefusal = 'malformed' | 'contradicts-stored' | 'revoked';

/** Every seq of the batch is in exactly one of `acknowledged` and `refused`. */
export const uploadAnswer = z.object({
  acknowledged: z.array(z.object({ from: z.int().min(1), to: z.int().min(1) })).max(MAX_BATCH_ENTRIES),
  refused: z.array(z.object({ seq: z.int().min(1), code: word, retryable: z.boolean() })).max(MAX_BATCH_ENTRIES),
  serverTimeUtcMs: z.number(),
  /** Always 0: a gate hears of settings in the answer to its report, of which there are fewer. */
  settingsVersion: z.int().min(0),
  /** Earliest next upload, as a delay; 0 = whenever there is something. */
  nextUploadAfterMs: z.int().min(0).max(86_400_000),
});

/** What every refusal of a request says: a reason word, and the time, by which a gate with a wrong clock can mend its proof. */
export const requestRefusal = z.object({ reason: word, serverTimeUtcMs: z.number() });

/** What a one-time setup QR says, behind its prefix, as base64url JSON. */
export const SETUP_CODE_PREFIX = 'GACCONG-SETUP:';
export const setupCode = z.object({
  url: z.url({ protocol: /^https?$/ }).max(500),
  token: z.string().min(16).max(200),
  name: z.string().trim().min(1).max(80),
  /** The authority of the collector's own certificate, as PEM text: from then on only it counts. */
  ca: z.string().max(3_000).optional(),
  /** Whose signature counts under settings from afar. */
  settingsKey: settingsPublicKey.optional(),
});

/** `POST {url}/v1/enrol`. `publicKey` is the device's Ed25519 key, raw, base64url (43 characters). */
export const enrolRequest = z.object({
  token: z.string().min(16).max(200),
  device: deviceId,
  publicKey: z.string().regex(/^[\w-]{43}$/),
});
export const enrolResponse = z.object({
  name: z.string().trim().min(1).max(80),
  serverTimeUtcMs: z.number(),
  settingsKey: settingsPublicKey.optional(),
});

export type UploadedEntry = z.infer<typeof uploadedEntry>;
export type ReceivedEntry = z.infer<typeof receivedEntry>;
export type UploadBatch = z.infer<typeof uploadBatch>;
export type UploadAnswer = z.infer<typeof uploadAnswer>;
export type SetupCode = z.infer<typeof setupCode>;
export type EnrolRequest = z.infer<typeof enrolRequest>;
