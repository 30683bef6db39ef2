/** How do the desks make one console, beside the gates' door? */

import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { consoleOpenApi } from '../console-openapi.ts';
import { API_PATH } from '../contract/console-api.ts';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import type { ConsoleSecret } from '../secret.ts';
import { adaptersDesk } from './adapters-desk.ts';
import { openAudit } from './audit.ts';
import { openBrakes } from './brakes.ts';
import type { Handlers } from './caller.ts';
import type { DeskTools } from './desk.ts';
import { entriesDesk } from './entries-desk.ts';
import { figuresDesk } from './figures-desk.ts';
import { fleetDesk } from './fleet-desk.ts';
import { invitationDesk } from './invitation-desk.ts';
import { keeperDesk } from './keeper-desk.ts';
import { noticesDesk } from './notices-desk.ts';
import { ownDesk } from './own-desk.ts';
import type { PasswordCost } from './password.ts';
import { openPasswords } from './password.ts';
import { reportDesk } from './report-desk.ts';
import { rightsDesk } from './rights-desk.ts';
import { serveCalls } from './serve-calls.ts';
import { servePage } from './serve-page.ts';
import { sessionDesk } from './session-desk.ts';
import { settingsDesk } from './settings-desk.ts';
import type { SignOnOptions } from './sign-on.ts';
import { addSignOn } from './sign-on.ts';
import { traceDesk } from './trace-desk.ts';
import { sessionCookie } from './who-asks.ts';

export type ConsoleOptions = {
  readonly database: Database;
  readonly name: string;
  readonly secret: ConsoleSecret;
  /** Where people reach it. */
  readonly url: () => string;
  /** Where else its page may be opened: by this machine's own addresses. */
  readonly origins: () => readonly string[];
  readonly isSecure: boolean;
  readonly log: Log;
  /** None without it. */
  readonly signOn?: SignOnOptions | null;
  /** Whether it can send e-mail; not, without it. */
  readonly hasMail?: boolean;
  /** As it should be, without it. */
  readonly passwordCost?: PasswordCost;
  readonly nowUtcMs?: () => number;
  /** Where its page was built; `dist/console` without it. */
  readonly pageDir?: string;
};

const BUILT_PAGE = resolve(import.meta.dirname, '../../dist/console');

export function addConsole(server: FastifyInstance, options: ConsoleOptions): void {
  const { origins, isSecure, log, signOn = null, pageDir = BUILT_PAGE } = options;
  const tools = deskTools(options);
  const cookie = sessionCookie(isSecure);
  if (signOn !== null) addSignOn(server, { tools, signOn, cookie, isSecure, log });
  servePage(server, { pageDir, isSecure });
  server.get(`${API_PATH}openapi.json`, async (_request, reply) => reply.send(consoleOpenApi()));
  serveCalls(server, { ...tools, handlers: consoleHandlers(tools), origins, isSecure, log });
}

/** Every call of the table has its desk here, or it does not compile. */
function consoleHandlers(tools: DeskTools): Handlers {
  return {
    ...sessionDesk(tools),
    ...invitationDesk(tools),
    ...ownDesk(tools),
    ...keeperDesk(tools),
    ...figuresDesk(tools),
    ...fleetDesk(tools),
    ...noticesDesk(tools),
    ...reportDesk(tools),
    ...traceDesk(tools),
    ...rightsDesk(tools),
    ...adaptersDesk(tools),
    ...entriesDesk(tools),
    ...settingsDesk(tools),
  };
}

function deskTools(options: ConsoleOptions): DeskTools {
  const { database, name, secret, url, passwordCost, nowUtcMs = Date.now, signOn = null, hasMail = false } = options;
  return {
    database,
    secret,
    name,
    url,
    nowUtcMs,
    hasSignOn: signOn !== null,
    hasMail,
    passwords: openPasswords(passwordCost),
    brakes: openBrakes(database, secret),
    audit: openAudit(database, secret, nowUtcMs),
  };
}
