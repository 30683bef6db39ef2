/** What can a venue set of updates, and how does a gate say how it stands with them? */

import { z } from 'zod';
import { ROLLBACK_REASONS } from '../core/update/launch.ts';
import { MANIFEST_REFUSALS } from '../core/update/manifest.ts';
import { WAIT_REASONS } from '../core/update/plan.ts';

const utcMs = z.number();
const isPlace = (text: string): boolean =>
  text === '' || /^https?:\/\/[^\s]+$/i.test(text) || /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(text);

export const updateSettings = z.strictObject({
  /** A folder of releases: `https://…`, or a path on this machine or its network; empty = only what comes on a stick. */
  source: z.string().trim().max(500).refine(isPlace).default(''),
  channel: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .default('stable'),
  /** Ed25519 public keys in base64url; two while one takes over from the other. None = those that were built in. */
  keys: z
    .array(z.string().regex(/^[A-Za-z0-9_-]{43}$/))
    .max(2)
    .default([]),
  /** Whether a stick with a release on it is looked at. */
  takesSticks: z.boolean().default(true),
});
export type UpdateSettings = z.infer<typeof updateSettings>;

/** What was wrong with what was last found, or with its file; each has a sentence on the screen. */
export const UPDATE_REFUSALS = [
  ...MANIFEST_REFUSALS,
  'forged',
  'unreadable',
  'truncated',
  'altered',
  'not-a-version',
  'no-room',
  'not-reached',
  'not-found',
] as const;

export const updateStatus = z.strictObject({
  /**
   * `not-managed`: started without its launcher, so nothing can be laid beside it. `no-key`: nobody's signature counts yet. `idle`: nothing to
   * take. `waiting`: a release waits for `waitsFor`. `working`: it is being fetched, laid down or handed over.
   */
  state: z.enum(['not-managed', 'no-key', 'idle', 'waiting', 'working']),
  /** The release that is to be taken. */
  version: z.string().nullable(),
  notes: z.strictObject({ vi: z.string(), en: z.string() }).nullable(),
  waitsFor: z.enum(WAIT_REASONS).nullable(),
  /** What it waits for an administrator may lift. */
  canBeTakenNow: z.boolean(),
  /** Where it waits for an hour: for this one. */
  nextAtUtcMs: utcMs.nullable(),
  refusal: z.enum(UPDATE_REFUSALS).nullable(),
  /** For so long nobody has said what the newest release is: it may be kept from this gate. */
  isStale: z.boolean(),
  lastLookAtUtcMs: utcMs.nullable(),
  /** This version has still to show that it works here. */
  isOnTrial: z.boolean(),
  last: z
    .strictObject({
      outcome: z.enum(['taken', 'rolled-back']),
      version: z.string(),
      reason: z.enum(ROLLBACK_REASONS).nullable(),
      atUtcMs: utcMs,
    })
    .nullable(),
});

export type UpdateRefusal = (typeof UPDATE_REFUSALS)[number];
export type UpdateStatus = z.infer<typeof updateStatus>;

export const NOT_MANAGED: UpdateStatus = {
  state: 'not-managed',
  version: null,
  notes: null,
  waitsFor: null,
  canBeTakenNow: false,
  nextAtUtcMs: null,
  refusal: null,
  isStale: false,
  lastLookAtUtcMs: null,
  isOnTrial: false,
  last: null,
};
