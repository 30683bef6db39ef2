/** How does a test make a gate's folder hold settings from afar, as if they had come, been tried and held? */

import { join } from 'node:path';
import type { FleetParts } from '../../src-main/contract/fleet-parts.ts';
import { nothingHeld } from '../../src-main/core/settings/from-afar.ts';
import { withKey, writeFleetState } from '../../src-main/gate/fleet-file.ts';
import { createKeyFile, newKeys } from '../../src-main/vault/key-file.ts';
import { KEY_FILE } from '../../src-main/vault/open-vault.ts';
import { newSigningPair } from '../../src-main/vault/signed-text.ts';

/** The folder has no gate yet: it gets its keys, too. */
export function setFromAfar(dataDir: string, settings: FleetParts): void {
  const keys = newKeys();
  createKeyFile(join(dataDir, KEY_FILE), keys);
  const document = withKey({
    kind: 'settings',
    version: 3,
    madeAtUtcMs: Date.UTC(2026, 10, 20),
    madeBy: 'can.bo',
    target: { type: 'gate', device: keys.deviceId },
    sharePercent: 100,
    notBeforeUtcMs: null,
    isUrgent: false,
    settings,
  });
  const isWritten = writeFleetState(dataDir, {
    key: { publicKey: newSigningPair().publicKey, fromVersion: 0 },
    held: { ...nothingHeld(), inForce: [document] },
  });
  if (!isWritten) throw new Error('what came from afar could not be written');
}
