/** Who notices that this process hangs, where it has no shell to watch it? A thread of its own, which no busy script can stop. */

import { Worker } from 'node:worker_threads';
import { LOOK_EVERY_MS, SILENT_LOOKS } from '../core/recovery/heartbeat.ts';

/**
 * Looks whether the counter still counts; looks are counted, not time, so that a machine that slept is none that hangs. As text, because
 * a thread from a file of its own would have to lie beside whatever this is bundled into.
 */
const WATCHER = `
const { beats, lookEveryMs, silentLooks } = process.getBuiltinModule('node:worker_threads').workerData;
const nobody = new Int32Array(new SharedArrayBuffer(4));
let before = -1;
let silent = 0;
for (;;) {
  Atomics.wait(nobody, 0, 0, lookEveryMs);
  const now = Atomics.load(beats, 0);
  silent = now === before ? silent + 1 : 0;
  before = now;
  if (silent >= silentLooks) process.kill(process.pid, 'SIGKILL');
}
`;

/** From now on: a hang of a few seconds is an end, and the supervisor starts the gate again. The log is whole, as after any SIGKILL. */
export function endWhenHung(): void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { beats, lookEveryMs: LOOK_EVERY_MS, silentLooks: SILENT_LOOKS };
  new Worker(WATCHER, { eval: true, execArgv: [], workerData }).unref();
  setInterval(() => Atomics.add(beats, 0, 1), LOOK_EVERY_MS / 2).unref();
}
