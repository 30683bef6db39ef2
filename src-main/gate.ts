/** How is a gate opened? Keys first, then the log, then everything else: (options) → Gate. */

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isOtherMachine, readMachineMarks } from './devices/machine-marks.ts';
import { readLogMark } from './gate/log-mark.ts';
import { LOG_FILE, openLog } from './gate/open-log.ts';
import type { GateOptions, OpenGateAnswer } from './gate/opened-gate.ts';
import { runGate } from './gate/run-gate.ts';
import { readSettings } from './gate/settings-file.ts';
import type { StoreOptions } from './store/open-store.ts';
import { openStore } from './store/open-store.ts';
import { createVenueAuthority } from './vault/authority-sealer.ts';
import { openVault, openVaultToServe } from './vault/open-vault.ts';

/**
 * Opens keys, log, readers and uploader, in that order; ready to scan when it returns. A refusal leaves every file
 * as it was: a newer database, or keys that cannot be read, are never written over; a damaged log is moved aside.
 */
export function openGate(options: GateOptions): OpenGateAnswer {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const hasLog = existsSync(join(options.dataDir, LOG_FILE));
  const vaultAnswer = options.isAttended
    ? openVaultToServe(options.dataDir, { secretsText: options.secretsText, hasLog })
    : openVault(options.dataDir, { mayBeLocked: options.mayBeLocked, hasLog });
  if (vaultAnswer.type === 'refused') return { type: 'refused', room: 'vault', reason: vaultAnswer.reason };
  const { vault } = vaultAnswer;
  const authority = createVenueAuthority(Date.now);
  const mark = options.isAttended ? readLogMark(options.dataDir) : null;
  const machine = options.machine ?? readMachineMarks(vault.deviceId);
  const storeOptions: StoreOptions = {
    path: join(options.dataDir, LOG_FILE),
    device: vault.deviceId,
    sealer: vault.sealer,
    digest: vault.digest,
    authority,
    receiptKey: vault.signer,
    newEpoch: () => randomBytes(16).toString('hex'),
    lastSeen: mark?.last ?? null,
    isOtherMachine: isOtherMachine(mark?.machine ?? [], machine),
  };
  // The command line looks, and leaves a damaged log to the gate.
  const storeAnswer = options.isAttended
    ? openLog(options.dataDir, storeOptions, readSettings(options.dataDir).settings.backup.folder, options.log)
    : openStore(storeOptions);
  if (storeAnswer.type === 'refused') return { type: 'refused', room: 'store', reason: storeAnswer.reason };
  return { type: 'opened', gate: runGate({ ...options, machine }, vault, authority, storeAnswer.store, mark) };
}
