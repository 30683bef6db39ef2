/** Who counts, looks up and writes files while the gate scans? A thread, begun when it is first asked. */

import { Worker } from 'node:worker_threads';
import type { ReportAnswers, ReportRequest, ReportThreadOptions, ThreadAnswer } from './report-thread.ts';

export type ReportAnswer<T> =
  | { readonly type: 'answered'; readonly value: T }
  /** Of the system, of SQLite or of ours. */
  | { readonly type: 'failed'; readonly code: string };

export type ReportReader = {
  /** One after the other. A thread that ended is begun anew by the next call. Never throws. */
  readonly ask: <Type extends ReportRequest['type']>(
    request: Extract<ReportRequest, { type: Type }>,
  ) => Promise<ReportAnswer<ReportAnswers[Type]>>;
  /** Afterwards the log is not touched; what goes on is given up. */
  readonly close: () => Promise<void>;
};

type Asked = (answer: ThreadAnswer) => void;

export function openReportReader(options: ReportThreadOptions): ReportReader {
  let worker: Worker | null = null;
  let waiting: readonly Asked[] = [];
  let isClosed = false;

  function settle(answer: ThreadAnswer): void {
    const [first, ...others] = waiting;
    waiting = others;
    // While somebody waits, the process does not end.
    if (others.length === 0) worker?.unref();
    first?.(answer);
  }

  function begin(): Worker {
    const made = new Worker(threadFile(), { workerData: options });
    made.on('message', settle);
    // An error is followed by the end.
    made.on('error', () => undefined);
    made.on('exit', () => {
      if (worker === made) worker = null;
      while (waiting.length > 0) settle({ type: 'failed', code: 'thread-ended' });
    });
    made.unref();
    return made;
  }

  return {
    ask: (request) =>
      new Promise((resolve) => {
        if (isClosed) {
          resolve({ type: 'failed', code: 'closed' });
          return;
        }
        // The thread answers in the order of the questions, each with what belongs to its type.
        waiting = [...waiting, (answer) => resolve(answer as ReportAnswer<never>)];
        worker ??= begin();
        worker.ref();
        worker.postMessage(request);
      }),
    close: async () => {
      isClosed = true;
      await worker?.terminate();
    },
  };
}

function threadFile(): URL {
  const { url } = import.meta;
  return url.endsWith('.ts') ? new URL('report-thread.ts', url) : new URL('report-thread.js', url);
}
