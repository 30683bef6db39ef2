/** What goes over next, what is under way, and what is left of it when the other system has answered? */

import { z } from 'zod';
import type { Connection, Row } from '../database.ts';
import { MOST_ITEMS } from './adapter.ts';

const part = z.strictObject({
  /** Of the outbox. */
  row: z.number(),
  device: z.string(),
  epoch: z.string(),
  kind: z.enum(['entry', 'erased']),
  seqs: z.array(z.number()).min(1),
});
export type DeliveryPart = z.infer<typeof part>;

/** Written down before it is sent, so that after a crash the very same is sent under the same id. */
export const delivery = z.strictObject({ id: z.uuid(), first: z.number(), parts: z.array(part).min(1) });
export type Delivery = z.infer<typeof delivery>;

const NEXT_ROWS = `
  select id::float8 as row, device_id::text as device, epoch, kind, seqs::float8[] as seqs
  from adapter_outbox where adapter = $1 order by id limit ${MOST_ITEMS}`;

/** The first of what waits, in the order in which it was stored. */
export async function nextParts({ query }: Connection, adapter: string): Promise<DeliveryPart[]> {
  return firstOf(await query<Row & DeliveryPart>(NEXT_ROWS, [adapter]), MOST_ITEMS);
}

/** As many seqs from the beginning. */
export function firstOf(parts: readonly DeliveryPart[], most: number): DeliveryPart[] {
  const taken: DeliveryPart[] = [];
  let room = most;
  for (const each of parts) {
    if (room <= 0) break;
    const seqs = each.seqs.slice(0, room);
    taken.push({ ...each, seqs });
    room -= seqs.length;
  }
  return taken;
}

export function sizeOf(parts: readonly DeliveryPart[]): number {
  return parts.reduce((sum, { seqs }) => sum + seqs.length, 0);
}

/** What became of one of a delivery's entries: `null` = taken. */
export type Settled = { readonly part: DeliveryPart; readonly seq: number; readonly refusedBecause: string | null };

/** Those are out of the outbox; what was refused lies aside. */
export async function settle({ query }: Connection, adapter: string, settled: readonly Settled[]): Promise<void> {
  const refused = settled.filter(({ refusedBecause }) => refusedBecause !== null);
  if (refused.length > 0) {
    await query(
      `insert into adapter_aside (adapter, device_id, epoch, seq, kind, reason)
       select $1, * from unnest($2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::text[])
       on conflict (device_id, adapter, epoch, seq, kind) do update set reason = excluded.reason, refused_at = now()`,
      [
        adapter,
        refused.map(({ part }) => part.device),
        refused.map(({ part }) => part.epoch),
        refused.map(({ seq }) => seq),
        refused.map(({ part }) => part.kind),
        refused.map(({ refusedBecause }) => refusedBecause),
      ],
    );
  }
  // Plain statements for each row: there are as many as there were batches of gates.
  for (const { row, device, seqs } of rowsOf(settled)) {
    await query(
      `update adapter_outbox set seqs = array(select seq from unnest(seqs) as seq where seq <> all($4::bigint[]) order by seq)
       where adapter = $1 and device_id = $2::uuid and id = $3`,
      [adapter, device, row, seqs],
    );
  }
  const rows = rowsOf(settled);
  await query(
    `delete from adapter_outbox using unnest($2::uuid[], $3::bigint[]) as sent (device_id, id)
     where adapter = $1 and adapter_outbox.device_id = sent.device_id and adapter_outbox.id = sent.id and seqs = '{}'`,
    [adapter, rows.map(({ device }) => device), rows.map(({ row }) => row)],
  );
}

function rowsOf(settled: readonly Settled[]): { row: number; device: string; seqs: number[] }[] {
  const rows = new Map<number, { row: number; device: string; seqs: number[] }>();
  for (const {
    part: { row, device },
    seq,
  } of settled) {
    const known = rows.get(row);
    if (known === undefined) rows.set(row, { row, device, seqs: [seq] });
    else known.seqs.push(seq);
  }
  return [...rows.values()];
}
