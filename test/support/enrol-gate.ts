/** How does a test connect a gate to a collector? By the command, before the gate is started. */

import { once } from 'node:events';
import { NODE } from './gate-shells.ts';
import { runProcess } from './run-process.ts';

/** Over when the command has ended: until then it holds the data folder, and a gate that starts would find it taken. */
export async function enrolGate(dataDir: string, setupCode: string): Promise<void> {
  const enrolling = runProcess(NODE, ['src-main/host/cli.ts', 'enrol', setupCode], { GATE_DATA_DIR: dataDir });
  await enrolling.waitFor(/"type":"enrolled"/);
  if (enrolling.child.exitCode === null) await once(enrolling.child, 'exit');
}
