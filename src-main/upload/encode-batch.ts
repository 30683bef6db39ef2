/** Which of the waiting entries go out together, and as which text? */

import type { UploadedEntry } from '../contract/upload-protocol.ts';
import type { StoredEntry } from '../core/entry/entry.ts';
import { fitBatch } from '../core/outbox/plan.ts';
import { toUploadedEntry } from './to-uploaded-entry.ts';

export type EncodedBatch = {
  readonly device: string;
  readonly epoch: string;
  /** Of the entries in it, in their order. */
  readonly seqs: readonly number[];
  /** An `UploadBatch` as JSON. */
  readonly json: string;
};

/** The first of `entries` (all of one epoch, oldest first) that fit in one batch of at most `limit`; `null` for none. */
export function encodeBatch(entries: readonly StoredEntry[], limit: number): EncodedBatch | null {
  const [first] = entries;
  if (first === undefined) return null;
  const { device, epoch } = first.id;
  const texts = entries.map((entry) => JSON.stringify(toUploadedEntry(entry) satisfies UploadedEntry));
  const sizes = texts.map((text) => Buffer.byteLength(text));
  const count = fitBatch(sizes, limit);
  return {
    device,
    epoch,
    seqs: entries.slice(0, count).map(({ id }) => id.seq),
    json: `{"device":${JSON.stringify(device)},"epoch":${JSON.stringify(epoch)},"entries":[${texts.slice(0, count).join()}]}`,
  };
}
