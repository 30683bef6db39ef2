/** Does the process that this thread belongs to still count? If not, all of it ends here. */

import { workerData } from 'node:worker_threads';
import { afterLook, hangs, LOOK_EVERY_MS, spoke, UNBORN } from '../core/recovery/heartbeat.ts';
import type { WatchedCounter } from './hang-watch.ts';
import { waitMeter } from './kept-waiting.ts';

const { beats } = workerData as WatchedCounter;
const nobody = new Int32Array(new SharedArrayBuffer(4));
const keptWaiting = waitMeter();
let heartbeat = UNBORN;
let before = 0;
for (;;) {
  Atomics.wait(nobody, 0, 0, LOOK_EVERY_MS);
  const waited = keptWaiting(process.pid);
  const now = Atomics.load(beats, 0);
  heartbeat = now === before ? afterLook(heartbeat, waited) : spoke(heartbeat);
  before = now;
  if (hangs(heartbeat)) process.kill(process.pid, 'SIGKILL');
}
