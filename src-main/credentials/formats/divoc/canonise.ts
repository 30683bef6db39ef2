/** What is the canonical form of a stranger's linked data, if it can be had in the time that a scan has? */

import type { MessagePort } from 'node:worker_threads';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Contexts } from './contexts.ts';

/** What a scan waits for at most, once for the thread's start and once for its answer; a machine at rest starts it in 200 ms and canonises in 5. */
const LONGEST_WAIT_MS = 300;

export type Canonised =
  | { readonly type: 'canonical'; readonly texts: readonly string[] }
  /** `starting`: the thread is not up yet, and the next scan may find it so. `too-long`: given up, and the thread with it. */
  | { readonly type: 'refused'; readonly reason: 'starting' | 'too-long' | 'not-linked-data' };

/** Canonical N-Quads of each document. Blocks its caller, but never for long. */
export type Canoniser = (documents: readonly unknown[]) => Canonised;

export type WorkerStart = { readonly contexts: Contexts; readonly answered: SharedArrayBuffer };
export type CanonisingTask = { readonly documents: readonly unknown[]; readonly reply: MessagePort };

/** One for a thread that runs: it counts its answers, and the first of them says that it is ready. */
type Running = { readonly worker: Worker; readonly signal: Int32Array };

const answerOf = z.array(z.string()).nullable();

/**
 * Canonising is exponential in the worst case, and the package for it answers later only; a thread of its own makes it both bounded and
 * immediate. The thread starts with the first document, so that gates that never see one never pay for it.
 */
export function createCanoniser(contexts: Contexts, longestWaitMs = LONGEST_WAIT_MS): Canoniser {
  let running: Running | null = null;

  function start(): Running {
    const answered = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const worker = new Worker(workerUrl(), { workerData: { contexts, answered } satisfies WorkerStart });
    // It keeps nobody's process alive, and what kills it, memory say, costs one answer: the next document starts another.
    worker.unref();
    worker.on('error', () => {
      if (running?.worker === worker) running = null;
    });
    return { worker, signal: new Int32Array(answered) };
  }

  return (documents) => {
    running ??= start();
    const { worker, signal } = running;
    if (!waitBeyond(signal, 0, longestWaitMs)) return { type: 'refused', reason: 'starting' };
    const answersBefore = Atomics.load(signal, 0);
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ documents, reply: port2 } satisfies CanonisingTask, [port2]);
    // Counted anew: what a slow start left over would be too little for a genuine one, which then passed for forged.
    const isAnswered = waitBeyond(signal, answersBefore, longestWaitMs);
    const said: unknown = receiveMessageOnPort(port1)?.message;
    port1.close();
    if (!isAnswered) {
      running = null;
      void worker.terminate();
      return { type: 'refused', reason: 'too-long' };
    }
    const texts = answerOf.parse(said);
    return texts === null ? { type: 'refused', reason: 'not-linked-data' } : { type: 'canonical', texts };
  };
}

function waitBeyond(signal: Int32Array, answers: number, longestMs: number): boolean {
  return Atomics.wait(signal, 0, answers, longestMs) !== 'timed-out';
}

/** Beside this file among the sources, and beside the bundle once built. */
function workerUrl(): URL {
  const { url } = import.meta;
  return new URL(url.endsWith('.ts') ? 'canonise-worker.ts' : 'canonise-worker.js', url);
}
