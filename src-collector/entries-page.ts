/** Which entries of a unit come after this cursor, in an order in which nothing slips in later? */

import { z } from 'zod';
import type { PagedEntry } from './contract/entry-calls.ts';
import type { UnitPath } from './contract/unit-path.ts';
import type { Connection, Row } from './database.ts';
import { isWithinSql } from './unit-path-sql.ts';

/**
 * Longer than a batch may take (`STATEMENT_WITHIN_MS`), whose time of arrival is that of its beginning: by then it has written, or was
 * given up.
 */
const SETTLED_AFTER_S = 60;

/**
 * Up to when nothing can be stored any more. A batch that has written and waits for its commit, a minute long where a disk stands still,
 * holds the pages up. Asked before the page, and not in one statement with it: what is not under way any more by then, the page sees.
 */
const HORIZON = `
  select (extract(epoch from least(now() - $1 * interval '1 second', min(xact_start))) * 1000000)::bigint::text as us
  from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_xid is not null`;

const cursor = z.tuple([z.string().regex(/^\d{1,20}$/), z.uuid(), z.string().regex(/^[0-9a-f]{32}$/), z.int().min(1)]);
type Cursor = z.infer<typeof cursor>;

/** The time in microseconds: as exact as the table has it. */
const PAGE = `
  select entry.device_id::text as device, entry.epoch, entry.seq::float8 as seq,
    (extract(epoch from wall_at) * 1000)::float8 as "wallUtcMs", (extract(epoch from received_at) * 1000)::float8 as "receivedAtUtcMs",
    (extract(epoch from received_at) * 1000000)::bigint::text as "receivedAtUs", coalesce(unit_path, '{}') as unit,
    coalesce(venue_id, entry.device_id::text) as "venueId", coalesce(venue_kind, 'unknown') as "venueKind", lane_id as "laneId",
    direction, reader_kind as "readerKind", code_kind as "codeKind", verification, verdict, reasons, corrects::float8 as corrects,
    erased_at is not null as "isErased"
  from entry left join gate_profile as profile on profile.device_id = entry.device_id
  where received_at < timestamptz 'epoch' + $7::bigint * interval '1 microsecond'
    and ${isWithinSql('unit_path', '$1')}
    and ($2::bigint is null or (
      received_day >= ((timestamptz 'epoch' + $2::bigint * interval '1 microsecond') at time zone 'Asia/Ho_Chi_Minh')::date
      and received_at >= timestamptz 'epoch' + $2::bigint * interval '1 microsecond'
      and (received_at, entry.device_id, entry.epoch, entry.seq)
        > (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3::uuid, $4::text, $5::bigint)))
  order by received_at, entry.device_id, entry.epoch, entry.seq limit $6`;

export type EntriesPage = {
  readonly entries: readonly PagedEntry[];
  readonly next: string | null;
  readonly hasMore: boolean;
};

/** `null` for a cursor that is none of ours. `settledAfterS` is less in a test that has no minute. */
export async function entriesPage(
  { query }: Connection,
  asked: { readonly unit: UnitPath; readonly cursor: string | null; readonly limit: number },
  settledAfterS = SETTLED_AFTER_S,
): Promise<EntriesPage | null> {
  const after = asked.cursor === null ? null : readCursor(asked.cursor);
  if (after === null && asked.cursor !== null) return null;
  const [horizon] = await query<{ us: string }>(HORIZON, [settledAfterS]);
  const [us, device, epoch, seq] = after ?? [null, null, null, null];
  const rows = await query<Row & PagedEntry & { readonly receivedAtUs: string }>(PAGE, [
    asked.unit,
    us,
    device,
    epoch,
    seq,
    asked.limit + 1,
    horizon?.us ?? '0',
  ]);
  const page = rows.slice(0, asked.limit);
  const last = page.at(-1);
  return {
    entries: page.map(({ receivedAtUs: _forTheCursor, ...entry }) => entry),
    next: last === undefined ? asked.cursor : writeCursor([last.receivedAtUs, last.device, last.epoch, last.seq]),
    hasMore: rows.length > page.length,
  };
}

function writeCursor(at: Cursor): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

function readCursor(text: string): Cursor | null {
  try {
    return cursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data ?? null;
  } catch {
    return null; // No JSON.
  }
}
