/** A gate with no screen open: core, serial scanner and uploader in a process of its own. */

import { NODE } from './gate-shells.ts';
import type { RunningProcess } from './run-process.ts';
import { runProcess } from './run-process.ts';

/** Starts the kiosk shell without a browser and returns when its serial reader is being opened. */
export async function startUnattendedGate(dataDir: string, serialPath: string): Promise<RunningProcess> {
  const gate = runProcess(NODE, ['src-main/host/kiosk.ts'], {
    GATE_DATA_DIR: dataDir,
    GATE_SERIAL: serialPath,
    GATE_NO_BROWSER: '1',
  });
  await gate.waitFor(/http:\/\/127\.0\.0\.1:\d+\/\S+/);
  return gate;
}

/** Connects the gate of `dataDir` to a collector before it is started. */
export async function enrolGate(dataDir: string, setupCode: string): Promise<void> {
  const enrolling = runProcess(NODE, ['src-main/host/cli.ts', 'enrol', setupCode], { GATE_DATA_DIR: dataDir });
  await enrolling.waitFor(/"type":"enrolled"/);
}
