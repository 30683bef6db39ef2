/** What does a file say that sets many gates from afar, who signed it, and for whom is it? */

import { z } from 'zod';
import { cleanLine } from './clean-line.ts';
import { fleetParts, isForOneGate } from './fleet-parts.ts';

export const MAX_FLEET_DOCUMENT_BYTES = 24_576;
/** As base64url, with what stands around it. */
export const MAX_FLEET_FILE_BYTES = 40_000;
/** What a collector hands to one gate at once: a document a target, and the keys that came after one another. */
export const MOST_FLEET_FILES = 30;
const DEEPEST_UNIT = 8;
const LATEST_UTC_MS = 253_402_300_799_999;

export const FLEET_FILE_FORMAT = 'gac-cong-fleet-settings';

const utcMs = z.int().min(0).max(LATEST_UTC_MS);
const unitNames = z.array(cleanLine(120).min(1)).max(DEEPEST_UNIT);
/** Ed25519, the 32 raw bytes as base64url. */
export const settingsPublicKey = z.string().regex(/^[\w-]{43}$/);

export const settingsTarget = z.discriminatedUnion('type', [
  /** Every gate below it; none named = every gate. */
  z.strictObject({ type: z.literal('unit'), unit: unitNames }),
  z.strictObject({ type: z.literal('venue'), unit: unitNames, name: cleanLine(120).min(1) }),
  z.strictObject({ type: z.literal('gate'), device: z.uuid() }),
]);
export type SettingsTarget = z.infer<typeof settingsTarget>;

/** Counts up over everything that one collector's gates are told, so that none is taken for an earlier one. */
const head = {
  version: z.int().min(1).max(1_000_000_000),
  madeAtUtcMs: utcMs,
  /** Whose doing it is, as the gate's own screen says it: an account's name. */
  madeBy: cleanLine(80).min(1),
};

const settingsDocument = z.strictObject({
  kind: z.literal('settings'),
  ...head,
  target: settingsTarget,
  /** To so many of a hundred gates, always the same ones first. */
  sharePercent: z.int().min(1).max(100),
  notBeforeUtcMs: utcMs.nullable(),
  /** At once, also while people come. */
  isUrgent: z.boolean(),
  /** Takes the place of all that was set for the same target; empty = nothing is set any more. */
  settings: fleetParts,
});

export const fleetDocument = z
  .discriminatedUnion('kind', [
    settingsDocument,
    /** From now on this key counts, and the one that signed it no more. */
    z.strictObject({ kind: z.literal('key'), ...head, publicKey: settingsPublicKey }),
  ])
  .refine((said) => said.kind !== 'settings' || said.target.type === 'gate' || !isForOneGate(said.settings), {
    path: ['settings'],
    error: 'of-one-gate',
  });
export type FleetDocument = z.infer<typeof fleetDocument>;
export type SettingsDocument = z.infer<typeof settingsDocument>;

/** The very bytes that were signed, so that no two programs need to write JSON alike. */
export const signedFile = z.strictObject({
  format: z.literal(FLEET_FILE_FORMAT),
  version: z.literal(1),
  /** UTF-8 of a `fleetDocument` as JSON, base64url. */
  document: z
    .string()
    .max(Math.ceil((MAX_FLEET_DOCUMENT_BYTES * 4) / 3))
    .regex(/^[\w-]+$/),
  /** Ed25519 over `signedTextOf`, base64url. */
  signature: z.string().regex(/^[\w-]{86}$/),
});
export type SignedFile = z.infer<typeof signedFile>;

/** What the key is put to: a signature of another purpose never fits. */
export function signedTextOf(document: string): string {
  return `${FLEET_FILE_FORMAT}-1.${document}`;
}

/** `POST {url}/v1/settings`, with the same proof as a batch. */
export const fleetFilesRequest = z.object({
  device: z.uuid(),
  /** Whose signatures count at this gate: it is told which key came after that one. */
  settingsKey: settingsPublicKey.nullable(),
});
export const fleetFilesAnswer = z.object({
  files: z.array(signedFile).max(MOST_FLEET_FILES),
  /** Of the collector now: taken by a gate that never had one, and by no other. */
  settingsKey: settingsPublicKey.nullable(),
  serverTimeUtcMs: z.number(),
});

/** Why a gate does not take a file. */
export const FLEET_REFUSALS = ['no-settings-key', 'forged', 'wrong-document', 'older', 'other-target'] as const;
export type FleetRefusal = (typeof FLEET_REFUSALS)[number];

/** Why a gate went back to what it had. `wrong-settings`: they do not fit this gate's own. */
export const ROLL_BACK_REASONS = [
  'wrong-settings',
  'cannot-apply',
  'log-failing',
  'device-lost',
  'collector-lost',
  'died',
] as const;
export type RollBackReason = (typeof ROLL_BACK_REASONS)[number];

/** What a gate tells of it in its report. */
export const fleetStanding = z.object({
  /** The newest that holds here, 0 = none; and all that do. */
  inForce: z.array(z.int().min(1)).max(MOST_FLEET_FILES),
  trial: z.int().min(1).nullable(),
  waiting: z.array(z.int().min(1)).max(MOST_FLEET_FILES),
  rolledBack: z.array(z.object({ version: z.int().min(1), reason: z.string().regex(/^[a-z-]{1,40}$/) })).max(20),
});
export type FleetStanding = z.infer<typeof fleetStanding>;
