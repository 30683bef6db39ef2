/** What does a gate answer that no PIN protects? */

import type { Caller } from '../../src-main/contract/caller.ts';
import type { Gate } from '../../src-main/contract/gate.ts';
import type { LeaveCalls } from '../../src-main/contract/leave-api.ts';
import { CALL_ROLES } from '../../src-main/contract/roles.ts';

/** May do everything, and nothing is noted. */
export const ANYBODY: Caller = {
  admits: () => true,
  run: (work) => work(),
  accessState: () => ({ protection: 'off', hasSupervisorPin: false, role: 'administrator', waitMs: 0 }),
  unlock: () => Promise.resolve({ type: 'unlocked', role: 'administrator' }),
  lock: () => ({ type: 'locked' }),
  setPin: () => Promise.resolve({ type: 'refused', reason: 'cannot-write' }),
  removePin: () => Promise.resolve({ type: 'removed' }),
  onChange: () => () => undefined,
  close: () => undefined,
};

/** Before the PIN of an administrator, which is never the right one. */
export const LOCKED: Caller = {
  ...ANYBODY,
  admits: (call) => CALL_ROLES[call] === 'guard',
  accessState: () => ({ protection: 'on', hasSupervisorPin: true, role: 'guard', waitMs: 0 }),
  unlock: () => Promise.resolve({ type: 'wrong', triesLeft: 4, waitMs: 0 }),
};

export const NO_ACCESS: Pick<Gate, 'openCaller' | 'listAudit'> & LeaveCalls = {
  openCaller: () => ANYBODY,
  listAudit: () => ({ items: [], isMore: false }),
  leaveState: () => ({ isKiosk: false, isAsked: false, hasBadge: false }),
  leaveKiosk: () => Promise.resolve({ type: 'not-a-kiosk' }),
  hearLeaveBadge: () => ({ text: null }),
  makeLeaveBadge: () => Promise.resolve({ type: 'refused', reason: 'no-pin' }),
  removeLeaveBadge: () => Promise.resolve({ type: 'removed' }),
};
