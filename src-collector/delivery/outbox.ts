/** What is on its way to whom, and what became of it? Rows of the database, so that a message outlives whoever was sending it. */

import { randomUUID } from 'node:crypto';
import type { NoticeDelivery, NoticeTarget } from '../contract/notices-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import { startsWithSql } from '../unit-path-sql.ts';
import { GIVES_UP_AFTER_MS, nextTryInMs } from './back-off.ts';

/** Longer than any try may take: who holds a message for longer has ended. */
export const LEASE_MS = 5 * 60_000;
const MOST_AT_ONCE = 10;
const KEEP_MS = 30 * 24 * 60 * 60_000;

export type NoticeFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };
export type Notice = {
  readonly about: 'alarms' | 'test';
  readonly to: Pick<NoticeTarget, 'id' | 'unit' | 'channel' | 'address' | 'language'>;
  readonly subject: string;
  /** For a mail. */
  readonly text: string;
  /** For a webhook. */
  readonly json: object;
};
export type ReportNotice = {
  readonly scheduleId: string;
  readonly unit: UnitPath;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly file: NoticeFile;
};

/** What a try has to know. */
export type Message = {
  readonly id: string;
  readonly about: NoticeDelivery['about'];
  readonly channel: NoticeDelivery['channel'];
  readonly address: string;
  readonly targetId: string | null;
  readonly subject: string;
  readonly body: string;
  readonly file: NoticeFile | null;
  readonly tries: number;
  readonly madeAtUtcMs: number;
};
export type Leased = Message & { readonly lease: string };

export type Outcome =
  | { readonly type: 'sent' }
  /** `isFinal`: it will be no other the next time. */
  | {
      readonly type: 'failed';
      readonly reason: string;
      readonly isFinal: boolean;
      readonly retryAfterMs: number | null;
    };

export type NoticeOutbox = {
  /** Into the transaction in which it was decided, so that it is sent for one decision once. */
  readonly put: (connection: Connection, notice: Notice, nowUtcMs: number) => Promise<string>;
  readonly putReport: (connection: Connection, notice: ReportNotice, nowUtcMs: number) => Promise<void>;
};

/** `frame`: what a mail says before and after, of whom it is for. */
export function noticeOutbox(
  frame: (text: string, to: Pick<NoticeTarget, 'unit' | 'language'>) => string,
  collector: string,
): NoticeOutbox {
  return {
    put: async ({ query }, { about, to, subject, text, json }, nowUtcMs) => {
      const id = randomUUID();
      const body =
        to.channel === 'email'
          ? frame(text, to)
          : JSON.stringify({
              type: `gac-cong.${about}`,
              id,
              collector,
              at: new Date(nowUtcMs).toISOString(),
              data: json,
            });
      await query(
        `insert into notice_delivery (id, about, unit_path, channel, address, target_id, subject, body, made_at_utc_ms, due_at_utc_ms)
         values ($1::uuid, $2, $3::text[], $4, $5, $6::uuid, $7, $8, $9::bigint, $9::bigint)`,
        [id, about, to.unit, to.channel, to.address, to.id, subject, body, nowUtcMs],
      );
      return id;
    },
    putReport: async ({ query }, { scheduleId, unit, address, subject, text, file }, nowUtcMs) => {
      await query(
        `insert into notice_delivery (id, about, unit_path, channel, address, schedule_id, subject, body, file_name, file_type, file,
           made_at_utc_ms, due_at_utc_ms)
         values ($1::uuid, 'report', $2::text[], 'email', $3, $4::uuid, $5, $6, $7, $8, $9, $10::bigint, $10::bigint)`,
        [
          randomUUID(),
          unit,
          address,
          scheduleId,
          subject,
          text,
          file.name,
          file.type,
          Buffer.from(file.bytes),
          nowUtcMs,
        ],
      );
    },
  };
}

/** Takes some of what is due for this instance alone, for as long as a lease holds. */
export async function leaseDue(database: Database, nowUtcMs: number): Promise<Leased[]> {
  const lease = randomUUID();
  const rows = await database.query<
    Omit<Leased, 'file'> & { name: string | null; type: string | null; bytes: Uint8Array | null }
  >(
    `update notice_delivery set lease = $1::uuid, leased_until_utc_ms = $2::bigint + ${LEASE_MS}, tries = tries + 1
     where id in (
       select id from notice_delivery where state = 'waiting' and due_at_utc_ms <= $2::bigint and leased_until_utc_ms <= $2::bigint
       order by due_at_utc_ms limit ${MOST_AT_ONCE} for update skip locked)
     returning id::text as id, about, channel, address, target_id::text as "targetId", subject, body, file_name as name,
       file_type as type, file as bytes, tries, made_at_utc_ms::float8 as "madeAtUtcMs", lease::text as lease`,
    [lease, nowUtcMs],
  );
  return rows.map(({ name, type, bytes, ...row }) => ({
    ...row,
    file: name === null || type === null || bytes === null ? null : { name, type, bytes },
  }));
}

/** Notes what became of a try. Nothing, where the lease is another's by now. */
export async function settle(
  { query }: Connection,
  { id, lease, tries, madeAtUtcMs }: Leased,
  outcome: Outcome,
  nowUtcMs: number,
  random: number,
): Promise<'sent' | 'waiting' | 'given-up'> {
  const isOver = outcome.type === 'sent' || outcome.isFinal || nowUtcMs - madeAtUtcMs >= GIVES_UP_AFTER_MS;
  const state = outcome.type === 'sent' ? 'sent' : isOver ? 'given-up' : 'waiting';
  const dueAtUtcMs = outcome.type === 'sent' ? nowUtcMs : nowUtcMs + nextTryInMs(tries, outcome.retryAfterMs, random);
  await query(
    `update notice_delivery set state = $3, reason = $4, due_at_utc_ms = $5::bigint, leased_until_utc_ms = 0, lease = null,
       settled_at_utc_ms = case when $6 then $7::bigint end, body = case when $6 then '' else body end,
       file = case when $6 then null else file end
     where id = $1::uuid and lease = $2::uuid`,
    [id, lease, state, outcome.type === 'sent' ? null : outcome.reason, dueAtUtcMs, isOver, nowUtcMs],
  );
  return state;
}

/** Newest first, of `within` and what lies in it. */
export async function deliveries(
  { query }: Connection,
  within: UnitPath,
  beforeUtcMs: number | null,
  limit: number,
): Promise<NoticeDelivery[]> {
  const rows = await query<
    Omit<NoticeDelivery, 'madeAt' | 'nextTryAt' | 'settledAt'> & { made: number; due: number; settled: number | null }
  >(
    `select id::text as id, about, unit_path as unit, channel, address, state, tries, reason,
       made_at_utc_ms::float8 as made, due_at_utc_ms::float8 as due, settled_at_utc_ms::float8 as settled
     from notice_delivery where ${startsWithSql('unit_path', '$1')}
       and ($2::bigint is null or made_at_utc_ms < $2::bigint) order by made_at_utc_ms desc, id limit $3`,
    [within, beforeUtcMs, limit],
  );
  const instant = (utcMs: number): string => new Date(utcMs).toISOString();
  return rows.map(({ made, due, settled, ...row }) => ({
    ...row,
    madeAt: instant(made),
    nextTryAt: row.state === 'waiting' ? instant(due) : null,
    settledAt: settled === null ? null : instant(settled),
  }));
}

export async function forgetOld({ query }: Connection, nowUtcMs: number): Promise<void> {
  await query(`delete from notice_delivery where state <> 'waiting' and made_at_utc_ms < $1::bigint`, [
    nowUtcMs - KEEP_MS,
  ]);
}
