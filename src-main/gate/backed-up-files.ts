/** Which small files of a gate go with its log onto the second disk, and come back with it? */

import { ESCROW_FILE } from '../vault/escrow.ts';
import { KEY_FILE } from '../vault/open-vault.ts';
import { TRACING_FILE } from '../vault/tracing-keys.ts';
import { FLEET_STATE_FILE } from './fleet-file.ts';
import { SETTINGS_FILE } from './settings-file.ts';

/**
 * Also what was set from afar, and whose word counts there: a spare PC without a network goes by the same rules from its first scan.
 * No PIN goes along.
 */
export const BACKED_UP_FILES: readonly string[] = [
  KEY_FILE,
  SETTINGS_FILE,
  FLEET_STATE_FILE,
  TRACING_FILE,
  ESCROW_FILE,
];
