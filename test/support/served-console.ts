/** How does a test stand before a served console, as a browser and as a program? */

import type { AddressInfo } from 'node:net';
import { Secret, TOTP } from 'otpauth';
import { addAccount } from '../../src-collector/console/accounts.ts';
import { prepareSecondStep, setSecondStep } from '../../src-collector/console/credentials.ts';
import type { PasswordCost } from '../../src-collector/console/password.ts';
import { openPasswords } from '../../src-collector/console/password.ts';
import { beginSession } from '../../src-collector/console/sessions.ts';
import type { SignOnOptions } from '../../src-collector/console/sign-on.ts';
import { csrfOf } from '../../src-collector/console/tokens.ts';
import type { CallName, CallOutput, CallRequest } from '../../src-collector/contract/console-api.ts';
import { API_PATH, CSRF_HEADER } from '../../src-collector/contract/console-api.ts';
import type { Role } from '../../src-collector/contract/console-roles.ts';
import { needsSecondStep } from '../../src-collector/contract/console-roles.ts';
import type { UnitPath } from '../../src-collector/contract/unit-path.ts';
import type { Database } from '../../src-collector/database.ts';
import { migrate } from '../../src-collector/migrations/migrate.ts';
import type { ConsoleSecret } from '../../src-collector/secret.ts';
import { consoleSecret } from '../../src-collector/secret.ts';
import { createServer } from '../../src-collector/server.ts';
import { openFreshDatabase } from './fresh-pglite.ts';

/** A hundredth of the memory and time: what is slow is tried once, elsewhere. */
export const QUICK: PasswordCost = { n: 2 ** 10, r: 8 };
export const PASSWORD = 'một mật khẩu đủ dài';

export type Reply<Output = unknown> = {
  readonly status: number;
  readonly body: Output & { readonly reason?: string; readonly retryAfterS?: number };
  readonly headers: Headers;
};

export type TestConsole = {
  readonly url: string;
  readonly database: Database;
  readonly secret: ConsoleSecret;
  /** Lines of the log. */
  readonly logged: readonly string[];
  readonly browser: () => Browser;
  /** An account with `PASSWORD`, and a second step where its roles need one. */
  readonly account: (name: string, roles: readonly Role[], unit?: UnitPath) => Promise<TestAccount>;
  /** A browser in which that account is in. */
  readonly signedIn: (account: TestAccount) => Promise<Browser>;
  readonly close: () => Promise<void>;
};

export type TestAccount = { readonly id: number; readonly name: string; readonly secondStep: string | null };

/** What a browser has: a cookie, the header of its page, and an address. */
export type Browser = {
  cookie: string | null;
  csrf: string | null;
  readonly call: <Name extends CallName>(
    name: Name,
    input: CallRequest<Name>,
    headers?: Readonly<Record<string, string | null>>,
  ) => Promise<Reply<CallOutput<Name>>>;
};

export async function openTestConsole(
  dataDir: string,
  databaseUrl: string | null = null,
  signOn: SignOnOptions | null = null,
  hasMail = false,
): Promise<TestConsole> {
  const database = await openFreshDatabase(databaseUrl, dataDir);
  await migrate(database);
  const secret = consoleSecret(null, dataDir);
  const passwords = openPasswords(QUICK);
  const logged: string[] = [];
  const log = (event: string, fields: object = {}): void => void logged.push(JSON.stringify({ event, ...fields }));
  const server = createServer({
    database,
    name: 'Máy thu',
    pageKey: 'page',
    newSetupCode: () => Promise.resolve('GACCONG-SETUP:test'),
    log,
    trustedProxy: '127.0.0.1',
    console: {
      database,
      name: 'Máy thu',
      secret,
      url: () => url,
      origins: () => [url],
      isSecure: false,
      log,
      signOn,
      hasMail,
      passwordCost: QUICK,
    },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;

  async function account(name: string, roles: readonly Role[], unit: UnitPath = []): Promise<TestAccount> {
    const invited = await addAccount(database, { name, roles, unit, email: null });
    if (invited === 'taken') throw new Error('taken');
    await database.query('update console_account set password = $2 where id = $1', [
      invited.id,
      await passwords.hash(PASSWORD),
    ]);
    if (!needsSecondStep(roles)) return { id: invited.id, name, secondStep: null };
    const secondStep = await prepareSecondStep(database, secret, invited.id, true);
    // Of an hour ago: the codes of now are still to be used.
    const then = Date.now() - 3_600_000;
    await setSecondStep(database, secret, invited.id, codeOf(secondStep, then), then);
    return { id: invited.id, name, secondStep };
  }

  return {
    url,
    database,
    secret,
    logged,
    account,
    browser: () => browserAt(url),
    signedIn: async ({ id }) => {
      const token = await beginSession(database, id, 'full', null);
      return Object.assign(browserAt(url), { cookie: `gac-cong-console=${token}`, csrf: csrfOf(token) });
    },
    close: async () => {
      await server.close();
      await database.close();
    },
  };
}

/** The code that an authenticator app shows. */
export function codeOf(secret: string, atUtcMs = Date.now()): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atUtcMs });
}

function browserAt(url: string): Browser {
  const browser: Browser = {
    cookie: null,
    csrf: null,
    call: async (name, input, given = {}) => {
      const reply = await post(url, name, JSON.stringify(input), {
        origin: url,
        cookie: browser.cookie,
        [CSRF_HEADER]: browser.csrf,
        ...given,
      });
      const set = reply.headers.get('set-cookie')?.split(';')[0] ?? null;
      if (set !== null) browser.cookie = set.endsWith('=') ? null : set;
      const { csrf } = reply.body as { csrf?: unknown };
      if (typeof csrf === 'string') browser.csrf = csrf;
      return reply as never;
    },
  };
  return browser;
}

/** As the bytes go over the line; a header that is `null` is not sent. */
export async function post(
  url: string,
  name: string,
  body: string,
  headers: Readonly<Record<string, string | null>>,
): Promise<Reply> {
  const sent = { 'content-type': 'application/json', ...headers };
  const response = await fetch(`${url}${API_PATH}${name}`, {
    method: 'POST',
    body,
    headers: Object.entries(sent).flatMap(([key, value]) => (value === null ? [] : [[key, value] as [string, string]])),
  });
  return { status: response.status, body: (await response.json()) as Reply['body'], headers: response.headers };
}
