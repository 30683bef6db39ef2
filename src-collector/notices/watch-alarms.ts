/** Which alarms began and ended since somebody last looked, and who has to be told now? */

import type { NoticeKind, NoticeTarget } from '../contract/notices-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import { isWithin } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import type { NoticeOutbox } from '../delivery/outbox.ts';
import { fleetGates } from '../fleet/fleet-gates.ts';
import { alarmDigest } from './alarm-digest.ts';
import type { AlarmEvent, AlarmState, Present } from './alarm-states.ts';
import { nextAlarmStates } from './alarm-states.ts';
import { collectorTroubles } from './collector-troubles.ts';
import { noticeTargets } from './targets.ts';

/** Any number, the same for every instance: one looks, the others leave it to it. */
const ALARMS_LOCK = 4_711_202_604;
const PAGE = 2_000;
/** Whoever is told waits until nothing more has come for a while, and no longer than gates are apart with their reports. */
const QUIET_MS = 2 * 60_000;
const LONGEST_WAIT_MS = 7 * 60_000;
/** After a gap nobody knows of gates whether they were away or the collector was, until each had time for a report. */
const GAP_MS = 5 * 60_000;
const SETTLES_AFTER_MS = 8 * 60_000;
const KEEP_EVENTS_MS = 30 * 24 * 60 * 60_000;

export type Watch = {
  readonly database: Database;
  readonly outbox: NoticeOutbox;
  readonly dataDir: string | null;
};

/** Gives how many messages were put on their way; `null` where another instance is looking. */
export async function watchAlarms({ database, outbox, dataDir }: Watch, nowUtcMs: number): Promise<number | null> {
  return database.transaction(async (connection) => {
    const { query } = connection;
    const [{ isMine } = { isMine: false }] = await query<{ isMine: boolean }>(
      'select pg_try_advisory_xact_lock($1) as "isMine"',
      [ALARMS_LOCK],
    );
    if (!isMine) return null;
    const targets = await noticeTargets(connection, []);
    if (targets.length === 0) {
      // Whoever comes first is told what is wrong by then.
      await query('delete from notice_alarm');
      return 0;
    }
    const unsure = await unsureKinds(connection, nowUtcMs);
    const gates = await allGates(connection, nowUtcMs);
    const present = [
      ...gates.flatMap(({ alarms }) => alarms),
      ...(await collectorTroubles(connection, dataDir, nowUtcMs)),
    ];
    const next = nextAlarmStates(await knownStates(connection), present, unsure, nowUtcMs);
    await saveStates(connection, next.changed, next.gone);
    await saveEvents(connection, next.events, nowUtcMs);
    let told = 0;
    for (const target of targets) {
      const size = gates.filter(({ unit }) => isWithin(unit, target.unit)).length;
      if (await tell(connection, outbox, target, size, nowUtcMs)) told += 1;
    }
    await query('delete from notice_event where at_utc_ms < $1::bigint', [nowUtcMs - KEEP_EVENTS_MS]);
    return told;
  });
}

async function unsureKinds({ query }: Connection, nowUtcMs: number): Promise<ReadonlySet<NoticeKind>> {
  const [clock] = await query<{ turned: number; since: number }>(
    'select turned_at_utc_ms::float8 as turned, watching_since_utc_ms::float8 as since from notice_clock',
  );
  const isGap = clock === undefined || Math.abs(nowUtcMs - clock.turned) > GAP_MS;
  const since = isGap ? nowUtcMs : clock.since;
  await query('update notice_clock set turned_at_utc_ms = $1::bigint, watching_since_utc_ms = $2::bigint', [
    nowUtcMs,
    since,
  ]);
  return new Set(nowUtcMs - since < SETTLES_AFTER_MS ? (['away', 'never-heard', 'waits-long'] as const) : []);
}

type WatchedGate = { readonly unit: UnitPath; readonly alarms: readonly Present[] };

async function allGates(connection: Connection, nowUtcMs: number): Promise<WatchedGate[]> {
  const found: WatchedGate[] = [];
  let afterDevice: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof fleetGates>> = await fleetGates(
      connection,
      { unit: [], afterDevice, limit: PAGE },
      nowUtcMs,
    );
    for (const { device, standing, unit, venueName: label, alarms } of page.gates) {
      if (standing !== 'trusted') continue;
      found.push({ unit, alarms: alarms.map((kind) => ({ subject: device, kind, unit, label })) });
    }
    afterDevice = page.nextAfterDevice;
  } while (afterDevice !== null);
  return found;
}

async function knownStates({ query }: Connection): Promise<AlarmState[]> {
  return query<AlarmState>(`select subject, kind, unit_path as unit, label, phase, since_utc_ms::float8 as "sinceUtcMs",
    began_at_utc_ms::float8 as "beganAtUtcMs", times from notice_alarm`);
}

/** Units go in as JSON: arrays of unequal length do not fit into one array. */
async function saveStates(
  { query }: Connection,
  changed: readonly AlarmState[],
  gone: readonly AlarmState[],
): Promise<void> {
  if (gone.length > 0) {
    await query(
      `delete from notice_alarm using unnest($1::text[], $2::text[]) as gone (subject, kind)
       where notice_alarm.subject = gone.subject and notice_alarm.kind = gone.kind`,
      [gone.map(({ subject }) => subject), gone.map(({ kind }) => kind)],
    );
  }
  if (changed.length === 0) return;
  await query(
    `insert into notice_alarm (subject, kind, unit_path, label, phase, since_utc_ms, began_at_utc_ms, times)
     select subject, kind, ${UNIT_OF_JSON}, label, phase, "sinceUtcMs", "beganAtUtcMs", times
     from jsonb_to_recordset($1::jsonb) as state (subject text, kind text, unit jsonb, label text, phase text,
       "sinceUtcMs" bigint, "beganAtUtcMs" bigint, times int)
     on conflict (subject, kind) do update set unit_path = excluded.unit_path, label = excluded.label, phase = excluded.phase,
       since_utc_ms = excluded.since_utc_ms, began_at_utc_ms = excluded.began_at_utc_ms, times = excluded.times`,
    [JSON.stringify(changed)],
  );
}

const UNIT_OF_JSON = 'array(select jsonb_array_elements_text(unit))';

async function saveEvents({ query }: Connection, events: readonly AlarmEvent[], nowUtcMs: number): Promise<void> {
  if (events.length === 0) return;
  await query(
    `insert into notice_event (subject, kind, unit_path, label, change, began_at_utc_ms, at_utc_ms)
     select subject, kind, ${UNIT_OF_JSON}, label, change, "beganAtUtcMs", $2::bigint
     from jsonb_to_recordset($1::jsonb) as event (subject text, kind text, unit jsonb, label text, change text, "beganAtUtcMs" bigint)`,
    [JSON.stringify(events), nowUtcMs],
  );
}

type StoredEvent = AlarmEvent & { readonly id: number; readonly atUtcMs: number };

/** True where it was time. */
async function tell(
  connection: Connection,
  outbox: NoticeOutbox,
  target: NoticeTarget,
  gates: number,
  nowUtcMs: number,
): Promise<boolean> {
  const events = await connection.query<StoredEvent>(
    `select event.id::float8 as id, event.subject, event.kind, event.unit_path as unit, event.label, event.change,
       event.began_at_utc_ms::float8 as "beganAtUtcMs", event.at_utc_ms::float8 as "atUtcMs"
     from notice_event as event join notice_target as target on target.id = $1::uuid
     where event.id > target.told_up_to and event.kind = any(target.kinds)
       and event.unit_path[1:cardinality(target.unit_path)] = target.unit_path order by event.id`,
    [target.id],
  );
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return false;
  if (nowUtcMs - last.atUtcMs < QUIET_MS && nowUtcMs - first.atUtcMs < LONGEST_WAIT_MS) return false;
  const { subject, text, json } = alarmDigest(events, target, gates);
  await outbox.put(connection, { about: 'alarms', to: target, subject, text, json }, nowUtcMs);
  await connection.query('update notice_target set told_up_to = $2::bigint where id = $1::uuid', [target.id, last.id]);
  return true;
}
