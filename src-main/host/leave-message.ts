/** How does whoever supervises a gate hear that somebody has left it on purpose? */

/**
 * The exit status of a shell that was left by PIN or badge; every other end, 0 included, is an accident, and the supervisor starts it
 * again. In no range that shells, Node, Chromium or `sysexits.h` use. Units and scripts in `resources` name it, too.
 */
export const LEFT_EXIT_CODE = 80;

/** What a core that is a process of its own tells its shell. */
export const LEAVE_MESSAGE = { type: 'leave' } as const;

export function isLeaveMessage(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === LEAVE_MESSAGE.type;
}
