/** How is a batch made ready without a scan ever waiting for it? In a thread of its own, with a connection of its own. */

import { parentPort, workerData } from 'node:worker_threads';
import type { MasksBesideTag } from '../contract/authority-settings.ts';
import type { EntryId } from '../core/entry/entry.ts';
import { openWaiting } from '../store/open-waiting.ts';
import type { PackedBatch } from '../upload/read-batch.ts';
import { readBatch } from '../upload/read-batch.ts';
import type { DataKeys } from '../vault/sealer.ts';
import { createSealer } from '../vault/sealer.ts';

export type BatchThreadOptions = {
  readonly logPath: string;
  /** What the waiting rows were sealed with. */
  readonly dataKeys: DataKeys;
};

/** What the thread is asked, one after the other. */
export type BatchRequest = {
  readonly limit: number;
  readonly after: Pick<EntryId, 'epoch' | 'seq'> | undefined;
  readonly masks: MasksBesideTag;
};

/** What comes back for each. */
export type BatchAnswer =
  | { readonly type: 'read'; readonly batch: PackedBatch | null }
  | { readonly type: 'failed'; readonly code: string };

const { logPath, dataKeys } = workerData as BatchThreadOptions;
const sealer = createSealer(dataKeys);
let waiting: ReturnType<typeof openWaiting> | null = null;

parentPort?.on('message', (request: BatchRequest) => {
  void answerTo(request).then((answer) => parentPort?.postMessage(answer));
});

async function answerTo({ limit, after, masks }: BatchRequest): Promise<BatchAnswer> {
  try {
    waiting ??= openWaiting(logPath, sealer);
    return { type: 'read', batch: await readBatch(waiting, limit, after, masks) };
  } catch (error) {
    // The next one starts from what is on the disk then.
    waiting?.close();
    waiting = null;
    return { type: 'failed', code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
  }
}
