/** How long must somebody wait who keeps typing the wrong PIN? A reducer over a clock that nobody can set. */

/** So many wrong PINs are anybody's slip. */
export const FREE_TRIES = 5;
export const FIRST_WAIT_MS = 30_000;
export const LONGEST_WAIT_MS = 15 * 60_000;
/** Without another wrong PIN for so long, the earlier ones are forgotten. */
export const FORGET_AFTER_MS = 60 * 60_000;

export type LockOut = {
  /** Wrong PINs that are not forgotten; all that is kept over a restart. */
  readonly failures: number;
  /** Monotonic; when the last of them was, or the machine came up. */
  readonly sinceMs: number;
};

export type LockOutEvent =
  | { readonly type: 'wrong' }
  /** The highest PIN there is. A lower one clears nothing: who has it could else try the higher one for ever. */
  | { readonly type: 'right' };

/** After a start: the wait begins anew, because nobody knows how long the machine was off. */
export function lockOutAtStart(failures: number, nowMs: number): LockOut {
  return { failures, sinceMs: nowMs };
}

/** A wrong PIN while somebody has to wait is not looked at and must not be told. */
export function nextLockOut(state: LockOut, event: LockOutEvent, nowMs: number): LockOut {
  if (event.type === 'right') return { failures: 0, sinceMs: nowMs };
  return { failures: failuresNow(state, nowMs) + 1, sinceMs: nowMs };
}

/** Milliseconds until the next PIN is looked at; 0 = now. */
export function waitLeftMs(state: LockOut, nowMs: number): number {
  return Math.max(0, state.sinceMs + waitAfter(state.failures) - nowMs);
}

/** Wrong PINs until somebody has to wait, or has to wait again. */
export function triesLeft(state: LockOut, nowMs: number): number {
  return Math.max(1, FREE_TRIES - failuresNow(state, nowMs));
}

function failuresNow({ failures, sinceMs }: LockOut, nowMs: number): number {
  return nowMs - sinceMs >= FORGET_AFTER_MS ? 0 : failures;
}

function waitAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_TRIES));
}
