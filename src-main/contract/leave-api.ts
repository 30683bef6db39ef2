/** What can a screen ask about leaving the kiosk? */

import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { LEAVE_BADGE_PREFIX } from '../core/code/formats/leave-badge.ts';
import { CANNOT_NOTE, unreadable, waiting, wrong } from './access-api.ts';

/** Longer than any badge, shorter than what would be worth sending. */
const badgeText = z.string().max(200);

/** `nothing`: where no PIN is set, nothing is asked. */
export const leaveInput = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('nothing') }),
  z.strictObject({ by: z.literal('pin'), pin: z.string().max(64) }),
  z.strictObject({ by: z.literal('badge'), text: badgeText }),
]);

export const leaveState = z.strictObject({
  /** False where no shell of this gate would end: a page in a browser that somebody opened. */
  isKiosk: z.boolean(),
  /** Whether a PIN or the badge is asked for. */
  isAsked: z.boolean(),
  hasBadge: z.boolean(),
});

/** `left`: the shell ends now. `wrong-badge`: not the badge of this gate, or one that was made invalid. */
const leaveAnswer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('left') }),
  z.strictObject({ type: z.literal('wrong-badge') }),
  z.strictObject({ type: z.literal('not-a-kiosk') }),
  wrong,
  waiting,
  unreadable,
]);

const madeBadge = z.strictObject({ type: z.literal('made'), text: badgeText });
const removedBadge = z.strictObject({ type: z.literal('removed') });
/** `no-pin`: without a PIN nothing is asked, so that a badge would open nothing. */
const badgeRefused = z.strictObject({
  type: z.literal('refused'),
  reason: z.enum(['no-pin', 'cannot-write', CANNOT_NOTE]),
});

export const leaveCalls = {
  leaveState: oc.output(leaveState),
  leaveKiosk: oc.input(leaveInput).output(leaveAnswer),
  /** A badge that a serial scanner read while a screen asks for it; every other time a lane says what it is. */
  hearLeaveBadge: oc
    .input(z.strictObject({ isOn: z.boolean() }))
    .output(z.strictObject({ text: badgeText.nullable() })),
  /** Makes the badge; the one before is none any more. The text is told once, and is nowhere afterwards. */
  makeLeaveBadge: oc.output(z.discriminatedUnion('type', [madeBadge, badgeRefused])),
  removeLeaveBadge: oc.output(z.discriminatedUnion('type', [removedBadge, badgeRefused])),
};

/** For screens, which know no core. */
export type LeaveBadgePrefix = typeof LEAVE_BADGE_PREFIX;
export type LeaveInput = z.infer<typeof leaveInput>;
export type LeaveState = z.infer<typeof leaveState>;
export type LeaveAnswer = z.infer<typeof leaveAnswer>;
export type MadeLeaveBadge = z.infer<typeof madeBadge> | z.infer<typeof badgeRefused>;
export type RemovedLeaveBadge = z.infer<typeof removedBadge> | z.infer<typeof badgeRefused>;

export type LeaveCalls = {
  readonly leaveState: () => LeaveState;
  readonly leaveKiosk: (input: LeaveInput) => Promise<LeaveAnswer>;
  readonly hearLeaveBadge: (input: { readonly isOn: boolean }) => { text: string | null };
  readonly makeLeaveBadge: () => Promise<MadeLeaveBadge>;
  readonly removeLeaveBadge: () => Promise<RemovedLeaveBadge>;
};
