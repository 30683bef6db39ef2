/** How much of this gate's log has no collector yet? Asked before a gate is taken off a machine. */

import { join } from 'node:path';
import { LOG_FILE } from '../gate/open-log.ts';
import { countUnsent } from '../store/count-unsent.ts';
import type { BackupAnswer } from './backup-command.ts';

/** Looks only: a running gate is not disturbed, and an empty folder stays empty. */
export function unsentCommand(dataDir: string): BackupAnswer {
  const counted = countUnsent(join(dataDir, LOG_FILE));
  return counted.type === 'counted'
    ? { json: { entries: counted.entries, unsent: counted.unsent }, status: 0 }
    : { json: { refused: 'log', reason: counted.reason }, status: 1 };
}
