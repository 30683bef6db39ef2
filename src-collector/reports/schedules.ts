/** Which reports does whom get by itself, and which of them is due? */

import { randomUUID } from 'node:crypto';
import { isoDate } from '../../src-main/core/report/period.ts';
import { fill } from '../../src-main/export/words.ts';
import type { ReportSchedule } from '../contract/notices-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import type { NoticeOutbox } from '../delivery/outbox.ts';
import type { Log } from '../log.ts';
import { startsWithSql } from '../unit-path-sql.ts';
import { dueNow, nextDueUtcMs, reportedPeriod } from './due.ts';
import { oneLine, unitName } from './figures-document.ts';
import { figuresFile } from './figures-file.ts';
import { noticeWords } from './notice-words.ts';

/** Of one unit. */
const MOST_SCHEDULES = 20;

type Stored = Omit<ReportSchedule, 'nextAt' | 'createdAt'> & {
  /** Whoever may not come in any more sends nothing out either. */
  readonly isStopped: boolean;
  readonly plannedUpToUtcMs: number;
  readonly createdAtUtcMs: number;
};

const SCHEDULES = `
  select id::text as id, unit_path as unit, format, rhythm, hour, language, addressees,
    planned_up_to_utc_ms::float8 as "plannedUpToUtcMs", (extract(epoch from created_at) * 1000)::float8 as "createdAtUtcMs",
    exists (select 1 from console_account where id = created_by and disabled_at is not null) as "isStopped"
  from report_schedule where ${startsWithSql('unit_path', '$1')} order by unit_path, created_at, id`;

export async function listSchedules(
  { query }: Connection,
  within: UnitPath,
  nowUtcMs: number,
): Promise<ReportSchedule[]> {
  const rows = await query<Stored>(SCHEDULES, [within]);
  return rows.map(({ plannedUpToUtcMs: _, createdAtUtcMs, isStopped, ...row }) => ({
    ...row,
    nextAt: isStopped ? null : new Date(nextDueUtcMs(row, nowUtcMs)).toISOString(),
    createdAt: new Date(createdAtUtcMs).toISOString(),
  }));
}

export type NewSchedule = Omit<ReportSchedule, 'id' | 'nextAt' | 'createdAt'>;

/** The first one comes when it is next due, not at once. */
export async function addSchedule(
  { query }: Connection,
  schedule: NewSchedule,
  createdBy: number,
  nowUtcMs: number,
): Promise<{ readonly id: string; readonly nextAt: string } | 'too-many'> {
  const { unit, format, rhythm, hour, language, addressees } = schedule;
  const rows = await query<{ id: string }>(
    `insert into report_schedule (id, unit_path, format, rhythm, hour, language, addressees, planned_up_to_utc_ms, created_by)
     select $1::uuid, $2::text[], $3, $4, $5, $6, $7::text[], $8::bigint, $9
     where (select count(*) from report_schedule where unit_path = $2::text[]) < ${MOST_SCHEDULES} returning id::text as id`,
    [randomUUID(), unit, format, rhythm, hour, language, addressees, nowUtcMs, createdBy],
  );
  const [row] = rows;
  if (row === undefined) return 'too-many';
  return { id: row.id, nextAt: new Date(nextDueUtcMs(schedule, nowUtcMs)).toISOString() };
}

/** What of it still waits is not sent any more. False where there is none in `within`. */
export async function removeSchedule(database: Database, id: string, within: UnitPath): Promise<boolean> {
  return database.transaction(async ({ query }) => {
    const rows = await query(
      `delete from report_schedule where id = $1::uuid and ${startsWithSql('unit_path', '$2')} returning id`,
      [id, within],
    );
    if (rows.length === 0) return false;
    await query(`delete from notice_delivery where schedule_id = $1::uuid and state = 'waiting'`, [id]);
    return true;
  });
}

export type Press = {
  readonly database: Database;
  readonly outbox: NoticeOutbox;
  /** What the collector is called. */
  readonly name: string;
  /** What a mail says before and after. */
  readonly frame: (text: string, to: Pick<ReportSchedule, 'unit' | 'language'>) => string;
  readonly log: Log;
};

/** Puts what is due on its way, and gives how many reports that were. Of two instances that do so at once, one does. */
export async function planReports({ database, outbox, name, frame, log }: Press, nowUtcMs: number): Promise<number> {
  let planned = 0;
  for (const schedule of await database.query<Stored>(SCHEDULES, [[]])) {
    if (schedule.isStopped) continue;
    try {
      if (await planOne({ database, outbox, name, frame }, schedule, nowUtcMs)) planned += 1;
    } catch (error) {
      // The next look tries again; the others do not wait for it.
      log('report-failed', { schedule: schedule.id, error: error instanceof Error ? error.name : 'unknown' });
    }
  }
  return planned;
}

async function planOne(
  { database, outbox, name, frame }: Omit<Press, 'log'>,
  schedule: Stored,
  nowUtcMs: number,
): Promise<boolean> {
  const due = dueNow(schedule, schedule.plannedUpToUtcMs, nowUtcMs);
  if (due === null) return false;
  const { id, unit, format, language, addressees } = schedule;
  const { kind, fromUtcMs } = reportedPeriod(schedule, due.dueUtcMs);
  const file = await figuresFile(database, { unit, kind, day: isoDate(fromUtcMs), format, language }, name, nowUtcMs);
  if (file === 'not-begun') return false;
  const words = noticeWords(language).mail.report;
  const place = unitName(unit, language);
  const lines = [
    fill(words.text, { title: file.title, unit: place }),
    ...(file.dueGateDays > 0 ? [fill(words.running, { n: file.dueGateDays })] : []),
    ...(due.missed > 0 ? [fill(words.missed, { n: due.missed })] : []),
  ];
  const text = frame(lines.join('\n'), schedule);
  return database.transaction(async (connection) => {
    const mine = await connection.query(
      `update report_schedule set planned_up_to_utc_ms = $2::bigint
       where id = $1::uuid and planned_up_to_utc_ms = $3::bigint returning id`,
      [id, due.dueUtcMs, schedule.plannedUpToUtcMs],
    );
    if (mine.length === 0) return false;
    for (const address of addressees) {
      const subject = oneLine(`${file.title} – ${place}`);
      await outbox.putReport(connection, { scheduleId: id, unit, address, subject, text, file }, nowUtcMs);
    }
    return true;
  });
}
