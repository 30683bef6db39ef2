/** What is done to the app in each round, and to which of its processes? */

import type { PartName } from './kept-app.ts';

export type CrashFault = {
  readonly name: string;
  readonly part: PartName;
  /** SIGSTOP: it lives and does nothing any more, as one that hangs. */
  readonly signal: 'SIGKILL' | 'SIGSTOP';
};

export const CRASH_FAULTS: readonly CrashFault[] = [
  { name: 'rendererKilled', part: 'renderer', signal: 'SIGKILL' },
  { name: 'gpuKilled', part: 'gpu', signal: 'SIGKILL' },
  { name: 'coreKilled', part: 'core', signal: 'SIGKILL' },
  { name: 'rendererHung', part: 'renderer', signal: 'SIGSTOP' },
  { name: 'coreHung', part: 'core', signal: 'SIGSTOP' },
  { name: 'mainKilled', part: 'main', signal: 'SIGKILL' },
];
