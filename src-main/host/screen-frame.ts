/** Is this message from a screen one that may reach the router? */

import { z } from 'zod';

/** Longer than any whole settings that a venue could save. */
export const LONGEST_FRAME_BYTES = 256 * 1024;

const id = z.string().min(1).max(40);
/**
 * What the oRPC peer of the locked version sends, and no more: a call, or the end of one. No question of the contract
 * takes a stream or a file, so that nobody can make the gate keep parts of one.
 */
const frame = z.union([
  z.strictObject({
    i: id,
    t: z.literal(1).optional(),
    p: z.strictObject({
      u: z
        .string()
        .max(80)
        .regex(/^\/[A-Za-z]+$/),
      b: z.unknown().optional(),
      h: z.record(z.enum(['last-event-id']), z.string().max(80)).optional(),
    }),
  }),
  z.strictObject({ i: id, t: z.literal(4), p: z.undefined() }),
]);

/** The text of a frame that may pass, or null. Never throws, and keeps nothing of what it refuses. */
export function parseFrame(data: unknown): string | null {
  if (typeof data !== 'string' || data.length > LONGEST_FRAME_BYTES) return null;
  try {
    return frame.safeParse(JSON.parse(data)).success ? data : null;
  } catch {
    // The error's message would quote the text.
    return null;
  }
}
