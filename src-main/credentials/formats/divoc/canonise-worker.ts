/** The thread that brings linked data into its one canonical form, where nobody waits for it longer than they want to. */

import { parentPort, workerData } from 'node:worker_threads';
import jsonld from 'jsonld';
import type { CanonisingTask, WorkerStart } from './canonise.ts';

const { contexts, answered } = workerData as WorkerStart;
const signal = new Int32Array(answered);

parentPort?.on('message', ({ documents, reply }: CanonisingTask) => {
  Promise.all(documents.map(canonise)).then(
    (canonical) => answer(() => reply.postMessage(canonical)),
    // A context that is not here, a word without a meaning, a graph that would take too long: jsonld tells each by throwing.
    () => answer(() => reply.postMessage(null)),
  );
});
answer(() => undefined);

/**
 * `URDNA2015` of the old signers and `RDFC-1.0` differ only in how they write control characters. A work factor of 2 sorts every tree
 * that fits the reader's limits, and refuses graphs that would take all orders of their nodes.
 */
function canonise(document: unknown): Promise<string> {
  return jsonld.canonize(document, {
    safe: true,
    documentLoader: load,
    canonizeOptions: { algorithm: 'RDFC-1.0', maxWorkFactor: 2 },
  });
}

async function load(url: string) {
  const document = contexts.get(url);
  if (document === undefined) throw new Error('a context that this gate does not have');
  return { contextUrl: null, documentUrl: url, document };
}

function answer(send: () => void): void {
  send();
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}
