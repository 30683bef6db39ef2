/** Which requests of persons came, how do they stand, and who did what about them? */

import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  ErasureReceipt,
  listRequestsInput,
  PersonRequest,
  registerInput,
  step,
  stepInput,
} from '../contract/rights-api.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database, Row } from '../database.ts';
import { startsWithSql } from '../unit-path-sql.ts';
import { mayBeExtended, requestClocks } from './clocks.ts';

/** Who works on it, as the door has seen them. */
export type Keeper = { readonly accountId: number; readonly name: string; readonly unit: UnitPath };
export type RightsRefusal =
  | 'unknown-request'
  | 'closed'
  | 'other-kind'
  | 'already-answered'
  | 'no-extension'
  | 'already-extended'
  | 'not-answered'
  | 'nothing-found'
  | 'held-by-trace'
  | 'too-many-entries';
export type RightsRefused = { readonly type: 'refused'; readonly reason: RightsRefusal };

/** More are not open anywhere; they are put in order here, since what is due depends on holidays. */
const MOST_OPEN = 2_000;

type Stored = Row &
  Omit<PersonRequest, 'answerDueUtcMs' | 'doneDueUtcMs' | 'isOverdue' | 'isAnswerOverdue' | 'receivedAtUtcMs'> & {
    readonly receivedAtUtcMs: number;
  };

const MS = (column: string, name: string): string => `(extract(epoch from ${column}) * 1000)::float8 as "${name}"`;
const SELECT = `select request_id::text as "requestId", kind, unit, reference, identified_by as "identifiedBy",
  ${MS('received_at', 'receivedAtUtcMs')}, registered_name as "registeredName", state,
  ${MS('answered_at', 'answeredAtUtcMs')}, extension_reason as "extensionReason", ${MS('closed_at', 'closedAtUtcMs')}
  from rights_request where ${startsWithSql('unit', '$1')}`;

export async function registerRequest(
  database: Database,
  { kind, receivedAtUtcMs, identifiedBy, reference }: z.output<typeof registerInput>,
  who: Keeper,
): Promise<string> {
  const requestId = randomUUID();
  await database.query(
    `insert into rights_request (request_id, unit, kind, reference, identified_by, received_at, registered_by, registered_name)
     values ($1::uuid, $2::text[], $3, $4, $5, to_timestamp($6), $7, $8)`,
    [requestId, who.unit, kind, reference, identifiedBy, receivedAtUtcMs / 1_000, who.accountId, who.name],
  );
  return requestId;
}

/** The open ones: what is overdue first, then what is due next. The closed ones: the newest first. */
export async function listRequests(
  database: Database,
  { which, beforeUtcMs, limit }: z.output<typeof listRequestsInput>,
  within: UnitPath,
  nowUtcMs: number,
): Promise<PersonRequest[]> {
  const isOpen = which === 'open';
  const rows = await database.query<Stored>(
    `${SELECT} and (state = 'open') = $2 and ($3::float8 is null or received_at < to_timestamp($3::float8))
     order by received_at ${isOpen ? 'asc' : 'desc'} limit $4`,
    [within, isOpen, beforeUtcMs === undefined ? null : beforeUtcMs / 1_000, isOpen ? MOST_OPEN : limit],
  );
  const holidays = await holidaySet(database);
  const requests = rows.map((row) => withClocks(row, holidays, nowUtcMs));
  return isOpen ? requests.sort((one, other) => nextDue(one) - nextDue(other)).slice(0, limit) : requests;
}

export async function requestOf(
  connection: Connection,
  requestId: string,
  within: UnitPath,
  nowUtcMs: number,
): Promise<PersonRequest | null> {
  const [row] = await connection.query<Stored>(`${SELECT} and request_id = $2::uuid`, [within, requestId]);
  return row === undefined ? null : withClocks(row, await holidaySet(connection), nowUtcMs);
}

export async function stepsOf({ query }: Connection, requestId: string): Promise<(Row & z.infer<typeof step>)[]> {
  return query(
    `select ${MS('at', 'atUtcMs')}, by_name as "byName", step, reason, counts from rights_step
     where request_id = $1::uuid order by nth`,
    [requestId],
  );
}

export async function receiptsOf({ query }: Connection, requestId: string): Promise<(Row & ErasureReceipt)[]> {
  return query(
    `select receipt_id::text as "receiptId", request_id::text as "requestId", ${MS('erased_at', 'erasedAtUtcMs')},
       erased_name as "erasedName", entries, places from rights_receipt where request_id = $1::uuid order by erased_at`,
    [requestId],
  );
}

/** What a hand did about it, in the register and in its line, both or neither. */
export function takeStep(
  database: Database,
  { requestId, step: taken, reason }: z.output<typeof stepInput>,
  who: Keeper,
  nowUtcMs: number,
): Promise<{ readonly type: 'done' } | RightsRefused> {
  return database.transaction(async (connection) => {
    const { query } = connection;
    await query('select 1 from rights_request where request_id = $1::uuid for update', [requestId]);
    const known = await requestOf(connection, requestId, who.unit, nowUtcMs);
    const refusal = refusalOf(known, taken);
    if (refusal !== null) return { type: 'refused', reason: refusal };
    await query(CHANGES[taken], taken === 'extended' ? [requestId, reason] : [requestId]);
    await noteStep(connection, requestId, who, taken, {}, reason);
    return { type: 'done' };
  });
}

type Taken = z.output<typeof stepInput>['step'];

const CHANGES: Readonly<Record<Taken, string>> = {
  answered: 'update rights_request set answered_at = now() where request_id = $1::uuid',
  extended: 'update rights_request set extension_reason = $2 where request_id = $1::uuid',
  done: `update rights_request set state = 'done', closed_at = now(), answered_at = coalesce(answered_at, now()) where request_id = $1::uuid`,
  refused: `update rights_request set state = 'refused', closed_at = now(), answered_at = coalesce(answered_at, now()) where request_id = $1::uuid`,
};

function refusalOf(known: PersonRequest | null, taken: Taken): RightsRefusal | null {
  if (known === null) return 'unknown-request';
  if (known.state !== 'open') return 'closed';
  if (taken === 'answered' && known.answeredAtUtcMs !== null) return 'already-answered';
  if (taken === 'extended' && !mayBeExtended(known.kind)) return 'no-extension';
  if (taken === 'extended' && known.extensionReason !== null) return 'already-extended';
  return null;
}

export async function noteStep(
  { query }: Connection,
  requestId: string,
  who: Keeper,
  taken: string,
  counts: Readonly<Record<string, number>>,
  reason: string | null = null,
): Promise<void> {
  await query(
    `insert into rights_step (request_id, by_account, by_name, step, reason, counts) values ($1::uuid, $2, $3, $4, $5, $6::jsonb)`,
    [requestId, who.accountId, who.name, taken, reason, JSON.stringify(counts)],
  );
}

export async function holidayList({ query }: Connection): Promise<string[]> {
  const rows = await query<{ day: string }>(
    `select to_char(day, 'YYYY-MM-DD') as day from rights_holiday order by rights_holiday.day`,
  );
  return rows.map(({ day }) => day);
}

export function setHolidays(database: Database, days: readonly string[]): Promise<void> {
  return database.transaction(async ({ query }) => {
    await query('delete from rights_holiday');
    await query('insert into rights_holiday (day) select distinct unnest($1::date[])', [days]);
  });
}

async function holidaySet(connection: Connection): Promise<ReadonlySet<string>> {
  return new Set(await holidayList(connection));
}

function withClocks(row: Stored, holidays: ReadonlySet<string>, nowUtcMs: number): PersonRequest {
  const clocks = requestClocks({ ...row, isExtended: row.extensionReason !== null }, holidays);
  // What was late stays late: the answer that came is held against its time too.
  const answeredAtUtcMs = row.answeredAtUtcMs ?? nowUtcMs;
  const closedAtUtcMs = row.closedAtUtcMs ?? nowUtcMs;
  return {
    ...row,
    ...clocks,
    isAnswerOverdue: answeredAtUtcMs > clocks.answerDueUtcMs,
    isOverdue: closedAtUtcMs > clocks.doneDueUtcMs,
  };
}

function nextDue({ answeredAtUtcMs, answerDueUtcMs, doneDueUtcMs }: PersonRequest): number {
  return answeredAtUtcMs === null ? Math.min(answerDueUtcMs, doneDueUtcMs) : doneDueUtcMs;
}
