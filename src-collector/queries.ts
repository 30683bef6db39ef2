/** What can the page say of what arrived? */

import type { Database, Row } from './database.ts';
import type { Standing } from './revocation.ts';
import { STANDING } from './revocation.ts';

export type Figures = Row & {
  readonly gates: number;
  readonly silentGates: number;
  readonly entries: number;
  readonly subjects: number;
  readonly refused: number;
  readonly manual: number;
  readonly chainBreaks: number;
  /** Checkpoints of gates that do not fit what is here, or each other; of the last week. */
  readonly checkpointBreaks: number;
};

export type GateRow = Row & {
  readonly device: string;
  /** The whole of it. */
  readonly id: string;
  readonly standing: Standing;
  /** Its checkpoints of the last week that do not fit: a log that was changed, or two gates under one name. */
  readonly checkpointBreaks: number;
  readonly enrolledAt: Date;
  readonly lastReceivedAt: Date | null;
  readonly entries: number;
};

export type LatestEntry = Row & {
  readonly wallAt: Date;
  readonly receivedAt: Date;
  readonly device: string;
  readonly laneId: string;
  readonly direction: string;
  readonly codeKind: string;
  readonly maskedName: string | null;
  readonly maskedNumber: string | null;
  /** The gate's word; `taken-back` for an entry that was corrected; `not-passed` or `correction`, by barrier or guard, for what corrects it. */
  readonly verdict: string;
};

const LATEST = 50;
const MOST_GATES = 200;
/** Midnight in Vietnam, as an instant; `days` later for what is not yet. */
const midnight = (days: number): string =>
  `(date_trunc('day', now() at time zone 'Asia/Ho_Chi_Minh') + interval '${days} day') at time zone 'Asia/Ho_Chi_Minh'`;
const IS_TODAY = `wall_at >= ${midnight(0)} and wall_at < ${midnight(1)}`;

/** Neither taken back nor the taking back of another: somebody who came. */
export const STANDS = `corrects is null and not exists (
  select 1 from entry as later where later.device_id = entry.device_id and later.epoch = entry.epoch and later.corrects = entry.seq)`;

/** Counts of today in Vietnam, by the gates' own clocks; who was let in and did not pass did not come. `subjects` is distinct keyed hashes, not persons across gates. */
export async function todayFigures(database: Database): Promise<Figures> {
  const [figures] = await database.query<Figures>(`
    select (select count(*) from device)::int as gates,
      (select count(*) from device where not exists (
        select 1 from gate_arrival where gate_arrival.device_id = device.device_id and received_at >= ${midnight(0)}))::int as "silentGates",
      (select count(*) from chain_break where received_at >= ${midnight(0)})::int as "chainBreaks",
      (select count(*) from checkpoint_break where received_at >= ${midnight(-7)})::int as "checkpointBreaks",
      count(*)::int as entries,
      count(distinct coalesce(detail->>'tracingTag', subject_tag))::int as subjects,
      (count(*) filter (where verdict = 'refuse'))::int as refused,
      (count(*) filter (where reader_kind = 'manual'))::int as manual
    from entry where ${IS_TODAY} and ${STANDS}`);
  if (figures === undefined) throw new Error('counting gave no row');
  return figures;
}

export type TrustFigures = Row & { readonly checkpointBreaks: number; readonly revokedGates: number };

/** What somebody should look into whatever the day is. */
export async function trustFigures(database: Database): Promise<TrustFigures> {
  const [figures] = await database.query<TrustFigures>(`
    select (select count(*) from checkpoint_break where received_at >= ${midnight(-7)})::int as "checkpointBreaks",
      (select count(*) from device_revocation)::int as "revokedGates"`);
  if (figures === undefined) throw new Error('counting gave no row');
  return figures;
}

/** The gates that ever enrolled, the one that has been silent for longest first. */
export function gateRows(database: Database): Promise<GateRow[]> {
  return database.query<GateRow>(`
    select left(device.device_id::text, 8) as device, device.device_id::text as id,
      ${STANDING} as standing, enrolled_at as "enrolledAt", latest.received_at as "lastReceivedAt",
      coalesce(today.entries, 0)::int as entries, coalesce(breaks.count, 0)::int as "checkpointBreaks"
    from device
    left join device_revocation as revocation on revocation.device_id = device.device_id
    left join gate_arrival as latest on latest.device_id = device.device_id
    left join (select device_id, count(*) as entries from entry where ${IS_TODAY} and ${STANDS} group by device_id) as today
      on today.device_id = device.device_id
    left join (select device_id, count(*) as count from checkpoint_break where received_at >= ${midnight(-7)} group by device_id) as breaks
      on breaks.device_id = device.device_id
    order by latest.received_at nulls first, enrolled_at limit ${MOST_GATES}`);
}

/** The newest arrivals, newest first. */
export function latestEntries(database: Database): Promise<LatestEntry[]> {
  return database.query<LatestEntry>(`
    select wall_at as "wallAt", received_at as "receivedAt", left(device_id::text, 8) as device, lane_id as "laneId", direction,
      code_kind as "codeKind", masked_name as "maskedName", masked_number as "maskedNumber",
      case when corrects is not null then (case when 'not-passed' = any(reasons) then 'not-passed' else 'correction' end) when ${STANDS} then verdict else 'taken-back' end as verdict
    from entry order by received_at desc, seq desc limit ${LATEST}`);
}
