/** What is seen of a gate's folder, its machine and its collector, whether the gate runs or not? Nothing is judged here. */

import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Settings } from '../../contract/settings.ts';
import type { CollectorFacts } from '../../core/readiness/judge-collector.ts';
import type { DataFacts } from '../../core/readiness/judge-data.ts';
import type { KeyFacts } from '../../core/readiness/judge-keys.ts';
import type { MachineFacts } from '../../core/readiness/judge-machine.ts';
import { openTrustFolder } from '../../credentials/trust/trust-folder.ts';
import { readFreeBytes } from '../../devices/disk-space.ts';
import { countPrinters } from '../../devices/list-printers.ts';
import { measureWrites, readMachineHealth } from '../../devices/machine-health.ts';
import type { LogTail } from '../../store/look-at-tail.ts';
import { lookAtTail } from '../../store/look-at-tail.ts';
import type { SeenDatabase } from '../../store/open-database.ts';
import { lookAtDatabase } from '../../store/open-database.ts';
import { askHealth } from '../../upload/ask-health.ts';
import type { Environment } from '../../upload/open-agent.ts';
import { hasLostKeys, KEY_FILE } from '../../vault/open-vault.ts';
import { LOG_FILE } from '../open-log.ts';

const HOUR_MS = 3_600_000;
/** So many links are held against each other: some milliseconds, and what a torn write or a hand in the file would break. */
const LINKS = 256;

export type SeenFolder = {
  readonly data: Omit<DataFacts, 'settings' | 'live'>;
  readonly tail: LogTail | null;
};

/**
 * Writes one page beside the log and takes it away again; everything else stays as it is. Of a log below `fullCheckMaxBytes` every page
 * is read, of a longer one its end.
 */
export async function seeFolder(dataDir: string, fullCheckMaxBytes?: number): Promise<SeenFolder> {
  const place = existingPart(dataDir);
  const folder = !mayUse(place) ? 'closed' : place === resolve(dataDir) ? 'writable' : 'will-be-made';
  const log = logWord(lookAtDatabase(join(dataDir, LOG_FILE), fullCheckMaxBytes));
  const tail = log === 'sound' ? lookAtTail(join(dataDir, LOG_FILE), LINKS) : null;
  return {
    data: {
      folder,
      freeBytes: await readFreeBytes(place),
      writeMs: folder === 'writable' ? measureWrites(dataDir) : null,
      log,
      chain: tail,
    },
    tail,
  };
}

/** Of the lists and keys that lie in the folder; what an authority's keys say, only the running gate knows. */
export function seeKeys(
  dataDir: string,
  { staleAfterHours }: Settings['trust'],
  tail: LogTail | null,
  nowUtcMs: number,
): KeyFacts {
  const folder = join(dataDir, 'trust');
  const lists = existsSync(folder) ? openTrustFolder(folder, nowUtcMs).status(nowUtcMs, staleAfterHours * HOUR_MS) : [];
  return {
    device: deviceKeys(dataDir),
    authority: null,
    tracing: null,
    trust: {
      lists: lists.length,
      isDamaged: lists.some(({ state }) => state === 'damaged'),
      isStale: lists.some(({ isStale }) => isStale),
      oldestAtUtcMs: lists.length === 0 ? null : Math.min(...lists.map(({ importedAtUtcMs }) => importedAtUtcMs)),
    },
    roster: tail === null ? null : { isUsed: tail.rosterAtUtcMs !== null, newestAtUtcMs: tail.rosterAtUtcMs },
  };
}

export async function askCollector(
  { collector, network }: Pick<Settings, 'collector' | 'network'>,
  env: Environment,
): Promise<Omit<CollectorFacts, 'outbox'>> {
  if (collector === null) return { answer: null, isEncrypted: false };
  const answer = await askHealth(collector.url, network, env);
  return { answer, isEncrypted: collector.url.startsWith('https:') };
}

/** `printersOfShell`: as the shell counts them, where it can. */
export async function seeMachine(now: Date, printersOfShell: number | null = null): Promise<MachineFacts> {
  return {
    zone: {
      name: Intl.DateTimeFormat().resolvedOptions().timeZone,
      offsetMinutes: 0 - now.getTimezoneOffset(),
    },
    ...readMachineHealth(),
    printers: printersOfShell ?? (await countPrinters()),
  };
}

function deviceKeys(dataDir: string): KeyFacts['device'] {
  const path = join(dataDir, KEY_FILE);
  if (!existsSync(path)) return 'will-be-made';
  if (hasLostKeys(dataDir)) return 'lost';
  try {
    accessSync(path, constants.R_OK);
    return 'there';
  } catch {
    return 'unreadable';
  }
}

function logWord(seen: SeenDatabase): DataFacts['log'] {
  if (seen.type !== 'refused') return seen.type;
  return seen.reason === 'newer-version' ? 'newer' : 'damaged';
}

function mayUse(place: string): boolean {
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false; // Not for us.
  }
}

/** The folder itself, or what is there of the way to it. */
function existingPart(path: string): string {
  let place = resolve(path);
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}
