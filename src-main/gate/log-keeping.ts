/** Who looks after the log while people are scanned: is it a copy, is it on a second disk, and what of it has had its time? */

import { join } from 'node:path';
import type { SyncedClock } from '../devices/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { Vault } from '../vault/open-vault.ts';
import { BACKUP_EVERY_MS, openBackupDesk } from './backup-desk.ts';
import type { GateRooms } from './gate-rooms.ts';
import type { LogMark } from './log-mark.ts';
import { openLogWatch } from './log-watch.ts';
import { LOG_FILE } from './open-log.ts';
import type { GateOptions } from './opened-gate.ts';
import { openRetentionDesk } from './retention-desk.ts';

export type LogKeepingOptions = Pick<
  GateOptions,
  'dataDir' | 'isAttended' | 'environment' | 'random' | 'backupEveryMs' | 'log'
> & {
  readonly machine: readonly string[];
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: SyncedClock;
  /** What was last seen of the log. */
  readonly mark: LogMark | null;
  /** What else has had its time when entries have. */
  readonly forgetMore: (nowUtcMs: number) => void;
  readonly onChange: () => void;
};

export function openLogKeeping(options: LogKeepingOptions): Pick<GateRooms, 'logWatch' | 'backup' | 'retention'> {
  const { dataDir, store, vault, clock, onChange, log } = options;
  // The command line only looks: it must not say of the log what the gate has not seen.
  const logWatch = options.isAttended
    ? openLogWatch({
        dataDir,
        store,
        vault,
        clock,
        machine: options.machine,
        notice: options.mark?.notice ?? null,
        env: options.environment ?? {},
        random: options.random,
        onChange,
        log,
      })
    : null;
  const backup = openBackupDesk({
    dataDir,
    epoch: store.identity().epoch,
    nowUtcMs: () => clock.now().wallUtcMs,
    onChange,
    log,
    keyFileText: vault.kept === 'file' ? null : vault.keyFileText,
    everyMs: options.backupEveryMs ?? BACKUP_EVERY_MS,
  });
  const retention = openRetentionDesk({
    dataDir,
    logPath: join(dataDir, LOG_FILE),
    store,
    key: vault.signer,
    clock,
    forgetMore: options.forgetMore,
    renewBackup: backup.renew,
    onLetGo: () => logWatch?.checkSoon(),
    onChange,
    log,
  });
  return { logWatch, backup, retention };
}
