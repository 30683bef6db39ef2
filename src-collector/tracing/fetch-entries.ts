/** Which entries does a trace read? Those of the index person, and those of the same venues at these times; never all. */

import type { Connection, Row } from '../database.ts';
import type { Correction, EntryKey, TracedEntry } from './visits.ts';

/** About 50 MB of rows; more is told by a reason word, and the case asks about a shorter time. */
export const MOST_ENTRIES = 200_000;
/** A gate's clock may be so far off; where it was compared, its time is put right afterwards. */
export const CLOCK_PAD_MS = 60 * 60_000;
const DAY_MS = 86_400_000;

/** Entries of somebody who passed: as `inside.ts` of the gate counts them. Who was taken out has no tag any more. */
const PASSED = `entry.tracing_tag is not null and entry.corrects is null and entry.verdict in ('admit', 'check')`;
/** An entry arrives after it was made, unless its gate's clock is ahead. The days before need not be looked into. */
const NOT_BEFORE = (day: string): string => `entry.received_day >= (${day} at time zone 'Asia/Ho_Chi_Minh')::date - 1`;
/** All of them are in the index by presence, and nothing else may be asked for: a page for each entry takes a cold disk seconds. */
const COLUMNS = `entry.device_id::text as device, entry.epoch, entry.seq::float8 as seq, entry.lane_id as "laneId", entry.direction,
  (extract(epoch from entry.wall_at) * 1000)::float8 as "wallUtcMs", entry.clock_offset_ms as "clockOffsetMs",
  encode(entry.tracing_tag, 'hex') as person, entry.is_sealed as "isSealed"`;

type Fetched = Row &
  Omit<TracedEntry, 'venue' | 'atUtcMs'> & { readonly wallUtcMs: number; readonly clockOffsetMs: string | null };
export type Venue = { readonly venue: string; readonly kind: string; readonly device: string };
export type DeviceWindow = { readonly device: string; readonly fromUtcMs: number; readonly toUtcMs: number };

/** The tag of one entry; `undefined` = no such entry, `null` = nobody is traced by it. */
export async function tagOfEntry(
  { query }: Connection,
  { device, epoch, seq }: EntryKey,
): Promise<string | null | undefined> {
  const [row] = await query<{ tag: string | null }>(
    `select encode(entry.tracing_tag, 'hex') as tag from entry_identity as identity
     join entry on entry.device_id = identity.device_id and entry.epoch = identity.epoch and entry.seq = identity.seq
       and entry.received_day = identity.received_day
     where identity.device_id = $1::uuid and identity.epoch = $2 and identity.seq = $3`,
    [device, epoch, seq],
  );
  return row === undefined ? undefined : row.tag;
}

/** One row more than the limit says that there are too many. */
export function entriesOfTags(
  { query }: Connection,
  tags: readonly string[],
  fromUtcMs: number,
  toUtcMs: number,
): Promise<Fetched[]> {
  return query<Fetched>(
    `select ${COLUMNS} from unnest($1::text[]) as wanted (tag)
     join entry on entry.tracing_tag = decode(wanted.tag, 'hex')
     where ${PASSED} and entry.wall_at >= to_timestamp($2) and entry.wall_at < to_timestamp($3) and ${NOT_BEFORE('to_timestamp($2)')}
     limit ${MOST_ENTRIES + 1}`,
    [tags, (fromUtcMs - CLOCK_PAD_MS) / 1_000, (toUtcMs + CLOCK_PAD_MS) / 1_000],
  );
}

export function entriesInWindows({ query }: Connection, windows: readonly DeviceWindow[]): Promise<Fetched[]> {
  return query<Fetched>(
    `select ${COLUMNS} from unnest($1::uuid[], $2::float8[], $3::float8[]) as span (device_id, from_s, to_s)
     join entry on entry.device_id = span.device_id and entry.wall_at >= to_timestamp(span.from_s)
       and entry.wall_at < to_timestamp(span.to_s) and ${NOT_BEFORE('to_timestamp(span.from_s)')}
     where ${PASSED} and ${NOT_BEFORE('to_timestamp($4)')}
     limit ${MOST_ENTRIES + 1}`,
    [
      windows.map(({ device }) => device),
      windows.map(({ fromUtcMs }) => (fromUtcMs - CLOCK_PAD_MS) / 1_000),
      windows.map(({ toUtcMs }) => (toUtcMs + CLOCK_PAD_MS) / 1_000),
      Math.min(...windows.map(({ fromUtcMs }) => fromUtcMs - DAY_MS)) / 1_000,
    ],
  );
}

export function correctionsOf(
  { query }: Connection,
  devices: readonly string[],
  fromUtcMs: number,
): Promise<(Row & Correction)[]> {
  return query<Row & Correction>(
    `select device_id::text as device, epoch, corrects::float8 as corrects from entry
     where device_id = any($1::uuid[]) and corrects is not null and ${NOT_BEFORE('to_timestamp($2)')} limit ${MOST_ENTRIES + 1}`,
    [devices, (fromUtcMs - DAY_MS) / 1_000],
  );
}

/** The gates of the venues at which these devices stand. A device without a profile is a venue of its own. */
export async function venuesOf({ query }: Connection, devices: readonly string[]): Promise<Venue[]> {
  const [{ isThere } = { isThere: false }] = await query<{ isThere: boolean }>(
    `select to_regclass('gate_profile') is not null as "isThere"`,
  );
  const known = isThere
    ? await query<Venue>(
        `select venue_id as venue, venue_kind as kind, device_id::text as device from gate_profile
         where venue_id in (select venue_id from gate_profile where device_id = any($1::uuid[]))`,
        [devices],
      )
    : [];
  const profiled = new Set(known.map(({ device }) => device));
  const alone = [...new Set(devices)].filter((device) => !profiled.has(device));
  return [...known, ...alone.map((device) => ({ venue: device, kind: 'factory', device }))];
}

/** With its venue, and with its time put right where its gate's clock had been compared. */
export function placed(
  { wallUtcMs, clockOffsetMs, ...entry }: Fetched,
  venueOf: ReadonlyMap<string, string>,
): TracedEntry {
  const offsetMs = Number(clockOffsetMs ?? 0);
  const isKnown = Number.isFinite(offsetMs) && Math.abs(offsetMs) <= CLOCK_PAD_MS;
  return { ...entry, venue: venueOf.get(entry.device) ?? entry.device, atUtcMs: wallUtcMs - (isKnown ? offsetMs : 0) };
}
