/** What leaves this collector for the tracer's own machine, when two persons have agreed? */

import { randomUUID } from 'node:crypto';
import type { CaseFile } from '../../src-main/contract/case-file.ts';
import type { Officer, Refused } from '../contract/trace-api.ts';
import type { Database, Row } from '../database.ts';

type Head = Row & {
  readonly state: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly askedBy: string;
  readonly approvedBy: string;
  readonly resultsDeletedAt: Date | null;
};

/** One sealed entry of each contact; noted in the same transaction, so that none goes out unnoted. */
export function handOut(
  database: Database,
  { caseId }: { readonly caseId: string },
  who: Officer,
): Promise<{ readonly type: 'handed-out'; readonly file: CaseFile } | Refused> {
  return database.transaction(async ({ query }) => {
    const [head] = await query<Head>(
      `select state, purpose, legal_basis as "legalBasis", asked_name as "askedBy", decided_name as "approvedBy",
         results_deleted_at as "resultsDeletedAt" from trace_case where case_id = $1::uuid for update`,
      [caseId],
    );
    if (head === undefined) return { type: 'refused', reason: 'unknown-case' };
    if (head.resultsDeletedAt !== null) return { type: 'refused', reason: 'results-deleted' };
    if (head.state !== 'approved') return { type: 'refused', reason: 'not-approved' };
    const contacts = await query<Row & CaseFile['contacts'][number]>(
      `select result.place, result.rule, result.ms::float8 as ms, result.scanned_ms::float8 as "scannedMs",
         result.device_id::text as device, result.epoch, result.seq::float8 as seq,
         (extract(epoch from entry.wall_at) * 1000)::float8 as "atUtcMs",
         entry.detail->>'sealed' as sealed, entry.detail->>'sealedKeyId' as "sealedKeyId"
       from trace_result as result
       left join entry_identity as identity on identity.device_id = result.device_id and identity.epoch = result.epoch
         and identity.seq = result.seq
       left join entry on entry.device_id = identity.device_id and entry.epoch = identity.epoch and entry.seq = identity.seq
         and entry.received_day = identity.received_day
       where result.case_id = $1::uuid and result.kind = 'contact' order by result.place`,
      [caseId],
    );
    await query(
      'insert into trace_hand_out (hand_out_id, case_id, handed_to, handed_name, entries) values ($1::uuid, $2::uuid, $3, $4, $5)',
      [randomUUID(), caseId, who.accountId, who.name, contacts.length],
    );
    const { purpose, legalBasis, askedBy, approvedBy } = head;
    const file: CaseFile = { format: 'gac-cong case 1', caseId, purpose, legalBasis, askedBy, approvedBy, contacts };
    return { type: 'handed-out', file };
  });
}

/** Deletes what cases found so many days ago; the cases and their counts stay. How many cases that were. */
export function expireCases(database: Database, keepDays = 90): Promise<number> {
  return database.transaction(async ({ query }) => {
    const expired = await query<{ id: string }>(
      `update trace_case set results_deleted_at = now(), state = case when state = 'asked' then 'expired' else state end
       where results_deleted_at is null and asked_at < now() - make_interval(days => $1::int) returning case_id::text as id`,
      [keepDays],
    );
    await query('delete from trace_result where case_id = any($1::uuid[])', [expired.map(({ id }) => id)]);
    return expired.length;
  });
}
