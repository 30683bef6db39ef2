/** What can a screen ask about who may do what, and what was done by whom? */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import { PIN_FAULTS } from '../core/access/pin.ts';

const milliseconds = z.number().min(0);

const role = z.enum(['guard', 'supervisor', 'administrator']);
const pinRole = z.enum(['supervisor', 'administrator']);

/** Any text: what a PIN must be is said in words, not by a refusal of the contract. */
const pin = z.string().max(64);

export const accessState = z.strictObject({
  /** `off`: no PIN is set, everybody may do everything. `unreadable`: the file of the PINs is damaged; nobody may, until it is reset on the PC. */
  protection: z.enum(['off', 'on', 'unreadable']),
  hasSupervisorPin: z.boolean(),
  /** What this connection may do now. */
  role,
  /** Until the next PIN is looked at, from now; 0 = at once. */
  waitMs: milliseconds,
});

export const waiting = z.strictObject({ type: z.literal('waiting'), waitMs: milliseconds });
/** `triesLeft` until somebody has to wait. */
export const wrong = z.strictObject({ type: z.literal('wrong'), triesLeft: z.int().min(0), waitMs: milliseconds });
export const unreadable = z.strictObject({ type: z.literal('unreadable') });

const unlockAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('unlocked'), role }),
  wrong,
  waiting,
  unreadable,
]);

/** What could not be noted was not done. */
export const CANNOT_NOTE = 'cannot-note';

/** `taken`: it is the other role's. `administrator-first`: there is nothing to protect without one. */
export const SET_PIN_REFUSALS = [...PIN_FAULTS, 'taken', 'administrator-first', 'cannot-write', CANNOT_NOTE] as const;
const setPinAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('set') }),
  z.strictObject({ type: z.literal('refused'), reason: z.enum(SET_PIN_REFUSALS) }),
  wrong,
  waiting,
  unreadable,
]);

const removePinAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('removed') }),
  z.strictObject({ type: z.literal('refused'), reason: z.enum(['cannot-write', CANNOT_NOTE]) }),
  wrong,
  waiting,
  unreadable,
]);

/** Who did it. `anybody`: no PIN was set. `command-line`: at the PC itself. `gate`: nobody, it was due. */
export const AUDIT_ACTORS = ['anybody', 'guard', 'supervisor', 'administrator', 'command-line', 'gate'] as const;

/**
 * What is noted, one line a deed. `called`: a call that takes more than a guard and has no word of its own; `detail.call` names it.
 * `not-done`: what the line before says failed after all.
 */
export const AUDIT_ACTIONS = [
  'called',
  'unlocked',
  'unlock-failed',
  'locked-out',
  'locked',
  'pin-set',
  'pin-removed',
  'access-reset',
  'settings-saved',
  'person-revealed',
  'exported',
  'person-erased',
  'roster-imported',
  'corrected',
  'evacuation-listed',
  'kiosk-left',
  'leave-badge-made',
  'leave-badge-removed',
  'leave-badge-refused',
  'setup-applied',
  'settings-from-afar',
  'not-done',
  'audit-purged',
] as const;

export const LONGEST_REASON = 200;

export const auditItem = z.strictObject({
  id: z.int(),
  atUtcMs: z.number(),
  /** One of `AUDIT_ACTORS` and `AUDIT_ACTIONS`, or a word of a newer program. */
  actor: z.string(),
  action: z.string(),
  /** Words and numbers, never anybody's. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** What was typed as the reason; `null` where there was none, or its key is lost. */
  reason: z.string().nullable(),
});

const auditPage = z.strictObject({ items: z.array(auditItem), isMore: z.boolean() });

export const accessCalls = {
  accessState: oc.output(accessState),
  /** Gives this connection the role whose PIN this is, until it locks, is idle, or ends. */
  unlock: oc.input(z.strictObject({ pin })).output(unlockAnswer),
  lock: oc.output(z.strictObject({ type: z.literal('locked') })),
  /**
   * The first administrator's PIN switches the protection on. The administrator's own is changed with the old one; the supervisor's by an
   * administrator, or with the old one.
   */
  setPin: oc.input(z.strictObject({ role: pinRole, pin, oldPin: pin.nullable() })).output(setPinAnswer),
  /** Without the administrator's PIN there is none: that switches the protection off, and takes that PIN. */
  removePin: oc.input(z.strictObject({ role: pinRole, pin: pin.nullable() })).output(removePinAnswer),
  /** Newest first, from before `beforeId` on. */
  listAudit: oc
    .input(z.strictObject({ beforeId: z.int().nullable(), limit: z.int().min(1).max(200) }))
    .output(auditPage),
};

export type AccessState = z.infer<typeof accessState>;
export type PinRole = z.infer<typeof pinRole>;
export type UnlockAnswer = z.infer<typeof unlockAnswer>;
export type SetPinInput = { readonly role: PinRole; readonly pin: string; readonly oldPin: string | null };
export type SetPinAnswer = z.infer<typeof setPinAnswer>;
export type RemovePinInput = { readonly role: PinRole; readonly pin: string | null };
export type RemovePinAnswer = z.infer<typeof removePinAnswer>;
export type AuditActor = (typeof AUDIT_ACTORS)[number];
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
export type AuditItem = z.infer<typeof auditItem>;
export type AuditPage = z.infer<typeof auditPage>;
export type AuditPageInput = { readonly beforeId: number | null; readonly limit: number };
