/** Does a screen show this gate, and when did a person last do something at one? */

import type { Caller } from '../contract/caller.ts';
import type { CallName } from '../contract/roles.ts';
import { CALL_ROLES } from '../contract/roles.ts';

export type ScreenWatch = {
  readonly openCaller: () => Caller;
  /** How many screens hear of everything now. */
  readonly screens: () => number;
  /** `null` = since the start nobody did anything but be scanned. */
  readonly lastUsedAtUtcMs: () => number | null;
};

/** What takes no more than a guard, and is done by hands: everything else of a guard's is asked by the page itself, or is a scan. */
const BY_HAND: ReadonlySet<CallName> = new Set([
  'unlock',
  'submitManualEntry',
  'openByHand',
  'correctEntry',
  'giveOver',
  'takeOver',
  'setDirection',
  'testLane',
  'makePasses',
  'revokePass',
]);

/** Every connection of a screen is opened through this; it changes nothing of what a caller may do. */
export function watchScreens(openCaller: () => Caller, nowUtcMs: () => number): ScreenWatch {
  const watching = new Set<Caller>();
  let lastUsedAtUtcMs: number | null = null;
  return {
    openCaller: () => {
      const caller = openCaller();
      return {
        ...caller,
        admits: (call) => {
          const isAdmitted = caller.admits(call);
          if (isAdmitted && call === 'watch') watching.add(caller);
          if (isAdmitted && (CALL_ROLES[call] !== 'guard' || BY_HAND.has(call))) lastUsedAtUtcMs = nowUtcMs();
          return isAdmitted;
        },
        close: () => {
          watching.delete(caller);
          caller.close();
        },
      };
    },
    screens: () => watching.size,
    lastUsedAtUtcMs: () => lastUsedAtUtcMs,
  };
}
