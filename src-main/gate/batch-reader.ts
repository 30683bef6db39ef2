/** Who makes the next batch ready, while the gate scans? A thread, begun when it is first asked. */

import { Worker } from 'node:worker_threads';
import type { MasksBesideTag } from '../contract/authority-settings.ts';
import type { PackedBatch, ReadBatch } from '../upload/read-batch.ts';
import type { BatchAnswer, BatchRequest, BatchThreadOptions } from './batch-thread.ts';

export type BatchReader = {
  /** One after the other. A thread that ended is begun anew by the next call. */
  readonly read: ReadBatch;
  /** Afterwards the log is not touched; what is being read is given up. */
  readonly close: () => Promise<void>;
};

type Asked = { readonly resolve: (batch: PackedBatch | null) => void; readonly reject: (error: Error) => void };

/** `masks`: what the venue has settled when a batch is read. */
export function openBatchReader(
  options: BatchThreadOptions,
  masks: () => MasksBesideTag = () => 'withheld',
): BatchReader {
  let worker: Worker | null = null;
  let asked: Asked | null = null;
  /** An uploader that takes over from another may ask while that one's batch is still being read. */
  let former: Promise<unknown> = Promise.resolve();

  function settle(answer: BatchAnswer): void {
    const waiting = asked;
    asked = null;
    if (answer.type === 'read') waiting?.resolve(answer.batch);
    else waiting?.reject(Object.assign(new Error('the waiting entries could not be read'), { code: answer.code }));
  }

  function begin(): Worker {
    const made = new Worker(threadFile(), { workerData: options });
    made.on('message', settle);
    // An error is followed by the end.
    made.on('error', () => undefined);
    made.on('exit', () => {
      if (worker === made) worker = null;
      settle({ type: 'failed', code: 'thread-ended' });
    });
    made.unref();
    return made;
  }

  function ask(request: BatchRequest): Promise<PackedBatch | null> {
    return new Promise((resolve, reject) => {
      asked = { resolve, reject };
      worker ??= begin();
      worker.postMessage(request);
    });
  }

  return {
    read: (limit, after) => {
      const answered = former.then(() => ask({ limit, after, masks: masks() }));
      former = answered.catch(() => undefined);
      return answered;
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}

function threadFile(): URL {
  const { url } = import.meta;
  return url.endsWith('.ts') ? new URL('batch-thread.ts', url) : new URL('batch-thread.js', url);
}
