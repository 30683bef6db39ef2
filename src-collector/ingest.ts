/** Which entries of a batch are now safe here, and which are refused? */

import type { EntryRefusal, UploadBatch, UploadedEntry } from '../src-main/contract/upload-protocol.ts';
import { uploadedEntry } from '../src-main/contract/upload-protocol.ts';
import type { Database } from './database.ts';

export type Ingested = {
  readonly acknowledged: readonly { readonly from: number; readonly to: number }[];
  readonly refused: readonly { readonly seq: number; readonly code: EntryRefusal; readonly retryable: boolean }[];
};

const INSERT = `
  insert into entry (device_id, epoch, seq, wall_at, lane_id, direction, reader_kind, code_kind, subject_tag,
    masked_name, masked_number, verification, verdict, reasons, previous_hash, hash, detail)
  select $1::uuid, $2, sent.seq, to_timestamp(sent."wallUtcMs" / 1000.0), sent."laneId", sent.direction, sent."readerKind",
    sent."codeKind", sent."subjectTag", sent."maskedName", sent."maskedNumber", sent.verification, sent.verdict,
    array(select jsonb_array_elements_text(sent.reasons)), sent."previousHash", sent.hash, sent.detail
  from jsonb_to_recordset($3::jsonb) as sent (seq bigint, "wallUtcMs" double precision, "laneId" text, direction text,
    "readerKind" text, "codeKind" text, "subjectTag" text, "maskedName" text, "maskedNumber" text, verification text,
    verdict text, reasons jsonb, "previousHash" text, hash text, detail jsonb)
  on conflict (device_id, epoch, seq) do nothing`;

/**
 * Stores what is well-formed in one set-based statement, each entry once whatever is sent again, and answers from what the
 * table then holds; so a resend gets the same answer. An entry under a key that holds another hash is refused.
 */
export async function ingest(database: Database, batch: UploadBatch): Promise<Ingested> {
  const parsed = batch.entries.map((raw) => ({ raw, entry: uploadedEntry.safeParse(raw).data }));
  const entries = parsed.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
  const stored = await database.transaction(async ({ query }) => {
    if (entries.length === 0) return [];
    await query(INSERT, [batch.device, batch.epoch, JSON.stringify(entries.map(toRow))]);
    return query<{ seq: number; hash: string }>(
      'select seq::float8 as seq, hash from entry where device_id = $1::uuid and epoch = $2 and seq = any($3::bigint[])',
      [batch.device, batch.epoch, entries.map(({ seq }) => seq)],
    );
  });
  const hashOf = new Map(stored.map(({ seq, hash }) => [seq, hash]));
  const acknowledged = entries.filter(({ seq, hash }) => hashOf.get(seq) === hash).map(({ seq }) => seq);
  const contradicting = entries.filter(({ seq, hash }) => hashOf.get(seq) !== hash).map(({ seq }) => seq);
  const malformed = parsed.flatMap(({ raw, entry }) => (entry === undefined ? seqOf(raw) : []));
  return {
    acknowledged: rangesOf(acknowledged),
    refused: [
      ...contradicting.map((seq) => ({ seq, code: 'contradicts-stored' as const, retryable: false })),
      ...malformed.map((seq) => ({ seq, code: 'malformed' as const, retryable: false })),
    ],
  };
}

function toRow(entry: UploadedEntry): object {
  const { monotonicMs, bootId, clockOffsetMs, clockUncertaintyMs, inferred, codeLength, rulesVersion } = entry;
  const detail = { monotonicMs, bootId, clockOffsetMs, clockUncertaintyMs, inferred, codeLength, rulesVersion };
  return { ...entry, detail };
}

function rangesOf(seqs: readonly number[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const seq of seqs.toSorted((left, right) => left - right)) {
    const last = ranges.at(-1);
    if (last !== undefined && seq <= last.to + 1) last.to = Math.max(last.to, seq);
    else ranges.push({ from: seq, to: seq });
  }
  return ranges;
}

/** The seq of an entry that is otherwise wrong, so that its gate can set it aside; none where even that is wrong. */
function seqOf(raw: unknown): number[] {
  if (typeof raw !== 'object' || raw === null || !('seq' in raw)) return [];
  const { seq } = raw;
  return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 1 ? [seq] : [];
}
