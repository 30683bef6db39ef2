/** What is wrong with the collector itself, as far as it can tell? */

import { statfs } from 'node:fs/promises';
import type { CollectorAlarm } from '../contract/notices-calls.ts';
import { COLLECTOR_ALARMS } from '../contract/notices-calls.ts';
import type { Connection } from '../database.ts';
import type { Present } from './alarm-states.ts';

/** Whoever raised something goes on raising it while it is so. */
export const RAISED_FOR_MS = 10 * 60_000;
const LITTLE_ROOM_BYTES = 1024 ** 3;
/** Six hundred are counted in a second. */
const MANY_DUE = 50_000;

/** Days are counted from the newest on, and one of these three would have been within a quarter of an hour. */
const FIGURES_STAND = `
  select (select count(*) from gate_day_due) > ${MANY_DUE} or (exists (select 1 from gate_day_due) and not exists (
    select 1 from gate_day where counted_at > now() - interval '15 minutes'
      and day in (select distinct day from gate_day_due order by day desc limit 3))) as "isSo"`;

/** For a day: what is published next is another version. The unit's own people are told too. */
const SETTINGS_HALTED = `
  select unit_path as unit from fleet_settings where state = 'halted' and ended_at > now() - interval '1 day'
  order by version desc limit 1`;

/** For parts of the collector, such as what passes entries on: says that something is so, at least every five minutes while it is. */
export async function raise({ query }: Connection, kind: CollectorAlarm, nowUtcMs: number): Promise<void> {
  await query(
    `insert into notice_raised (kind, raised_at_utc_ms) values ($1, $2::bigint)
     on conflict (kind) do update set raised_at_utc_ms = greatest(notice_raised.raised_at_utc_ms, excluded.raised_at_utc_ms)`,
    [kind, nowUtcMs],
  );
}

/** `dataDir`: where a database in this process writes; `null` where it is another's. */
export async function collectorTroubles(
  { query }: Connection,
  dataDir: string | null,
  nowUtcMs: number,
): Promise<readonly Present[]> {
  const raised = await query<{ kind: string }>('select kind from notice_raised where raised_at_utc_ms > $1::bigint', [
    nowUtcMs - RAISED_FOR_MS,
  ]);
  const kinds = new Set(raised.map(({ kind }) => kind));
  const [figures] = await query<{ isSo: boolean }>(FIGURES_STAND);
  if (figures?.isSo === true) kinds.add('figures-behind');
  const [halted] = await query<{ unit: string[] }>(SETTINGS_HALTED);
  if (halted !== undefined) kinds.add('settings-halted');
  if (dataDir !== null) {
    const { bavail, bsize } = await statfs(dataDir);
    if (bavail * bsize < LITTLE_ROOM_BYTES) kinds.add('collector-disk');
  }
  return COLLECTOR_ALARMS.filter((kind) => kinds.has(kind)).map((kind) => ({
    subject: 'collector',
    kind,
    unit: kind === 'settings-halted' ? (halted?.unit ?? []) : [],
    label: '',
  }));
}
