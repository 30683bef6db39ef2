/** How does a shell hear from its core that somebody has left the gate on purpose? */

/** What a core that is a process of its own tells its shell. */
export const LEAVE_MESSAGE = { type: 'leave' } as const;

export function isLeaveMessage(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === LEAVE_MESSAGE.type;
}
