/** What can a screen ask of the gate when it is set up, alone or as one of many? */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ENROL_REFUSALS } from './enrol-refusals.ts';
import { FLEET_REFUSALS } from './fleet-settings.ts';
import { LEFT_OUT, MAX_SETUP_FILE_BYTES } from './setup-file.ts';
import { SETUP_STEPS } from './setup-settings.ts';

export const SETUP_REFUSALS = [
  'too-large',
  'not-a-setup-file',
  'other-version',
  'wrong-settings',
  'cannot-write',
  'cannot-read',
  ...FLEET_REFUSALS,
] as const;

/** `waiting`: the settings are in force, and the collector has not been reached yet. */
const joined = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['none', 'enrolled']) }),
  z.strictObject({ type: z.enum(['waiting', 'refused']), reason: z.enum(ENROL_REFUSALS) }),
]);

const applied = z.strictObject({
  type: z.literal('applied'),
  /** Screens of the first run that need nobody any more. */
  covered: z.array(z.enum(SETUP_STEPS)),
  collector: joined,
});
const refused = z.strictObject({
  type: z.literal('refused'),
  reason: z.enum(SETUP_REFUSALS),
  /** Which setting was wrong, as the file names it. */
  field: z.string().max(200).nullable(),
});
/** Signed settings: in force when the moment is quiet, on trial first. */
const taken = z.strictObject({ type: z.literal('taken'), version: z.int().min(1) });
const setupAnswer = z.discriminatedUnion('type', [applied, taken, refused]);

/** What became of the file that lay beside the settings when the gate started. */
const foundFile = z.strictObject({ answer: setupAnswer.nullable() });

export const setupCalls = {
  /** The text of a setup file, or of a setup code. */
  applySetup: oc.input(z.strictObject({ text: z.string().max(MAX_SETUP_FILE_BYTES) })).output(setupAnswer),
  /** This gate's settings for others; `qrText` is `null` where they are too long for one code. */
  exportSetup: oc
    .input(z.strictObject({ leftOut: z.array(z.enum(LEFT_OUT)).max(LEFT_OUT.length) }))
    .output(z.strictObject({ fileText: z.string(), qrText: z.string().nullable() })),
  /** Asked again and again while somebody sets the gate up: setup codes that a serial scanner reads come here, not to its lane. */
  hearSetupCode: oc
    .input(z.strictObject({ isOn: z.boolean() }))
    .output(z.strictObject({ text: z.string().nullable() })),
  foundSetup: oc.output(foundFile),
};

export type SetupAnswer = z.infer<typeof setupAnswer>;
export type SetupExport = { fileText: string; qrText: string | null };
export type FoundSetup = z.infer<typeof foundFile>;
