/** How are the gates of a unit, by what was last heard of each? */

import type { z } from 'zod';
import { gateReport } from '../../src-main/contract/gate-report.ts';
import type { Alarm, FleetGate, fleetCalls } from '../contract/fleet-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Row } from '../database.ts';
import { STANDING } from '../revocation.ts';
import { isWithinSql } from '../unit-path-sql.ts';
import { AWAY_AFTER_MS, alarmsOf } from './alarms.ts';

export type FleetOverview = z.output<(typeof fleetCalls)['fleet.overview']['output']>;
export type FleetPage = z.output<(typeof fleetCalls)['fleet.gates']['output']>;

/** What is read at once for an overview. */
const PAGE = 2_000;

const GATES = `
  select device.device_id::text as device, ${STANDING} as standing, coalesce(unit_path, '{}') as unit,
    coalesce(venue_id, device.device_id::text) as "venueId", coalesce(venue_name, '') as "venueName",
    coalesce(venue_kind, 'unknown') as "venueKind",
    (extract(epoch from enrolled_at) * 1000)::float8 as "enrolledAtUtcMs",
    (extract(epoch from greatest(status.received_at, arrival.received_at)) * 1000)::float8 as "heardAtUtcMs",
    (extract(epoch from arrival.received_at) * 1000)::float8 as "lastEntryAtUtcMs", report
  from device
  left join device_revocation as revocation on revocation.device_id = device.device_id
  left join gate_profile as profile on profile.device_id = device.device_id
  left join gate_status as status on status.device_id = device.device_id
  left join gate_arrival as arrival on arrival.device_id = device.device_id
  where ($2::uuid is null or device.device_id > $2::uuid)
    and ($4::uuid is null or device.device_id = $4::uuid)
    and ${isWithinSql('profile.unit_path', '$1')}
  order by device.device_id limit $3`;

type GateRow = Row & Omit<FleetGate, 'report' | 'alarms'> & { readonly report: unknown };

/** What the table holds was checked when it came; a report of before may lack what is asked for now, and then counts as none. */
const keptReport = gateReport.omit({ device: true, atUtcMs: true });

type Asked = {
  readonly unit: UnitPath;
  readonly afterDevice: string | null;
  readonly limit: number;
  readonly alarm?: Alarm | 'any' | null;
  readonly device?: string | null;
};

/** A page of `unit`'s gates, those that were revoked too, in the order of their ids. Who asks for an alarm is not given pages without one. */
export async function fleetGates(database: Connection, asked: Asked, nowUtcMs: number): Promise<FleetPage> {
  const { unit, limit, alarm = null, device = null } = asked;
  const gates: FleetGate[] = [];
  let afterDevice = asked.afterDevice;
  for (;;) {
    const read = alarm === null ? limit + 1 : PAGE;
    const rows = await database.query<GateRow>(GATES, [unit, afterDevice, read, device]);
    for (const row of rows) {
      const gate = gateOf(row, nowUtcMs);
      if (alarm !== null && !(alarm === 'any' ? gate.alarms.length > 0 : gate.alarms.includes(alarm))) continue;
      if (gates.length === limit) return { gates, nextAfterDevice: gates.at(-1)?.device ?? null };
      gates.push(gate);
    }
    afterDevice = rows.at(-1)?.device ?? null;
    if (rows.length < read) return { gates, nextAfterDevice: null };
  }
}

/** All of `unit`'s gates that may send, counted. */
export async function fleetOverview(database: Connection, unit: UnitPath, nowUtcMs: number): Promise<FleetOverview> {
  const versions = new Map<string, number>();
  const alarms: { [alarm in Alarm]?: number } = {};
  const sum = { gates: 0, heardLately: 0, withAlarm: 0, pending: 0, quarantined: 0 };
  let oldestPendingAtUtcMs: number | null = null;
  let afterDevice: string | null = null;
  do {
    const page: FleetPage = await fleetGates(database, { unit, afterDevice, limit: PAGE }, nowUtcMs);
    for (const { standing, heardAtUtcMs, report, alarms: found } of page.gates) {
      if (standing !== 'trusted') continue;
      sum.gates += 1;
      if (heardAtUtcMs !== null && nowUtcMs - heardAtUtcMs <= AWAY_AFTER_MS) sum.heardLately += 1;
      if (found.length > 0) sum.withAlarm += 1;
      sum.pending += report?.pending ?? 0;
      sum.quarantined += report?.quarantined ?? 0;
      const oldest = report?.oldestPendingAtUtcMs ?? null;
      if (oldest !== null) oldestPendingAtUtcMs = Math.min(oldest, oldestPendingAtUtcMs ?? oldest);
      for (const alarm of found) alarms[alarm] = (alarms[alarm] ?? 0) + 1;
      if (report !== null) versions.set(report.version, (versions.get(report.version) ?? 0) + 1);
    }
    afterDevice = page.nextAfterDevice;
  } while (afterDevice !== null);
  return {
    ...sum,
    oldestPendingAtUtcMs,
    alarms,
    versions: [...versions].map(([version, gates]) => ({ version, gates })).sort((a, b) => b.gates - a.gates),
  };
}

function gateOf({ report: kept, ...row }: GateRow, nowUtcMs: number): FleetGate {
  const report = keptReport.safeParse(kept).data ?? null;
  const alarms = row.standing === 'trusted' ? alarmsOf({ ...row, report }, nowUtcMs) : [];
  if (report === null) return { ...row, report, alarms };
  const { version, readers, troubles, outbox, clock, disk, fromAfar = null, selfTest = null } = report;
  return {
    ...row,
    report: {
      version,
      readers,
      troubles,
      ...outbox,
      clockOffsetMs: clock.offsetMs,
      freeBytes: disk.freeBytes,
      fromAfar,
      selfTest,
    },
    alarms,
  };
}
