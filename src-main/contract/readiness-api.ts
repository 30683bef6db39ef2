/** What does a screen ask of how the gate is, what does it add to a self-test, and what is kept of one? */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Finding } from '../core/readiness/finding.ts';
import { CHECKS, GOOD_WORDS, RESULTS, TROUBLE_WORDS } from '../core/readiness/finding.ts';
import { HEARD, SILENCES } from '../core/readiness/judge-picture.ts';
import { TRIALS } from '../core/readiness/judge-readers.ts';

const utcMs = z.number().min(0);
const readerId = z.string().max(40);
const share = z.number().min(0).max(1);
const pixels = z.int().min(0).max(20_000);

const ofOne = {
  check: z.enum(CHECKS),
  of: z.string().max(40).nullable(),
  values: z.record(z.string().max(40), z.number().or(z.string().max(2_000))),
};
export const finding: z.ZodType<Finding> = z.discriminatedUnion('state', [
  z.strictObject({ ...ofOne, state: z.literal('good'), word: z.enum(GOOD_WORDS) }),
  z.strictObject({ ...ofOne, state: z.enum(['doubtful', 'bad']), word: z.enum(TROUBLE_WORDS) }),
]);
const findings = z.array(finding).max(200);

export const selfTest = z.strictObject({
  atUtcMs: utcMs,
  /** From the first touch to the result. */
  tookMs: z.number().min(0).max(600_000),
  result: z.enum(RESULTS),
  findings,
});

/** What only the page sees and hears. */
export const selfTestInput = z.strictObject({
  tookMs: z.number().min(0).max(600_000),
  cameras: z
    .array(
      z.strictObject({
        readerId,
        picture: z
          .strictObject({
            width: pixels,
            height: pixels,
            framesPerSecond: z.number().min(0).max(1_000),
            meanLevel: z.number().min(0).max(255),
            sharpness: share.nullable(),
            glareShare: share,
            isBlack: z.boolean(),
          })
          .nullable(),
      }),
    )
    .max(32),
  trials: z.array(z.strictObject({ readerId, trial: z.enum(TRIALS) })).max(32),
  sound: z.strictObject({
    silence: z.enum(SILENCES).nullable(),
    volumePercent: z.number().min(0).max(100),
    heard: z.enum(HEARD),
  }),
  /** As the shell counts them; `null` = this shell cannot say. */
  printers: z.int().min(0).max(1_000).nullable(),
});

export const readinessCalls = {
  /** Looks at everything that can be looked at without a person. Takes seconds where the collector is silent. */
  examine: oc.output(z.strictObject({ atUtcMs: utcMs, findings })),
  /** Judges a self-test and keeps it; nothing of it is an entry. */
  finishSelfTest: oc.input(selfTestInput).output(z.strictObject({ test: selfTest, isKept: z.boolean() })),
  /** The newest first. `isDue`: the venue is open, and nobody has tested for this opening. */
  listSelfTests: oc.output(z.strictObject({ tests: z.array(selfTest), isDue: z.boolean() })),
  /** How the gate is, for whoever mends it from afar: a zip with nothing in it of any person, in base64. */
  diagnostics: oc.output(z.strictObject({ name: z.string(), base64: z.string() })),
};

export type SelfTest = z.infer<typeof selfTest>;
export type SelfTestInput = z.infer<typeof selfTestInput>;
export type Examination = { readonly atUtcMs: number; readonly findings: Finding[] };
export type SelfTests = { readonly tests: SelfTest[]; readonly isDue: boolean };

export type ReadinessGate = {
  readonly examine: () => Promise<Examination>;
  readonly finishSelfTest: (input: SelfTestInput) => Promise<{ readonly test: SelfTest; readonly isKept: boolean }>;
  readonly listSelfTests: () => SelfTests;
  readonly diagnostics: () => Promise<{ readonly name: string; readonly base64: string }>;
};
