/** What can be asked of a collector's database by a command, beside or instead of a running one? */

import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { CommandAnswer } from './console/account-command.ts';
import { accountOrder, carryOutAccountOrder, verifyAuditCommand } from './console/account-command.ts';
import { noteWithoutAccount } from './console/note-without-account.ts';
import { acceptSecret, expectSameSecret } from './console/same-secret.ts';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import { purgeBefore } from './days/purge-days.ts';
import { carryOutSettingsOrder, settingsOrder } from './fleet/settings-command.ts';
import { settingsKey } from './fleet/settings-key.ts';
import { migrate } from './migrations/migrate.ts';
import type { CollectorOptions } from './open-collector.ts';
import { ownAddresses } from './own-addresses.ts';
import { knownDevices, revokeDevice, shownDevice } from './revocation.ts';
import type { ConsoleSecret } from './secret.ts';
import { consoleSecret } from './secret.ts';
import { issueSetupCodes, setupCodesOrder } from './setup-codes.ts';

const OPTIONS = {
  'purge-before': { type: 'string' },
  revoke: { type: 'string' },
  devices: { type: 'boolean' },
  'accept-new-secret': { type: 'boolean' },
  'verify-audit': { type: 'boolean' },
  settings: { type: 'string' },
  'setup-codes': { type: 'string' },
  days: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Asked = { readonly [name in keyof typeof OPTIONS]?: string | boolean } & { readonly argument?: string };

/** Whether anything was asked for; without it the collector starts. */
export function isCommand(args: readonly string[]): boolean {
  return args.length > 0;
}

/**
 * Does what the arguments say, prints it (`--json`: as one line), and gives the exit status. PGlite is one program's at a time: while a
 * collector runs on it, this throws and says so.
 */
export async function runCommand(args: readonly string[], options: CollectorOptions): Promise<number> {
  const order = args.includes('--account') ? accountOrder(args) : null;
  const asked = order === null ? parse(args) : { json: args.includes('--json') };
  const day = z.iso.date().safeParse(asked?.['purge-before']).data;
  const idStart = /^[0-9a-f-]{8,36}$/i.exec(String(asked?.revoke ?? ''))?.[0];
  const secret = (): ConsoleSecret => consoleSecret(options.secret ?? null, options.dataDir);
  const work = ((): Work | null => {
    if (order !== null)
      return withKey(secret, (place) => carryOutAccountOrder(order, { ...place, url: urlOf(options) }));
    if (asked?.['verify-audit'] === true) return (database) => verifyAuditCommand({ database, secret: secret() });
    if (asked?.['accept-new-secret'] === true) return acceptNew(secret);
    const settings = settingsOrder(asked?.settings, asked?.argument);
    if (settings !== null) return withKey(secret, (place) => carryOutSettingsOrder(settings, place));
    const codes = setupCodesOrder(asked?.['setup-codes'], asked?.days);
    if (codes !== null)
      return withKey(secret, async (place) => {
        const { publicKey } = await settingsKey(place.database, place.secret);
        const url = options.publicUrl ?? ownAddresses(options.host, options.port).fromOutside;
        return issueSetupCodes(codes, { ...place, url, name: options.name, settingsKey: publicKey });
      });
    if (day !== undefined) return purge(day, secret());
    if (idStart !== undefined) return revoke(idStart, secret);
    return asked?.devices ? list : null;
  })();
  if (work === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const database = await openDatabase(options.databaseUrl, options.dataDir);
  try {
    await migrate(database);
    const { status, answer, sentence } = await work(database);
    process.stdout.write(asked?.json === true ? `${JSON.stringify(answer)}\n` : `${sentence}\n`);
    return status;
  } finally {
    await database.close();
  }
}

const USAGE = `Cách dùng / usage: npm run -s collector -- (--purge-before YYYY-MM-DD | --revoke DEVICE | --devices | --verify-audit | --accept-new-secret
  | --setup-codes N [--days D]
  | --account list | --account add NAME --role viewer|officer|tracer|privacy|operator [--role …] [--unit "A/B"]
  | --settings list | --settings publish FILE | --settings upload FILE | --settings stop VERSION | --settings file VERSION | --settings move-key PUBLIC-KEY
  | --account disable NAME | --account reset NAME | --account approve NAME) [--json]`;

/** Where people reach the collector that will run with these options. */
function urlOf({ publicUrl, host, port }: CollectorOptions): string {
  return publicUrl ?? ownAddresses(host, port).fromHere;
}

function parse(args: readonly string[]): Asked | null {
  try {
    const isSettings = args.includes('--settings');
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: isSettings,
      strict: true,
    });
    const [argument, ...others] = positionals;
    if (others.length > 0) return null;
    return argument === undefined ? values : { ...values, argument };
  } catch {
    return null; // Refused with the usage.
  }
}

type Work = (database: Database) => Promise<CommandAnswer>;
type Place = { readonly database: Database; readonly secret: ConsoleSecret };

/** What the audit log hears of: by the key of this database alone, or its chain would break. */
function withKey(secret: () => ConsoleSecret, work: (place: Place) => Promise<CommandAnswer>): Work {
  return async (database) => {
    const place = { database, secret: secret() };
    await expectSameSecret(database, place.secret);
    return work(place);
  };
}

function purge(day: string, secret: ConsoleSecret): Work {
  return async (database) => {
    const days = await purgeBefore(database, secret, day);
    const entries = days.reduce((sum, each) => sum + each.entries, 0);
    const sentence = `Đã xoá ${days.length} ngày, ${entries} lượt / dropped ${days.length} days, ${entries} entries`;
    return { status: 0, answer: { days, entries }, sentence };
  };
}

function acceptNew(secret: () => ConsoleSecret): Work {
  return async (database) => {
    await acceptSecret(database, secret());
    const sentence = 'Từ nay dùng khoá này; mỗi người phải đặt lại bước thứ hai / this key counts from now on';
    return { status: 0, answer: { accepted: true }, sentence };
  };
}

function revoke(idStart: string, secret: () => ConsoleSecret): Work {
  return withKey(secret, async (place) => {
    const answer = await revokeDevice(place.database, idStart);
    if (answer.type === 'revoked') {
      await noteWithoutAccount('command', place, 'fleet.revoke', { gate: shownDevice(answer.device) });
      const sentence = `Đã thu hồi máy cổng ${answer.device} / revoked`;
      return { status: 0, answer, sentence };
    }
    const why =
      answer.reason === 'unknown'
        ? 'Không có máy cổng nào như vậy; xem --devices / no such gate; see --devices'
        : 'Có nhiều máy cổng như vậy: hãy viết dài hơn / more than one gate: write more of it';
    return { status: 1, answer, sentence: why };
  });
}

async function list(database: Database): Promise<CommandAnswer> {
  const devices = await knownDevices(database);
  const sentence = devices
    .map(({ device, enrolledAt, standing }) => `${device}  ${enrolledAt}  ${standing}`)
    .join('\n');
  return { status: 0, answer: { devices }, sentence };
}
