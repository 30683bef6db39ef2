/** Which people does the console know, and what does it take to be one of them? */

import { z } from 'zod';

/**
 * `viewer` reads figures, `officer` runs a unit, `tracer` traces, `privacy` watches over persons' rights and reads the audit log,
 * `operator` runs the collector. None of them is above another: who does two things has two roles.
 */
export const ROLES = ['viewer', 'officer', 'tracer', 'privacy', 'operator'] as const;
export const role = z.enum(ROLES);
export type Role = (typeof ROLES)[number];

/** Who holds one of these does not come in by a password alone. */
const TWO_STEP_ROLES: readonly Role[] = ['tracer', 'privacy', 'operator'];

export function needsSecondStep(roles: readonly Role[]): boolean {
  return roles.some((each) => TWO_STEP_ROLES.includes(each));
}

/** What a program may be let into by an API token. A call without a scope is for people alone. */
export const SCOPES = ['figures:read', 'fleet:read', 'audit:read', 'entries:read'] as const;
export const scope = z.enum(SCOPES);
export type Scope = (typeof SCOPES)[number];
