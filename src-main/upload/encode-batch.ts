/** Which of the waiting entries go out together, and as which text? */

import type { MasksBesideTag } from '../contract/authority-settings.ts';
import type { UploadedEntry } from '../contract/upload-protocol.ts';
import type { EntryId, StoredEntry } from '../core/entry/entry.ts';
import { fitBatch, GREATEST_BATCH_BYTES } from '../core/outbox/plan.ts';
import { asSettled } from './to-uploaded-entry.ts';

export type EncodedBatch = {
  readonly device: string;
  readonly epoch: string;
  /** Of the entries in it, in their order. */
  readonly seqs: readonly number[];
  /** An `UploadBatch` as JSON, UTF-8. */
  readonly json: Uint8Array;
};

/** As bytes at once: a batch as one text would stop the gate for milliseconds when it is turned into bytes. */
export type EncodedEntry = { readonly id: EntryId; readonly json: Uint8Array };

const COMMA = Buffer.from(',');

/** As it stands in a batch. */
export function encodeEntry(entry: StoredEntry, masks: MasksBesideTag): EncodedEntry {
  return { id: entry.id, json: Buffer.from(JSON.stringify(asSettled(entry, masks) satisfies UploadedEntry)) };
}

/** Whether no batch of at most `limit` holds more than these. */
export function isFull(entries: readonly EncodedEntry[], limit: number): boolean {
  return entries.length >= limit || entries.reduce((sum, { json }) => sum + json.length, 0) >= GREATEST_BATCH_BYTES;
}

/** The first of `entries` (all of one epoch, oldest first) that fit in one batch of at most `limit`; `null` for none. */
export function joinBatch(entries: readonly EncodedEntry[], limit: number): EncodedBatch | null {
  const [first] = entries;
  if (first === undefined) return null;
  const { device, epoch } = first.id;
  const taken = entries.slice(
    0,
    fitBatch(
      entries.map(({ json }) => json.length),
      limit,
    ),
  );
  const head = Buffer.from(`{"device":${JSON.stringify(device)},"epoch":${JSON.stringify(epoch)},"entries":[`);
  const items = taken.flatMap(({ json }, index) => (index === 0 ? [json] : [COMMA, json]));
  return {
    device,
    epoch,
    seqs: taken.map(({ id }) => id.seq),
    json: Buffer.concat([head, ...items, Buffer.from(']}')]),
  };
}

/** The same from entries as they stand in the log. */
export function encodeBatch(entries: readonly StoredEntry[], limit: number): EncodedBatch | null {
  return joinBatch(
    entries.map((entry) => encodeEntry(entry, 'withheld')),
    limit,
  );
}
