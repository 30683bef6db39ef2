/** What is the next batch, as it goes out? */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { MasksBesideTag } from '../contract/authority-settings.ts';
import type { EntryId } from '../core/entry/entry.ts';
import type { Waiting } from '../core/ports.ts';
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

/**
 * The oldest waiting entries (`after`: behind that one) that fit in a batch of at most `limit`; `null` where nothing waits.
 * Rejects where the log cannot be read.
 */
export type ReadBatch = (
  limit: number,
  after: Pick<EntryId, 'epoch' | 'seq'> | undefined,
) => Promise<PackedBatch | null>;

/** A batch of few large entries is full long before its limit: no more is read than half of it too much. */
const ROWS_AT_ONCE = 50;

const compress = promisify(gzip);

/** `ReadBatch` of a log. What it does takes milliseconds, and is not for the thread that scans. */
export async function readBatch(
  waiting: Waiting,
  limit: number,
  after: Pick<EntryId, 'epoch' | 'seq'> | undefined,
  masks: MasksBesideTag = 'withheld',
): Promise<PackedBatch | null> {
  const entries: EncodedEntry[] = [];
  let last = after;
  for (;;) {
    const wanted = Math.min(ROWS_AT_ONCE, limit - entries.length);
    const read = waiting.pending(wanted, last);
    const { epoch = read[0]?.id.epoch } = entries[0]?.id ?? {};
    if (read[0]?.id.epoch === epoch) entries.push(...read.map((entry) => encodeEntry(entry, masks)));
    last = entries.at(-1)?.id;
    if (read.length < wanted || read[0]?.id.epoch !== epoch || isFull(entries, limit)) break;
  }
  const batch = joinBatch(entries, limit);
  if (batch === null) return null;
  return { ...(await packBatch(batch)), isFull: isFull(entries, limit) };
}

/** One that was encoded already. */
export async function packBatch({ epoch, seqs, json }: { epoch: string; seqs: readonly number[]; json: Uint8Array }) {
  return { epoch, seqs, body: await compress(json), isFull: false } satisfies PackedBatch;
}
