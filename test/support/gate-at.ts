/** How does a test hold a real gate in its own process? */

import { onTestFinished } from 'vitest';
import type { GateOptions, OpenedGate, OpenGateAnswer } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';

type Part = Partial<Omit<GateOptions, 'dataDir'>>;

/** As the command line opens one, with no reader and no upload, unless `part` says otherwise. */
export function tryGateAt(dataDir: string, part: Part = {}): OpenGateAnswer {
  return openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: false,
    log: () => undefined,
    random: () => 0.5,
    ...part,
  });
}

/** The same, which goes when the test is over. Throws where the gate refuses. */
export function gateAt(dataDir: string, part: Part = {}): OpenedGate {
  const opened = tryGateAt(dataDir, part);
  if (opened.type === 'refused') throw new Error(opened.reason);
  onTestFinished(() => opened.gate.close());
  return opened.gate;
}
