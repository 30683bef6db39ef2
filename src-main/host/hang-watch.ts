/** Who notices that this process hangs, where it has no shell to watch it? A thread of its own, which no busy script can stop. */

import { Worker } from 'node:worker_threads';
import { LOOK_EVERY_MS } from '../core/recovery/heartbeat.ts';

/** What the thread is given: a counter that goes on as long as this process does. */
export type WatchedCounter = { readonly beats: Int32Array };

/** From now on: a hang of a few seconds is an end, and the supervisor starts the gate again. The log is whole, as after any SIGKILL. */
export function endWhenHung(): void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  new Worker(threadFile(), { execArgv: [], workerData: { beats } satisfies WatchedCounter }).unref();
  setInterval(() => Atomics.add(beats, 0, 1), LOOK_EVERY_MS / 2).unref();
}

function threadFile(): URL {
  const { url } = import.meta;
  return url.endsWith('.ts') ? new URL('hang-thread.ts', url) : new URL('hang-thread.js', url);
}
