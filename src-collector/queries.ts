/** What can the page say of what arrived? */

import type { Database, Row } from './database.ts';

export type Figures = Row & {
  readonly devices: number;
  readonly silentDevices: number;
  readonly entries: number;
  readonly subjects: number;
  readonly refused: number;
  readonly manual: number;
};

export type LatestEntry = Row & {
  readonly wallAt: Date;
  readonly receivedAt: Date;
  readonly device: string;
  readonly laneId: string;
  readonly direction: string;
  readonly readerKind: string;
  readonly codeKind: string;
  readonly maskedName: string | null;
  readonly maskedNumber: string | null;
  readonly verdict: string;
};

const LATEST = 50;
/** Midnight in Vietnam. */
const TODAY = `date_trunc('day', now() at time zone 'Asia/Ho_Chi_Minh') at time zone 'Asia/Ho_Chi_Minh'`;

/** Counts of today in Vietnam, by the gates' own clocks. `subjects` is distinct keyed hashes, not persons across gates. */
export async function todayFigures(database: Database): Promise<Figures> {
  const [figures] = await database.query<Figures>(`
    select (select count(*) from device)::int as devices,
      (select count(*) from device where not exists (
        select 1 from entry where entry.device_id = device.device_id and wall_at >= ${TODAY}))::int as "silentDevices",
      count(*)::int as entries,
      count(distinct subject_tag)::int as subjects,
      (count(*) filter (where verdict = 'refuse'))::int as refused,
      (count(*) filter (where reader_kind = 'manual'))::int as manual
    from entry where wall_at >= ${TODAY}`);
  return figures ?? { devices: 0, silentDevices: 0, entries: 0, subjects: 0, refused: 0, manual: 0 };
}

/** The newest arrivals, newest first. */
export function latestEntries(database: Database): Promise<LatestEntry[]> {
  return database.query<LatestEntry>(`
    select wall_at as "wallAt", received_at as "receivedAt", left(device_id::text, 8) as device, lane_id as "laneId", direction,
      reader_kind as "readerKind", code_kind as "codeKind", masked_name as "maskedName", masked_number as "maskedNumber", verdict
    from entry order by received_at desc, seq desc limit ${LATEST}`);
}
