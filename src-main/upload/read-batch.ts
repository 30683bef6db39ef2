/** How is the next batch made ready without a scan waiting for it? */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { EntryId } from '../core/entry/entry.ts';
import type { Outbox } from '../core/ports.ts';
import type { EncodedEntry } from './encode-batch.ts';
import { encodeEntry, isFull, joinBatch } from './encode-batch.ts';

/** A batch as it goes out, but for its proof. */
export type PackedBatch = {
  readonly epoch: string;
  readonly seqs: readonly number[];
  /** Gzip. */
  readonly body: Uint8Array;
  /** More may be waiting behind it. */
  readonly isFull: boolean;
};

/** Rows that are read and encoded in one turn of the event loop: half a millisecond; a scan takes several turns. */
const ROWS_A_TURN = 10;

const compress = promisify(gzip);

/**
 * The oldest waiting entries (`after`: behind that one) that fit in a batch of at most `limit`, read in small steps
 * between which scans are handled, and compressed on another thread. `null` where nothing waits or `stop` was aborted, after
 * which the log is not touched. `yieldTurn` lets others have the event loop.
 */
export async function readBatch(
  outbox: Outbox,
  limit: number,
  after: Pick<EntryId, 'epoch' | 'seq'> | undefined,
  stop: AbortSignal,
  yieldTurn: () => Promise<void>,
): Promise<PackedBatch | null> {
  const entries: EncodedEntry[] = [];
  let last = after;
  for (;;) {
    const wanted = Math.min(ROWS_A_TURN, limit - entries.length);
    const read = outbox.pending(wanted, last);
    const { epoch = read[0]?.id.epoch } = entries[0]?.id ?? {};
    if (read[0]?.id.epoch === epoch) entries.push(...read.map(encodeEntry));
    last = entries.at(-1)?.id;
    if (read.length < wanted || read[0]?.id.epoch !== epoch || isFull(entries, limit)) break;
    await yieldTurn();
    if (stop.aborted) return null;
  }
  const batch = joinBatch(entries, limit);
  if (batch === null) return null;
  const body = await compress(batch.json);
  return { epoch: batch.epoch, seqs: batch.seqs, body, isFull: isFull(entries, limit) };
}

/** One that was encoded already. */
export async function packBatch({ epoch, seqs, json }: { epoch: string; seqs: readonly number[]; json: Uint8Array }) {
  return { epoch, seqs, body: await compress(json), isFull: false } satisfies PackedBatch;
}
