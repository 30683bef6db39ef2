/** Are the gate's data whole, and is there room to write more? */

import type { Finding } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';
import { FULL_DISK_BYTES, LOW_DISK_BYTES, OLD_BACKUP_MS, SLOW_WRITE_MS } from './limits.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export type DataFacts = {
  readonly folder: 'writable' | 'will-be-made' | 'closed';
  /** `null` = not known. */
  readonly freeBytes: number | null;
  /** How long the disk took to keep a page for good, the middle of some; `null` = nobody wrote. */
  readonly writeMs: number | 'failed' | null;
  /** `unseen`: SQLite has to recover it first, which the gate does when it starts. */
  readonly log: 'absent' | 'sound' | 'unseen' | 'newer' | 'damaged';
  /** The newest links of its chain; `null` = they could not be read. */
  readonly chain: { readonly links: number; readonly broken: number } | null;
  readonly settings: 'ok' | 'unreadable';
  /** What only a running gate knows. */
  readonly live: {
    readonly isLogFailing: boolean;
    readonly damagedLog: 'none' | 'restored' | 'begun-anew';
    readonly isLogCopied: boolean;
    readonly backup: {
      readonly state: 'none' | 'waiting' | 'ok' | 'failing';
      readonly lastAtUtcMs: number | null;
    };
  } | null;
};

export function judgeData(facts: DataFacts, nowUtcMs: number): readonly Finding[] {
  return [
    judgeFolder(facts.folder),
    judgeDisk(facts.freeBytes),
    ...(facts.writeMs === null ? [] : [judgeWrites(facts.writeMs)]),
    judgeLog(facts),
    ...(facts.chain === null ? [] : [judgeChain(facts.chain)]),
    ...(facts.live === null ? [] : [judgeBackup(facts.live.backup, nowUtcMs)]),
    facts.settings === 'ok' ? good('settings', 'settings-valid') : bad('settings', 'settings-unreadable'),
  ];
}

function judgeFolder(folder: DataFacts['folder']): Finding {
  if (folder === 'closed') return bad('data-folder', 'folder-closed');
  return good('data-folder', folder === 'writable' ? 'folder-writable' : 'folder-will-be-made');
}

/** Free space in the words of the screen; unknown free space is not an alarm. */
export function diskStateOf(freeBytes: number | null): 'ok' | 'low' | 'full' {
  if (freeBytes === null || freeBytes >= LOW_DISK_BYTES) return 'ok';
  return freeBytes < FULL_DISK_BYTES ? 'full' : 'low';
}

function judgeDisk(freeBytes: number | null): Finding {
  if (freeBytes === null) return good('disk', 'disk-unknown');
  const megabytes = Math.floor(freeBytes / 1e6);
  switch (diskStateOf(freeBytes)) {
    case 'ok':
      return good('disk', 'disk-free', { gigabytes: Math.floor(freeBytes / 1e8) / 10 });
    case 'low':
      return doubtful('disk', 'disk-low', { megabytes });
    case 'full':
      return bad('disk', 'disk-full', { megabytes });
  }
}

function judgeWrites(writeMs: number | 'failed'): Finding {
  if (writeMs === 'failed') return bad('disk-writes', 'writes-fail');
  const ms = Math.max(1, Math.round(writeMs));
  return writeMs > SLOW_WRITE_MS
    ? doubtful('disk-writes', 'writes-slow', { ms })
    : good('disk-writes', 'writes-quick', { ms });
}

function judgeLog({ log, live }: DataFacts): Finding {
  if (log === 'newer') return bad('log', 'log-newer');
  if (log === 'damaged') return bad('log', 'log-damaged');
  if (live?.isLogFailing === true) return bad('log', 'log-failing');
  if (live?.damagedLog === 'restored') return doubtful('log', 'log-restored');
  if (live?.damagedLog === 'begun-anew') return doubtful('log', 'log-begun-anew');
  if (live?.isLogCopied === true) return doubtful('log', 'log-copied');
  if (log === 'absent') return good('log', 'log-none');
  return good('log', log === 'sound' ? 'log-whole' : 'log-to-recover');
}

function judgeChain({ links, broken }: NonNullable<DataFacts['chain']>): Finding {
  if (broken > 0) return bad('chain', 'chain-broken', { broken, links });
  return links === 0 ? good('chain', 'chain-empty') : good('chain', 'chain-whole', { links });
}

/** A gate that was given no second disk is not blamed for it. */
function judgeBackup({ state, lastAtUtcMs }: NonNullable<DataFacts['live']>['backup'], nowUtcMs: number): Finding {
  if (state === 'none') return good('backup', 'backup-none');
  const ageMs = lastAtUtcMs === null ? null : Math.max(0, nowUtcMs - lastAtUtcMs);
  if (state === 'failing' || ageMs === null) return doubtful('backup', 'backup-failing');
  return ageMs > OLD_BACKUP_MS
    ? doubtful('backup', 'backup-old', { hours: Math.floor(ageMs / HOUR_MS) })
    : good('backup', 'backup-fresh', { minutes: Math.floor(ageMs / MINUTE_MS) });
}
