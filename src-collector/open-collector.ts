/** How do the parts make one collector? Database, schema, server. */

import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { AdapterSettings } from './adapters/adapter-settings.ts';
import { NO_ADAPTERS } from './adapters/adapter-settings.ts';
import { keepPassingOn } from './adapters/keep-passing.ts';
import { endAdapters, registerAdapters } from './adapters/pass-on.ts';
import type { ConsoleOptions } from './console/console.ts';
import type { PasswordCost } from './console/password.ts';
import { expectSameSecret } from './console/same-secret.ts';
import type { SignOnOptions } from './console/sign-on.ts';
import { openDatabase } from './database.ts';
import { keepDays } from './days/keep-days.ts';
import { makeDays } from './days/partitions.ts';
import type { MailOptions } from './delivery/send-mail.ts';
import { issueSetupCode } from './devices.ts';
import { refreshFigures } from './figures/refresh-figures.ts';
import { settingsKey } from './fleet/settings-key.ts';
import type { Log } from './log.ts';
import { migrate } from './migrations/migrate.ts';
import { runNotices } from './notices/run-notices.ts';
import { ownAddresses } from './own-addresses.ts';
import { consoleSecret } from './secret.ts';
import { createServer } from './server.ts';

export type CollectorOptions = {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** PostgreSQL; `null` = PGlite in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly name: string;
  /** Where gates reach it, if that is not where it listens. */
  readonly publicUrl: string | null;
  /** Entries that arrived earlier are dropped, today counted; `null` keeps all. */
  readonly keepDays?: number | null;
  /** The addresses of the proxy before it, as Fastify takes them; `null` = there is none. */
  readonly trustedProxy?: string | null;
  /** Of the console; `null` = a key file in `dataDir`. */
  readonly secret?: string | null;
  /** Who vouches for people of the house; `null` = nobody. */
  readonly signOn?: SignOnOptions | null;
  /** As it should be, without it: tests have no third of a second for each. */
  readonly passwordCost?: PasswordCost;
  /** Whether gates are told the names of those who traced; their roles they are told anyway. */
  readonly tellsOfficerNames?: boolean;
  /** How it sends e-mail; `null` = not at all. */
  readonly mail?: MailOptions | null;
  /** Networks of the house that webhooks may go to. */
  readonly webhookNetworks?: readonly string[];
  /** To which systems entries are passed on; none without it. */
  readonly adapters?: AdapterSettings;
  /** Nothing without it. */
  readonly log?: Log;
};

export type Collector = {
  /** Where gates reach it. */
  readonly url: string;
  readonly database: 'postgresql' | 'pglite';
  /** The page that shows what arrived, with the key of this start. */
  readonly pageAddress: string;
  /** The console's, for people with accounts. */
  readonly consoleAddress: string;
  /** A new one-time code for one gate, valid for a day. */
  readonly setupCode: () => Promise<string>;
  /** Ends it when the requests under way are answered. */
  readonly close: () => Promise<void>;
};

/** Opens the database, brings its schema up to date, and listens. Throws where any of that cannot be done. */
export async function openCollector(options: CollectorOptions): Promise<Collector> {
  const { name, log = () => undefined, tellsOfficerNames = false } = options;
  const database = await openDatabase(options.databaseUrl, options.dataDir);
  try {
    await migrate(database);
    const secret = consoleSecret(options.secret ?? null, options.dataDir);
    await expectSameSecret(database, secret);
    await makeDays(database);
    const { adapters, ended } = options.adapters ?? NO_ADAPTERS;
    await endAdapters(database, ended);
    await registerAdapters(
      database,
      adapters.map((each) => each.name),
    );
    const days = keepDays(database, secret, options.keepDays ?? null, log);
    const figures = refreshFigures(database, log);
    const pageKey = randomBytes(18).toString('base64url');
    const newSetupCode = async (): Promise<string> =>
      issueSetupCode(database, url, name, (await settingsKey(database, secret)).publicKey);
    const { publicUrl, passwordCost, mail = null, webhookNetworks = [] } = options;
    const console: ConsoleOptions = {
      database,
      name,
      log,
      secret,
      url: () => publicUrl ?? addresses.fromHere,
      origins: () => (publicUrl === null ? Object.values(addresses) : [new URL(publicUrl).origin]),
      signOn: options.signOn ?? null,
      isSecure: publicUrl?.startsWith('https:') === true,
      hasMail: mail !== null,
      ...(passwordCost === undefined ? {} : { passwordCost }),
    };
    const trustedProxy = options.trustedProxy ?? null;
    const server = createServer({
      database,
      name,
      pageKey,
      newSetupCode,
      log,
      trustedProxy,
      console,
      tellsOfficerNames,
    });
    await server.listen({ host: options.host, port: options.port });
    const passing = keepPassingOn(database, adapters, log);
    const { port } = server.server.address() as AddressInfo;
    const addresses = ownAddresses(options.host, port);
    const notices = runNotices({
      database,
      keys: console.secret,
      name,
      url: console.url,
      mail,
      webhookNetworks,
      dataDir: options.databaseUrl === null ? options.dataDir : null,
      log,
    });
    const url = publicUrl ?? addresses.fromOutside;
    return {
      url,
      database: database.kind,
      pageAddress: `${addresses.fromHere}/?key=${pageKey}`,
      consoleAddress: `${console.url().replace(/\/+$/, '')}/console/`,
      setupCode: newSetupCode,
      close: async () => {
        await server.close();
        await days.close();
        await figures.close();
        await notices.close();
        await passing.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
