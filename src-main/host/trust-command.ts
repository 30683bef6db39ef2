/** Which trust lists has this gate, and how does an administrator give it others? */

import { join } from 'node:path';
import { fetchList, isListAddress, nameOfAddress } from '../credentials/trust/fetch-list.ts';
import type { TrustFolder } from '../credentials/trust/trust-folder.ts';
import { openTrustFolder } from '../credentials/trust/trust-folder.ts';
import { readSettingsInForce } from '../gate/settings-in-force.ts';

const HOUR_MS = 3_600_000;

/** What is printed, and the exit status: 0 where everything that was given is in force. */
export type TrustAnswer = { readonly json: unknown; readonly status: 0 | 1 };

/**
 * `import <file | folder | address>` and `status`, over the lists in the gate's data folder. The gate may be running: files are
 * replaced as a whole, and it sees within a minute that they were.
 */
export async function runTrustCommand(
  dataDir: string,
  words: readonly string[],
  nowUtcMs: number,
): Promise<TrustAnswer | null> {
  const [verb, target, ...others] = words;
  if (others.length > 0) return null;
  const folder = openTrustFolder(join(dataDir, 'trust'), nowUtcMs);
  if (verb === 'status' && target === undefined) return statusOf(folder, dataDir, nowUtcMs);
  if (verb !== 'import' || target === undefined) return null;
  return isListAddress(target) ? await importAddress(folder, target, nowUtcMs) : importPath(folder, target, nowUtcMs);
}

function statusOf(folder: TrustFolder, dataDir: string, nowUtcMs: number): TrustAnswer {
  const { staleAfterHours } = readSettingsInForce(dataDir).settings.trust;
  const lists = folder.status(nowUtcMs, staleAfterHours * HOUR_MS);
  return { json: { version: folder.trust().version, lists }, status: 0 };
}

function importPath(folder: TrustFolder, path: string, nowUtcMs: number): TrustAnswer {
  const lists = folder.importFolder(path, nowUtcMs);
  const isDone = lists.length > 0 && lists.every(({ type }) => type === 'imported');
  return { json: { version: folder.trust().version, lists }, status: isDone ? 0 : 1 };
}

async function importAddress(folder: TrustFolder, address: string, nowUtcMs: number): Promise<TrustAnswer> {
  const fetched = await fetchList(address);
  const name = nameOfAddress(address);
  if (fetched.type === 'refused') {
    const { type, reason, status } = fetched;
    return {
      json: { version: folder.trust().version, lists: [{ type, name, reason, httpStatus: status }] },
      status: 1,
    };
  }
  const list = folder.import(name, fetched.bytes, nowUtcMs);
  return { json: { version: folder.trust().version, lists: [list] }, status: list.type === 'imported' ? 0 : 1 };
}
