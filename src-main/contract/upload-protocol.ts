/** What passes between a gate and its collector? */

import { z } from 'zod';
import { CODE_KINDS } from '../core/code/code.ts';
import { READER_KINDS, VERDICTS, VERIFICATIONS } from '../core/entry/verdict.ts';
import { reason } from './gate-api.ts';

/** A batch holds at most this many entries, and this many bytes before compression. */
export const MAX_BATCH_ENTRIES = 500;
export const MAX_BATCH_BYTES = 256 * 1024;

const hex256 = z.string().regex(/^[0-9a-f]{64}$/);
const deviceId = z.uuid();
const epoch = z.string().regex(/^[0-9a-f]{32}$/);

/** One entry as the collector sees it: masked data and keyed hashes, nothing that names the person. */
export const uploadedEntry = z.strictObject({
  seq: z.int().min(1),
  wallUtcMs: z.number(),
  monotonicMs: z.number(),
  bootId: z.string().max(64),
  clockOffsetMs: z.number().nullable(),
  clockUncertaintyMs: z.number().nullable(),
  laneId: z.string().max(40),
  direction: z.enum(['in', 'out']),
  inferred: z.boolean(),
  readerKind: z.enum(READER_KINDS),
  codeKind: z.enum(CODE_KINDS),
  subjectTag: z.string().max(64).nullable(),
  codeLength: z.int().nullable(),
  maskedName: z.string().max(160).nullable(),
  maskedNumber: z.string().max(40).nullable(),
  verification: z.enum(VERIFICATIONS),
  verdict: z.enum(VERDICTS),
  reasons: z.array(reason).max(20),
  rulesVersion: z.string().max(80),
  previousHash: hex256,
  hash: hex256,
});

/** `POST {url}/v1/entries`, gzip; `Authorization: Bearer` a JWT (EdDSA, device key) over the body's SHA-256. */
export const uploadBatch = z.strictObject({
  device: deviceId,
  epoch,
  entries: z.array(z.unknown()).min(1).max(MAX_BATCH_ENTRIES),
});

export const ENTRY_REFUSALS = ['malformed', 'contradicts-stored', 'quota'] as const;

/** Every seq of the batch is in exactly one of `acknowledged` and `refused`. */
export const uploadAnswer = z.strictObject({
  acknowledged: z.array(z.strictObject({ from: z.int().min(1), to: z.int().min(1) })).max(MAX_BATCH_ENTRIES),
  refused: z
    .array(z.strictObject({ seq: z.int().min(1), code: z.enum(ENTRY_REFUSALS), retryable: z.boolean() }))
    .max(MAX_BATCH_ENTRIES),
  serverTimeUtcMs: z.number(),
  settingsVersion: z.int().min(0),
  /** Earliest next upload, as a delay; 0 = whenever there is something. */
  nextUploadAfterMs: z.int().min(0).max(86_400_000),
});

/** What a one-time setup QR says, behind its prefix, as base64url JSON. */
export const SETUP_CODE_PREFIX = 'GACCONG-SETUP:';
export const setupCode = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(500),
  token: z.string().min(16).max(200),
  name: z.string().trim().min(1).max(80),
});

/** `POST {url}/v1/enrol`. `publicKey` is the device's Ed25519 key, raw, base64url (43 characters). */
export const enrolRequest = z.strictObject({
  token: z.string().min(16).max(200),
  device: deviceId,
  publicKey: z.string().regex(/^[\w-]{43}$/),
});
export const enrolResponse = z.strictObject({ name: z.string(), serverTimeUtcMs: z.number() });

export type UploadedEntry = z.infer<typeof uploadedEntry>;
export type UploadBatch = z.infer<typeof uploadBatch>;
export type UploadAnswer = z.infer<typeof uploadAnswer>;
export type EntryRefusal = (typeof ENTRY_REFUSALS)[number];
export type SetupCode = z.infer<typeof setupCode>;
export type EnrolRequest = z.infer<typeof enrolRequest>;
