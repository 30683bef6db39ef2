/** A gate with no screen open: core, serial scanner and uploader in a process of its own. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { NODE } from './gate-shells.ts';
import type { RunningProcess } from './run-process.ts';
import { runProcess } from './run-process.ts';

/**
 * Starts the kiosk shell without a browser and returns when its serial reader is open. What a scanner sends before that is
 * lost to everybody, and the screen shows the reader as not ready.
 */
export async function startUnattendedGate(dataDir: string, serialPath: string): Promise<RunningProcess> {
  const before = timesReady(dataDir);
  const gate = runProcess(NODE, ['src-main/host/kiosk.ts'], {
    GATE_DATA_DIR: dataDir,
    GATE_SERIAL: serialPath,
    GATE_NO_BROWSER: '1',
  });
  await gate.waitFor(/http:\/\/127\.0\.0\.1:\d+\/\S+/, 60_000);
  await expect.poll(() => timesReady(dataDir), { timeout: 60_000, interval: 50 }).toBeGreaterThan(before);
  return gate;
}

/** How often the gate's own log says that the serial reader became ready. */
function timesReady(dataDir: string): number {
  const path = join(dataDir, 'log', 'gate.log');
  if (!existsSync(path)) return 0;
  return readFileSync(path, 'utf8').match(/"reader":"serial-extra-1","state":"ready"/g)?.length ?? 0;
}
