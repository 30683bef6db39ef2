/** Which cases found entries of this gate? What its venue may know, whoever asked. */

import type { Access } from '../../src-main/contract/trace-notice.ts';
import type { Database, Row } from '../database.ts';

const MOST_ACCESSES = 100;

/** The newest first. Names only where the collector tells them; the roles always. */
export function accessesOf(database: Database, device: string, tellsNames: boolean): Promise<(Row & Access)[]> {
  return database.query<Row & Access>(
    `select trace_case.case_id::text as "caseId", (extract(epoch from asked_at) * 1000)::float8 as "askedAtUtcMs", purpose,
       legal_basis as "legalBasis", state, found.entries, asked_role as "askedRole", decided_role as "decidedRole",
       case when $2 then asked_name end as "askedName", case when $2 then decided_name end as "decidedName",
       (select (extract(epoch from max(handed_at)) * 1000)::float8 from trace_hand_out
        where trace_hand_out.case_id = trace_case.case_id) as "lastHandedOutAtUtcMs"
     from (select case_id, count(*)::int as entries from trace_result where device_id = $1::uuid group by case_id) as found
     join trace_case on trace_case.case_id = found.case_id
     order by asked_at desc limit ${MOST_ACCESSES}`,
    [device, tellsNames],
  );
}
