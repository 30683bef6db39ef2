/** Which calls set gates from afar, and say which gate holds what? */

import { z } from 'zod';
import { fleetParts, isForOneGate } from '../../src-main/contract/fleet-parts.ts';
import { settingsPublicKey, settingsTarget, signedFile } from '../../src-main/contract/fleet-settings.ts';
import { call, nothing } from './console-call.ts';
import { unitPath } from './unit-path.ts';

const WHO = ['officer', 'operator'] as const;
const LARGEST_BODY_BYTES = 64 * 1024;
export const MOST_SETTINGS_ROWS = 50;
export const MOST_OUTCOME_ROWS = 200;

const count = z.int().min(0);
const version = z.int().min(1).max(1_000_000_000);
const utcMs = z.number();

/** Also what a file for `--settings publish` says. */
export const settingsOrderInput = z
  .strictObject({
    target: settingsTarget,
    settings: fleetParts,
    sharePercent: z.int().min(1).max(100),
    /** `null`: at the next quiet moment. */
    notBeforeUtcMs: z.int().min(0).max(253_402_300_799_999).nullable(),
    isUrgent: z.boolean(),
  })
  .refine(({ target, settings }) => target.type === 'gate' || !isForOneGate(settings), {
    path: ['settings'],
    error: 'of-one-gate',
  })
  .readonly();
export type SettingsOrder = z.infer<typeof settingsOrderInput>;

const row = z.strictObject({
  version,
  kind: z.enum(['settings', 'key']),
  target: settingsTarget.nullable(),
  /** Of a gate: where it stood when this was published. */
  unit: unitPath,
  sharePercent: count,
  notBeforeUtcMs: utcMs.nullable(),
  isUrgent: z.boolean(),
  settings: fleetParts.nullable(),
  madeBy: z.string(),
  madeAtUtcMs: utcMs,
  /** `halted`: too many gates gave it back. */
  state: z.enum(['offered', 'halted', 'stopped']),
  endedAtUtcMs: utcMs.nullable(),
  /** How many gates hold it for a quiet moment, try it, hold it, gave it back. */
  outcomes: z.strictObject({ waiting: count, trial: count, inForce: count, givenBack: count }),
});
export type SettingsRow = z.infer<typeof row>;

const outcome = z.strictObject({
  device: z.uuid(),
  unit: unitPath,
  venueName: z.string(),
  outcome: z.enum(['waiting', 'trial', 'in-force', 'given-back']),
  reason: z.string().nullable(),
  heardAtUtcMs: utcMs,
});
export type OutcomeRow = z.infer<typeof outcome>;

export const settingsCalls = {
  /** Newest first; of the unit and what lies in it, and what is set for the units above it. */
  'settings.list': call({
    kind: 'read',
    who: WHO,
    input: z.strictObject({ unit: unitPath, beforeVersion: version.nullable() }),
    output: z.strictObject({
      /** `isOwn`: this collector signs. Else it is signed where the key is, and handed in as a file. */
      key: z.strictObject({ publicKey: settingsPublicKey, isOwn: z.boolean() }),
      rows: z.array(row).max(MOST_SETTINGS_ROWS),
    }),
  }),
  /** Those that gave it back first. */
  'settings.outcomes': call({
    kind: 'read',
    who: WHO,
    input: z.strictObject({ version, unit: unitPath }),
    output: z.strictObject({ gates: z.array(outcome).max(MOST_OUTCOME_ROWS) }),
  }),
  /** The signed file of one version, for gates that no network reaches. */
  'settings.file': call({
    kind: 'read',
    who: WHO,
    input: z.strictObject({ version, unit: unitPath }),
    output: z.strictObject({ file: signedFile }),
  }),
  /** Signed by this collector's own key. */
  'settings.publish': call({
    kind: 'write',
    who: WHO,
    largestBodyBytes: LARGEST_BODY_BYTES,
    input: settingsOrderInput,
    output: z.strictObject({ version }),
  }),
  /** The same, to be signed elsewhere; nothing is offered to anybody before the signed file is handed in. */
  'settings.draft': call({
    kind: 'write',
    who: WHO,
    largestBodyBytes: LARGEST_BODY_BYTES,
    input: settingsOrderInput,
    output: z.strictObject({ version, document: z.string() }),
  }),
  'settings.upload': call({
    kind: 'write',
    who: WHO,
    largestBodyBytes: LARGEST_BODY_BYTES,
    input: z.strictObject({ file: signedFile }),
    output: z.strictObject({ version }),
  }),
  /** No gate begins it any more; who holds it goes on holding it. */
  'settings.stop': call({ kind: 'write', who: WHO, input: z.strictObject({ version }), output: nothing }),
  /** From now on this collector signs nothing: gates believe this key alone. */
  'settings.moveKey': call({
    kind: 'write',
    who: ['operator'],
    isSensitive: true,
    input: z.strictObject({ publicKey: settingsPublicKey }),
    output: z.strictObject({ version }),
  }),
} as const;
