/** How does whoever has the collector's machine set gates from afar, where nobody has an account? */

import { readFileSync, statSync } from 'node:fs';
import type { z } from 'zod';
import { settingsPublicKey, signedFile } from '../../src-main/contract/fleet-settings.ts';
import type { CommandAnswer } from '../console/account-command.ts';
import { noteWithoutAccount } from '../console/note-without-account.ts';
import { settingsOrderInput } from '../contract/settings-calls.ts';
import type { Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';
import type { Published } from './fleet-settings.ts';
import {
  listSettings,
  moveSettingsKey,
  publishSettings,
  signedFileOf,
  stopSettings,
  takeSigned,
} from './fleet-settings.ts';
import { settingsKey } from './settings-key.ts';

export type SettingsCommand =
  | { readonly act: 'list' }
  | { readonly act: 'publish' | 'upload'; readonly path: string }
  | { readonly act: 'stop'; readonly version: number }
  | { readonly act: 'file'; readonly version: number }
  | { readonly act: 'move-key'; readonly publicKey: string };

type Place = { readonly database: Database; readonly secret: ConsoleSecret };

/** Who has this machine is above all accounts; gates are told that it was such a hand. */
const BY = { name: 'command', unit: [] } as const;

/** What `--settings …` asks for; `null` where it cannot be understood. */
export function settingsOrder(act: unknown, argument = ''): SettingsCommand | null {
  if (act === 'list' && argument === '') return { act };
  if ((act === 'publish' || act === 'upload') && argument !== '') return { act, path: argument };
  if ((act === 'stop' || act === 'file') && /^[1-9]\d{0,8}$/.test(argument)) return { act, version: Number(argument) };
  const publicKey = settingsPublicKey.safeParse(argument).data;
  return act === 'move-key' && publicKey !== undefined ? { act, publicKey } : null;
}

export async function carryOutSettingsOrder(order: SettingsCommand, place: Place): Promise<CommandAnswer> {
  const { database, secret } = place;
  if (order.act === 'list') {
    const [key, rows] = [await settingsKey(database, secret), await listSettings(database, [], null)];
    const lines = rows.map(
      ({ version, kind, target, sharePercent, state, outcomes }) =>
        `${version}  ${kind}  ${JSON.stringify(target)}  ${sharePercent} %  ${state}  ${JSON.stringify(outcomes)}`,
    );
    return { status: 0, answer: { key, rows }, sentence: [`${key.publicKey}  own: ${key.isOwn}`, ...lines].join('\n') };
  }
  if (order.act === 'file') {
    const file = await signedFileOf(database, order.version, []);
    return file === null ? refused('unknown') : { status: 0, answer: file, sentence: JSON.stringify(file) };
  }
  const answer = await carriedOut(order, place);
  if (typeof answer === 'string') return refused(answer);
  const detail = { version: answer.version };
  const call = order.act === 'move-key' ? 'settings.moveKey' : `settings.${order.act}`;
  await noteWithoutAccount('command', place, call, detail);
  return {
    status: 0,
    answer: { type: 'done', ...detail },
    sentence: `Phiên bản / version ${answer.version}: ${order.act}`,
  };
}

async function carriedOut(
  order: Exclude<SettingsCommand, { act: 'list' | 'file' }>,
  { database, secret }: Place,
): Promise<Published | Unread | 'unknown'> {
  switch (order.act) {
    case 'publish': {
      const asked = readFile(order.path, settingsOrderInput);
      return typeof asked === 'string' ? asked : publishSettings(database, secret, asked, BY, Date.now());
    }
    case 'upload': {
      const file = readFile(order.path, signedFile);
      return typeof file === 'string' ? file : takeSigned(database, secret, file, BY);
    }
    case 'stop':
      return (await stopSettings(database, order.version, [])) ? { version: order.version } : 'unknown';
    case 'move-key':
      return moveSettingsKey(database, secret, order.publicKey, BY, Date.now());
  }
}

function refused(reason: string): CommandAnswer {
  return { status: 1, answer: { type: 'refused', reason }, sentence: `Không làm được / refused: ${reason}` };
}

const LARGEST_FILE_BYTES = 65_536;

/** It cannot be read; it is read and is no such file, or says what no gate takes. */
type Unread = 'no-file' | 'wrong-file';

function readFile<What extends object>(path: string, schema: z.ZodType<What>): What | Unread {
  let text: string;
  try {
    if (statSync(path).size > LARGEST_FILE_BYTES) return 'wrong-file';
    text = readFileSync(path, 'utf8');
  } catch {
    return 'no-file';
  }
  return schema.safeParse(parseJson(text)).data ?? 'wrong-file';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Refused by the schema.
  }
}
