/** Which settings does the gate of this folder run on, asked from beside it: its own, under what came from afar? */

import { join } from 'node:path';
import { readDeviceId } from '../vault/key-file.ts';
import { KEY_FILE } from '../vault/open-vault.ts';
import { readFleetState } from './fleet-file.ts';
import { inForceOver } from './fleet-layers.ts';
import type { ReadSettings } from './settings-file.ts';
import { readSettings } from './settings-file.ts';

/** Changes nothing. `state` is of the gate's own file; what came from afar and cannot be read is left out, as the gate leaves it. */
export function readSettingsInForce(dataDir: string): ReadSettings {
  const { settings: own, state } = readSettings(dataDir);
  const device = readDeviceId(join(dataDir, KEY_FILE));
  // A folder without keys has not been a gate's yet.
  if (device === null) return { settings: own, state };
  return { settings: inForceOver(readFleetState(dataDir).state.held, own, device), state };
}
