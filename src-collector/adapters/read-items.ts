/** What does a batch say of these entries, as they are now? */

import type { Connection, Row } from '../database.ts';
import type { Field, PassedItem } from './adapter.ts';
import type { DeliveryPart } from './delivery.ts';

/** By way of the identity, which names the day. */
const ENTRIES = `
  select wanted.device_id::text as device, wanted.epoch, wanted.seq::float8 as seq, entry.hash is not null as "isHere",
    (extract(epoch from wall_at) * 1000)::float8 as "wallUtcMs", (detail->>'clockOffsetMs')::float8 as "clockOffsetMs",
    (extract(epoch from received_at) * 1000)::float8 as "receivedAtUtcMs", coalesce(unit_path, '{}') as unit,
    coalesce(venue_id, wanted.device_id::text) as "venueId", coalesce(venue_kind, 'unknown') as "venueKind", lane_id as "laneId",
    direction, coalesce(detail->>'inferred' = 'true', false) as inferred, reader_kind as "readerKind", code_kind as "codeKind",
    verification, verdict, reasons, corrects::float8 as corrects, after_revocation as "afterRevocation",
    erased_at is not null as "isErased", entry.hash, masked_name as "maskedName", masked_number as "maskedNumber",
    subject_tag as "subjectTag", detail->>'sealed' as sealed, detail->>'sealedKeyId' as "sealedKeyId"
  from unnest($1::uuid[], $2::text[], $3::bigint[]) as wanted (device_id, epoch, seq)
  left join entry_identity as identity
    on identity.device_id = wanted.device_id and identity.epoch = wanted.epoch and identity.seq = wanted.seq
  left join entry on entry.device_id = identity.device_id and entry.epoch = identity.epoch and entry.seq = identity.seq
    and entry.received_day = identity.received_day
  left join gate_profile as profile on profile.device_id = wanted.device_id`;

type Personal = Pick<
  Extract<PassedItem, { kind: 'entry' }>,
  'maskedName' | 'maskedNumber' | 'subjectTag' | 'sealed' | 'sealedKeyId'
>;
type EntryRow = Row &
  Omit<Extract<PassedItem, { kind: 'entry' }>, 'kind' | 'number' | keyof Personal> &
  Personal & { readonly isHere: boolean };

/** In the order of the parts, numbered from `first` on. */
export async function readItems(
  { query }: Connection,
  parts: readonly DeliveryPart[],
  first: number,
  include: readonly Field[],
): Promise<PassedItem[]> {
  const wanted = parts.flatMap(({ device, epoch, kind, seqs }) => seqs.map((seq) => ({ device, epoch, kind, seq })));
  const asked = wanted.filter(({ kind }) => kind === 'entry');
  const rows = await query<EntryRow>(ENTRIES, [
    asked.map(({ device }) => device),
    asked.map(({ epoch }) => epoch),
    asked.map(({ seq }) => seq),
  ]);
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return wanted.map(({ device, epoch, seq, kind }, index): PassedItem => {
    const identity = { number: first + index, device, epoch, seq };
    if (kind === 'erased') return { kind, ...identity };
    const row = found.get(keyOf({ device, epoch, seq }));
    return row?.isHere === true ? entryItem(row, identity.number, include) : { kind: 'dropped', ...identity };
  });
}

function keyOf({
  device,
  epoch,
  seq,
}: {
  readonly device: string;
  readonly epoch: string;
  readonly seq: number;
}): string {
  return `${device} ${epoch} ${seq}`;
}

function entryItem(row: EntryRow, number: number, include: readonly Field[]): PassedItem {
  const { isHere: _here, maskedName, maskedNumber, subjectTag, sealed, sealedKeyId, ...plain } = row;
  return {
    kind: 'entry',
    number,
    ...plain,
    ...(include.includes('masked') ? { maskedName, maskedNumber } : {}),
    ...(include.includes('tag') ? { subjectTag } : {}),
    ...(include.includes('sealed') ? { sealed, sealedKeyId } : {}),
  };
}
