/** What does a desk of the console have at hand? */

import type { Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';
import type { Audit } from './audit.ts';
import type { Brakes } from './brakes.ts';
import type { Passwords } from './password.ts';

export type DeskTools = {
  readonly database: Database;
  readonly secret: ConsoleSecret;
  readonly passwords: Passwords;
  readonly brakes: Brakes;
  readonly audit: Audit;
  /** What the collector is called. */
  readonly name: string;
  /** Whether the collector can send e-mail. */
  readonly hasMail: boolean;
  /** Where people reach it. */
  readonly url: () => string;
  readonly nowUtcMs: () => number;
  /** Whether people may come by a single sign-on. */
  readonly hasSignOn: boolean;
};

/** What an invitation is handed over as. After the `#` nothing reaches a server's or a proxy's log. */
export function invitationLink(url: string, token: string): string {
  return `${url.replace(/\/+$/, '')}/console/#/invitation/${token}`;
}
