/** How does the gate ask the thread that reads a list, and what if that thread gives up? */

import { Worker } from 'node:worker_threads';
import type { ListAnswer, ListRequest, ListThreadOptions } from './list-thread.ts';

export type OpenList = {
  /** `not-read`: the thread took too long or too much memory, and is gone. One request at a time. */
  readonly ask: (
    request: ListRequest,
  ) => Promise<ListAnswer | { readonly type: 'refused'; readonly reason: 'not-read' }>;
  readonly close: () => void;
};

/** Of one request. A list of 50,000 lines takes a few seconds. */
const ANSWERS_WITHIN_MS = 45_000;
const MOST_HEAP_MB = 700;
const NOT_READ = { type: 'refused', reason: 'not-read' } as const;

export function openList(options: ListThreadOptions): OpenList {
  const worker = new Worker(threadFile(), {
    workerData: options,
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB, maxYoungGenerationSizeMb: 64 },
  });
  worker.unref();
  let settle: ((answer: ListAnswer | typeof NOT_READ) => void) | null = null;
  let hasEnded = false;
  worker.on('message', (answer: ListAnswer) => settle?.(answer));
  // Out of memory, or a fault of a library: the end follows. Its words may quote the list.
  worker.on('error', () => undefined);
  worker.on('exit', () => {
    hasEnded = true;
    settle?.(NOT_READ);
  });

  return {
    ask: (request) =>
      new Promise((resolve) => {
        if (hasEnded) return resolve(NOT_READ);
        const timer = setTimeout(() => void worker.terminate(), ANSWERS_WITHIN_MS);
        settle = (answer) => {
          clearTimeout(timer);
          settle = null;
          resolve(answer);
        };
        worker.postMessage(request);
      }),
    close: () => void worker.terminate(),
  };
}

function threadFile(): URL {
  const { url } = import.meta;
  return url.endsWith('.ts') ? new URL('list-thread.ts', url) : new URL('list-thread.js', url);
}
