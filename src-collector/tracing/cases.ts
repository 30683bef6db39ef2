/** How is a trace asked for, decided by a second person, and seen afterwards? */

import { randomUUID } from 'node:crypto';
import type {
  DecideCaseInput,
  ListCasesInput,
  Officer,
  OpenCaseInput,
  Refused,
  TraceCase,
  TraceCounts,
} from '../contract/trace-api.ts';
import type { Connection, Database, Row } from '../database.ts';
import { tagOfEntry } from './fetch-entries.ts';
import { runTrace } from './run-trace.ts';
import type { Traced } from './trace.ts';

const CASE = `select case_id::text as "caseId", purpose, legal_basis as "legalBasis", asked_name as "askedName", asked_at as "askedAt",
  from_at as "from", to_at as "to", parameters, state, decided_name as "decidedName", decided_at as "decidedAt", counts,
  results_deleted_at as "resultsDeletedAt",
  (select count(*) from trace_hand_out where trace_hand_out.case_id = trace_case.case_id)::int as "handOuts" from trace_case`;

export type OpenCaseAnswer =
  | { readonly type: 'opened'; readonly caseId: string; readonly counts: TraceCounts }
  | Refused;

/** Runs the trace and keeps which entries it found; nobody is named, and nothing handed out, before a second person has approved. */
export function openCase(database: Database, input: OpenCaseInput, who: Officer): Promise<OpenCaseAnswer> {
  return database.transaction(async (connection) => {
    await connection.query('set transaction isolation level repeatable read');
    const tags = await tagsOf(connection, input.index);
    if (!Array.isArray(tags)) return tags;
    const { fromUtcMs, toUtcMs, parameters } = input;
    const answer = await runTrace(connection, tags, { fromUtcMs, toUtcMs }, parameters);
    if (answer.type === 'refused') return answer;
    const caseId = randomUUID();
    const counts = countsOf(answer.traced);
    await connection.query(
      `insert into trace_case (case_id, purpose, legal_basis, asked_by, asked_name, asked_role, from_at, to_at, parameters, counts)
       values ($1::uuid, $2, $3, $4, $5, $6, to_timestamp($7), to_timestamp($8), $9::jsonb, $10::jsonb)`,
      [
        caseId,
        input.purpose,
        input.legalBasis,
        who.accountId,
        who.name,
        who.role,
        fromUtcMs / 1_000,
        toUtcMs / 1_000,
        JSON.stringify(parameters),
        JSON.stringify(counts),
      ],
    );
    await keepResults(connection, caseId, answer.traced);
    return { type: 'opened', caseId, counts };
  });
}

/** Another account than the one that asked; the database holds it to that too. */
export async function decideCase(
  database: Database,
  { caseId, decision }: DecideCaseInput,
  who: Officer,
): Promise<{ readonly type: 'decided' } | Refused> {
  const state = decision === 'approve' ? 'approved' : 'refused';
  const decided = await database.query(
    `update trace_case set state = $2, decided_by = $3, decided_name = $4, decided_role = $5, decided_at = now()
     where case_id = $1::uuid and state = 'asked' and asked_by <> $3 returning case_id`,
    [caseId, state, who.accountId, who.name, who.role],
  );
  if (decided.length > 0) return { type: 'decided' };
  const [held] = await database.query<{ state: string; askedBy: string }>(
    'select state, asked_by as "askedBy" from trace_case where case_id = $1::uuid',
    [caseId],
  );
  if (held === undefined) return { type: 'refused', reason: 'unknown-case' };
  return { type: 'refused', reason: held.state === 'asked' ? 'same-person' : 'already-decided' };
}

/** The newest first. */
export function listCases(
  database: Database,
  { caseId, beforeUtcMs, limit }: ListCasesInput,
): Promise<(Row & TraceCase)[]> {
  return database.query<Row & TraceCase>(
    `${CASE} where ($1::float8 is null or asked_at < to_timestamp($1::float8)) and ($3::uuid is null or case_id = $3::uuid)
     order by asked_at desc limit $2`,
    [beforeUtcMs === undefined ? null : beforeUtcMs / 1_000, limit, caseId ?? null],
  );
}

async function tagsOf(connection: Connection, index: OpenCaseInput['index']): Promise<string[] | Refused> {
  if ('tags' in index) return index.tags;
  const tag = await tagOfEntry(connection, index.entry);
  if (tag === undefined) return { type: 'refused', reason: 'unknown-entry' };
  return tag === null ? { type: 'refused', reason: 'entry-without-tag' } : [tag];
}

function countsOf({ indexEntries, stays, contacts }: Traced): TraceCounts {
  return {
    indexEntries: indexEntries.length,
    stays: stays.length,
    venues: new Set(stays.map(({ venue }) => venue)).size,
    contacts: contacts.length,
    unopenable: contacts.filter(({ isSealed }) => !isSealed).length,
    inferred: contacts.filter(({ episodes: [first] }) => first !== undefined && first.scannedMs < first.ms).length,
  };
}

async function keepResults({ query }: Connection, caseId: string, { indexEntries, contacts }: Traced): Promise<void> {
  const rows = [
    ...indexEntries.map(({ device, epoch, seq }) => ({ device, epoch, seq, kind: 'index', place: 0 })),
    ...contacts.map(({ entry, episodes: [first] }, index) => ({
      ...entry,
      kind: 'contact',
      place: index + 1,
      rule: first?.rule,
      ms: Math.round(first?.ms ?? 0),
      scannedMs: Math.round(first?.scannedMs ?? 0),
    })),
  ];
  await query(
    `insert into trace_result (case_id, device_id, epoch, seq, kind, place, rule, ms, scanned_ms)
     select $1::uuid, device, epoch, seq, kind, place, rule, ms, "scannedMs" from jsonb_to_recordset($2::jsonb) as found
       (device uuid, epoch text, seq bigint, kind text, place int, rule text, ms bigint, "scannedMs" bigint)`,
    [caseId, JSON.stringify(rows)],
  );
}
