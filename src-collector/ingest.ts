/** Which entries of a batch are now safe here, and which are refused? */

import type { EntryRefusal, ReceivedEntry, UploadAnswer, UploadBatch } from '../src-main/contract/upload-protocol.ts';
import { receivedEntry } from '../src-main/contract/upload-protocol.ts';
import type { Database } from './database.ts';
import { isDayMissing, makeDays } from './days/partitions.ts';

export type Ingested = Pick<UploadAnswer, 'acknowledged' | 'refused'>;

/**
 * Identities first, in the order of their keys, so that two batches that overlap wait for each other and never in a circle;
 * then the entries whose identity was new, what is to be passed on of them (docs/adapters.md), and the days that are to be counted anew:
 * theirs, and those of what they take back.
 * One statement: all or none.
 */
const INSERT = `
  with sent as materialized (
    select distinct on (seq) * from jsonb_to_recordset($4::jsonb) as sent (seq bigint, "wallUtcMs" double precision,
      "laneId" text, direction text, "readerKind" text, "codeKind" text, "subjectTag" text, "maskedName" text,
      "maskedNumber" text, verification text, verdict text, reasons text[], corrects bigint, "previousHash" text, hash text,
      detail jsonb)
    order by seq
  ), fresh as (
    insert into entry_identity (device_id, epoch, seq, hash)
    select $1::uuid, $2, seq, decode(hash, 'hex') from sent order by seq
    on conflict (device_id, epoch, seq) do nothing
    returning seq
  ), arrival as (
    insert into gate_arrival (device_id, received_at) select $1::uuid, now() where exists (select 1 from fresh)
    on conflict (device_id) do update set received_at = excluded.received_at
  ), due as (
    insert into gate_day_due (device_id, day)
    select $1::uuid, day from (
      select (to_timestamp(sent."wallUtcMs" / 1000.0) at time zone 'Asia/Ho_Chi_Minh')::date as day
      from sent join fresh on fresh.seq = sent.seq
      union
      select (corrected.wall_at at time zone 'Asia/Ho_Chi_Minh')::date
      from sent join fresh on fresh.seq = sent.seq
      join entry as corrected on corrected.device_id = $1::uuid and corrected.epoch = $2 and corrected.seq = sent.corrects
    ) as days order by day
    on conflict (device_id, day) do update set marks = gate_day_due.marks + 1
  ), passed_on as (
    insert into adapter_outbox (adapter, device_id, epoch, kind, seqs)
    select adapter.name, $1::uuid, $2, 'entry', stored.seqs
    from adapter cross join (select array_agg(seq order by seq) as seqs from fresh) as stored where stored.seqs is not null
  )
  insert into entry (device_id, epoch, seq, sent_by, wall_at, lane_id, direction, reader_kind, code_kind, subject_tag,
    masked_name, masked_number, verification, verdict, reasons, corrects, previous_hash, hash, detail,
    after_revocation)
  select $1::uuid, $2, sent.seq, $3::uuid, to_timestamp(sent."wallUtcMs" / 1000.0), sent."laneId", sent.direction,
    sent."readerKind", sent."codeKind", sent."subjectTag", sent."maskedName", sent."maskedNumber", sent.verification,
    sent.verdict, sent.reasons, sent.corrects, sent."previousHash", sent.hash, sent.detail, $5
  from sent join fresh on fresh.seq = sent.seq
  returning seq::float8 as seq`;

const HELD = `
  select seq::float8 as seq, encode(hash, 'hex') as hash from entry_identity
  where device_id = $1::uuid and epoch = $2 and seq = any($3::bigint[])`;

/**
 * Stores what is well-formed in one set-based statement, each entry once whatever is sent again, and answers from what the
 * table then holds; so a resend gets the same answer. An entry under a key that holds another hash is refused. Each seq of
 * the batch is answered once: where it is in it twice, a refusal counts. `isHandover`: of a gate that was revoked, only
 * what it sealed is taken, and marked.
 */
export async function ingest(
  database: Database,
  batch: UploadBatch,
  sentBy: string,
  isHandover = false,
): Promise<Ingested> {
  const parsed = batch.entries.map((raw) => ({ raw, entry: receivedEntry.safeParse(raw).data }));
  const entries = parsed.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
  const isTaken = ({ sealed, sealedKeyId }: ReceivedEntry): boolean =>
    !isHandover || (sealed !== null && sealedKeyId !== null);
  const hashes = new Map([
    ...(await store(database, batch, sentBy, entries.filter(isTaken), isHandover)),
    // What came before the gate was revoked is here, sealed or not.
    ...(await heldOf(
      database,
      batch,
      entries.filter((entry) => !isTaken(entry)),
    )),
  ]);

  const fates = new Map<number, EntryRefusal | 'stored'>();
  for (const { seq, hash } of entries) {
    if (!hashes.has(seq)) fates.set(seq, 'revoked');
    else if (hashes.get(seq) !== hash) fates.set(seq, 'contradicts-stored');
    else if (!fates.has(seq)) fates.set(seq, 'stored');
  }
  for (const { raw, entry } of parsed) {
    const seq = entry === undefined ? seqOf(raw) : null;
    if (seq !== null) fates.set(seq, 'malformed');
  }
  const settled = [...fates].sort(([left], [right]) => left - right);
  return {
    acknowledged: rangesOf(settled.flatMap(([seq, fate]) => (fate === 'stored' ? [seq] : []))),
    refused: settled.flatMap(([seq, fate]) => (fate === 'stored' ? [] : [{ seq, code: fate, retryable: false }])),
  };
}

/** The hash that each of these keys now holds. */
async function store(
  database: Database,
  { device, epoch }: UploadBatch,
  sentBy: string,
  entries: readonly ReceivedEntry[],
  isHandover: boolean,
): Promise<ReadonlyMap<number, string>> {
  if (entries.length === 0) return new Map();
  const rows = JSON.stringify(entries.map(toRow));
  const inserted = await withDay(database, () =>
    database.query<{ seq: number }>(INSERT, [device, epoch, sentBy, rows, isHandover]),
  );
  // All of them are new, which they nearly always are: the table holds what was sent, and need not be asked.
  if (inserted.length === entries.length) return new Map(entries.map(({ seq, hash }) => [seq, hash]));
  return heldOf(database, { device, epoch }, entries);
}

async function heldOf(
  database: Database,
  { device, epoch }: Pick<UploadBatch, 'device' | 'epoch'>,
  entries: readonly ReceivedEntry[],
): Promise<ReadonlyMap<number, string>> {
  if (entries.length === 0) return new Map();
  const seqs = entries.map(({ seq }) => seq);
  const held = await database.query<{ seq: number; hash: string }>(HELD, [device, epoch, seqs]);
  return new Map(held.map(({ seq, hash }) => [seq, hash]));
}

/** A collector that stood still for more than a week finds no place for today's entries: it makes one, and stores them. */
async function withDay<T>(database: Database, insert: () => Promise<T>): Promise<T> {
  try {
    return await insert();
  } catch (error) {
    if (!isDayMissing(error)) throw error;
    await makeDays(database);
    return insert();
  }
}

/** What has no column of its own is kept as it was sent. */
function toRow(entry: ReceivedEntry): object {
  // To the microsecond, which is what a timestamp holds; less than that, PostgreSQL refuses to divide.
  const wallUtcMs = Math.round(entry.wallUtcMs * 1_000) / 1_000;
  const { seq, wallUtcMs: _asSent, laneId, direction, readerKind, codeKind, subjectTag, maskedName, ...others } = entry;
  const { maskedNumber, verification, verdict, reasons, corrects, previousHash, hash, ...detail } = others;
  const columns = { seq, wallUtcMs, laneId, direction, readerKind, codeKind, subjectTag, maskedName };
  return { ...columns, maskedNumber, verification, verdict, reasons, corrects, previousHash, hash, detail };
}

function rangesOf(ascendingSeqs: readonly number[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const seq of ascendingSeqs) {
    const last = ranges.at(-1);
    if (last !== undefined && seq === last.to + 1) last.to = seq;
    else ranges.push({ from: seq, to: seq });
  }
  return ranges;
}

/** The seq of an entry that is otherwise wrong, so that its gate can set it aside; `null` where even that is wrong. */
function seqOf(raw: unknown): number | null {
  if (typeof raw !== 'object' || raw === null || !('seq' in raw)) return null;
  const { seq } = raw;
  return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 1 ? seq : null;
}
