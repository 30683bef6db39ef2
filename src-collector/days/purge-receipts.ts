/** What is left of a day that was dropped, does it prove itself, and are all receipts there? */

import type { PurgeReceipt } from '../contract/rights-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import { isWithin } from '../contract/unit-path.ts';
import type { Connection, Row } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';

type Stored = {
  readonly id: number;
  readonly day: string;
  readonly rule: string;
  readonly purgedAtUtcMs: number;
  readonly entries: number;
  readonly units: string;
  readonly heads: number;
  readonly headsHash: string;
};
type Linked = Row & Stored & { readonly previousHash: string; readonly hash: string };

export type ReceiptsReport = {
  readonly receipts: number;
  /** Receipts that were changed, do not follow the one before, whose heads are others, or that are missing, also at the end. */
  readonly brokenReceipts: number;
};

const COLUMNS = `id::float8 as id, to_char(received_day, 'YYYY-MM-DD') as day, rule, purged_at_utc_ms::float8 as "purgedAtUtcMs",
  entries::float8 as entries, units, heads, heads_hash as "headsHash", previous_hash as "previousHash", hash`;
const VERIFIED_AT_ONCE = 500;

/** One line for each chain, in one order; whoever has the table can work it out anew. */
const HEADS_HASH = `
  select count(*)::int as heads, encode(sha256(convert_to(coalesce(string_agg(
    device_id::text || ' ' || epoch || ' ' || first_seq || ' ' || last_seq || ' ' || last_hash || ' ' || entries, e'\\n'
    order by device_id, epoch), ''), 'UTF8')), 'hex') as "headsHash"
  from purge_head where receipt_id = $1`;

/** In the transaction that drops `table`, before it does. The names are the database's own. */
export async function writeReceipt(
  { query }: Connection,
  secret: ConsoleSecret,
  { table, day, rule, nowUtcMs }: { table: string; day: string; rule: string; nowUtcMs: number },
): Promise<void> {
  const [head] = await query<{ id: number; hash: string }>(
    'select id::float8 as id, hash from purge_receipt_head for update',
  );
  if (head === undefined) throw new Error('the receipts have no end to go on from');
  const id = head.id + 1;
  await query(
    `insert into purge_head (device_id, epoch, receipt_id, first_seq, last_seq, last_hash, entries)
     select chain.device_id, chain.epoch, $1, first_seq, last_seq, entry.hash, chain.entries
     from (select device_id, epoch, min(seq) as first_seq, max(seq) as last_seq, count(*) as entries from ${table} group by 1, 2) as chain
     join ${table} as entry on entry.device_id = chain.device_id and entry.epoch = chain.epoch and entry.seq = chain.last_seq`,
    [id],
  );
  const units = await query<{ unit: string[]; entries: number }>(
    `select coalesce(profile.unit_path, '{}') as unit, sum(chain.entries)::float8 as entries
     from purge_head as chain left join gate_profile as profile on profile.device_id = chain.device_id
     where chain.receipt_id = $1 group by 1 order by 1`,
    [id],
  );
  const [heads] = await query<{ heads: number; headsHash: string }>(HEADS_HASH, [id]);
  const receipt: Stored = {
    id,
    day,
    rule,
    purgedAtUtcMs: nowUtcMs,
    entries: units.reduce((sum, { entries }) => sum + entries, 0),
    units: JSON.stringify(units.map(({ unit, entries }) => ({ unit, entries }))),
    heads: heads?.heads ?? 0,
    headsHash: heads?.headsHash ?? '',
  };
  const hash = secret.link(head.hash, canonical(receipt));
  await query(
    `insert into purge_receipt (id, received_day, rule, purged_at_utc_ms, entries, units, heads, heads_hash, previous_hash, hash)
     values ($1, $2::date, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, day, rule, nowUtcMs, receipt.entries, receipt.units, receipt.heads, receipt.headsHash, head.hash, hash],
  );
  await query('update purge_receipt_head set id = $1, hash = $2', [id, hash]);
}

/** Newest first. Of days that held more, only what is within is said. */
export async function listReceipts(
  { query }: Connection,
  within: UnitPath,
  beforeId: number | null,
  limit: number,
): Promise<PurgeReceipt[]> {
  const rows = await query<Linked>(
    `select ${COLUMNS} from purge_receipt where id < coalesce($1::bigint, 9223372036854775807) order by id desc limit $2`,
    [beforeId, limit],
  );
  return rows.map(({ previousHash: _, units: text, ...row }) => {
    const units = (JSON.parse(text) as PurgeReceipt['units']).filter(({ unit }) => isWithin(unit, within));
    return { ...row, units, entries: units.reduce((sum, { entries }) => sum + entries, 0) };
  });
}

export async function verifyReceipts({ query }: Connection, secret: ConsoleSecret): Promise<ReceiptsReport> {
  let [receipts, brokenReceipts] = [0, 0];
  let before = { id: 0, hash: '' };
  const [head] = await query<{ id: number; hash: string }>('select id::float8 as id, hash from purge_receipt_head');
  for (;;) {
    const rows: Linked[] = await query<Linked>(
      `select ${COLUMNS} from purge_receipt where id > $1 order by id limit $2`,
      [before.id, VERIFIED_AT_ONCE],
    );
    for (const row of rows) {
      const [heads] = await query<{ heads: number; headsHash: string }>(HEADS_HASH, [row.id]);
      const follows = row.id === before.id + 1 && row.previousHash === before.hash;
      const isWhole = heads?.heads === row.heads && heads.headsHash === row.headsHash;
      const isLast = head?.id === row.id && head.hash !== row.hash;
      if (!follows || !isWhole || isLast || row.hash !== secret.link(row.previousHash, canonical(row)))
        brokenReceipts += 1;
      before = row;
      receipts += 1;
    }
    if (rows.length < VERIFIED_AT_ONCE) break;
  }
  if (head === undefined || before.id < head.id) brokenReceipts += 1;
  return { receipts, brokenReceipts };
}

/** The one text of a receipt. */
function canonical({ id, day, rule, purgedAtUtcMs, entries, units, heads, headsHash }: Stored): string {
  return JSON.stringify(['gac-cong-purge-receipt-1', id, day, rule, purgedAtUtcMs, entries, units, heads, headsHash]);
}
