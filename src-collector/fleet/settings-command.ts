/** How does whoever has the collector's machine set gates from afar, where nobody has an account? */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { settingsPublicKey, signedFile } from '../../src-main/contract/fleet-settings.ts';
import type { CommandAnswer } from '../console/account-command.ts';
import type { AuditActor } from '../console/audit.ts';
import { openAudit } from '../console/audit.ts';
import { settingsOrderInput } from '../contract/settings-calls.ts';
import type { Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';
import type { Published } from './fleet-settings.ts';
import { listSettings, moveSettingsKey, publishSettings, stopSettings, takeSigned } from './fleet-settings.ts';
import { settingsKey } from './settings-key.ts';

export type SettingsCommand =
  | { readonly act: 'list' }
  | { readonly act: 'publish' | 'upload'; readonly path: string }
  | { readonly act: 'stop'; readonly version: number }
  | { readonly act: 'move-key'; readonly publicKey: string };

type Place = { readonly database: Database; readonly secret: ConsoleSecret };

/** Who has this machine is above all accounts; gates and the audit log say that it was such a hand. */
const BY = { name: 'command', unit: [] } as const;
const ACTOR: AuditActor = { kind: 'command', id: null, unit: [] };

/** What `--settings …` asks for; `null` where it cannot be understood. */
export function settingsOrder(act: unknown, argument = ''): SettingsCommand | null {
  if (act === 'list' && argument === '') return { act };
  if ((act === 'publish' || act === 'upload') && argument !== '') return { act, path: argument };
  if (act === 'stop' && /^[1-9]\d{0,8}$/.test(argument)) return { act, version: Number(argument) };
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
  const answer = await carriedOut(order, place);
  if (typeof answer === 'string') return refused(answer);
  const detail = { version: answer.version };
  const call = order.act === 'move-key' ? 'settings.moveKey' : `settings.${order.act}`;
  await openAudit(database, secret, Date.now).note({ actor: ACTOR, call, outcome: 'done', detail });
  return {
    status: 0,
    answer: { type: 'done', ...detail },
    sentence: `Phiên bản / version ${answer.version}: ${order.act}`,
  };
}

async function carriedOut(
  order: Exclude<SettingsCommand, { act: 'list' }>,
  { database, secret }: Place,
): Promise<Published | 'no-file' | 'unknown'> {
  switch (order.act) {
    case 'publish': {
      const asked = settingsOrderInput.safeParse(readJson(order.path)).data;
      return asked === undefined ? 'no-file' : publishSettings(database, secret, asked, BY, Date.now());
    }
    case 'upload': {
      const file = signedFile.safeParse(readJson(order.path)).data;
      return file === undefined ? 'no-file' : takeSigned(database, secret, file, BY);
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

const small = z.string().max(65_536);

/** `undefined` where there is no such file, or no JSON in it. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(small.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined; // Said as `no-file`.
  }
}
