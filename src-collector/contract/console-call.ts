/** What is said of one call of the console: who may make it, what goes in, what comes out, and what is noted of it? */

import type { z } from 'zod';
import { z as zod } from 'zod';
import type { Role, Scope } from './console-roles.ts';

export type Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly kind: 'read' | 'write';
  /**
   * `anybody`: also who has not signed in. `begun`: who has given the password and not yet the second step. `everybody`: each signed-in
   * account. Else the roles, one of which it takes.
   */
  readonly who: 'anybody' | 'begun' | 'everybody' | readonly Role[];
  /** What an API token has to hold; without it no token makes this call. */
  readonly scope?: Scope;
  /** Noted in the audit log before it is done, also where it only reads: when the log takes nothing, nobody sees anything. */
  readonly isSensitive?: true;
  /** What a body may hold, where a few thousand letters are not enough. */
  readonly largestBodyBytes?: number;
  /** Keys that it does not name are refused. */
  readonly input: Input;
  readonly output: Output;
};

/** A call as it is written down: who may make it and what goes in stay known to the compiler. */
export function call<const Said extends Call>(said: Said): Said {
  return said;
}

/** Nothing goes in, or nothing comes out but that it was done. */
export const nothing = zod.strictObject({});

/** The body of every answer that is not 200. */
export const consoleRefusal = zod.object({ reason: zod.string(), retryAfterS: zod.number().optional() });
export type ConsoleRefusal = z.infer<typeof consoleRefusal>;
