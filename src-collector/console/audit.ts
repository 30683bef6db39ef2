/** What was done in the console, by whom, and does the log say so for good? */

import { z } from 'zod';
import type { AuditFilter, AuditRow } from '../contract/keeper-calls.ts';
import { OUTCOMES_NOT_REFUSED } from '../contract/keeper-calls.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { Connection, Database } from '../database.ts';
import type { ConsoleSecret } from '../secret.ts';
import { startsWithSql } from '../unit-path-sql.ts';

export type AuditActor = {
  readonly kind: 'account' | 'token' | 'command' | 'page' | 'stranger';
  /** Of the account or the token. */
  readonly id: number | null;
  readonly unit: UnitPath;
};

/** Words and counts. A name, a number or a sentence does not fit in, so that none gets in by mistake. */
const word = z.string().regex(/^[a-z0-9][a-zA-Z0-9.:,-]{0,159}$/);
const auditDetail = z.record(z.string().regex(/^[a-zA-Z]{1,30}$/), z.union([word, z.number()]));
export type AuditDetail = Readonly<z.infer<typeof auditDetail>>;

export type AuditNote = {
  readonly actor: AuditActor;
  readonly call: string;
  /** `done`, `begun` (before a sensitive call), `noted`, or why it was refused. */
  readonly outcome: string;
  readonly detail: AuditDetail;
};

export type Audit = {
  /** Durable when it returns; throws where the log takes nothing. */
  readonly note: (note: AuditNote) => Promise<void>;
  /** Newest first: what actors of `within` did. */
  readonly list: (within: UnitPath, page: AuditPage) => Promise<AuditRow[]>;
  readonly verify: () => Promise<AuditReport>;
};

export type AuditPage = { readonly beforeId: number | null; readonly limit: number; readonly filter?: AuditFilter };

export type AuditReport = {
  readonly entries: number;
  /** Rows that were changed, do not follow the one before, or are missing, also at the end. */
  readonly broken: number;
};

type Stored = {
  readonly id: number;
  readonly atUtcMs: number;
  readonly actorKind: string;
  readonly actorId: number | null;
  readonly unit: readonly string[];
  readonly call: string;
  readonly outcome: string;
  readonly detail: string;
};
type Linked = Stored & { readonly previousHash: string; readonly hash: string };

const COLUMNS = `console_audit.id::float8 as id, at_utc_ms::float8 as "atUtcMs", actor_kind as "actorKind", actor_id as "actorId",
  console_audit.unit, call, outcome, detail, previous_hash as "previousHash", hash`;
const VERIFIED_AT_ONCE = 1_000;

export function openAudit(database: Database, secret: ConsoleSecret, now: () => number): Audit {
  return {
    note: (note) => database.transaction((connection) => append(connection, secret, note, now())),
    list: async (within, { beforeId, limit, filter = {} }) => {
      const { by = null, call = null, day = null, isRefused = false } = filter;
      const dayUtcMs = day === null ? null : Date.parse(`${day}T00:00:00+07:00`);
      const rows = await database.query<Stored & { name: string | null }>(
        `select ${COLUMNS}, console_account.name from console_audit
         left join console_account on actor_kind = 'account' and console_account.id = actor_id
         where ${startsWithSql('console_audit.unit', '$1')} and console_audit.id < coalesce($2::bigint, 9223372036854775807)
           and ($4::text is null or (actor_kind = $4 and actor_kind <> 'account')
             or (actor_kind = 'account' and actor_id = (select id from console_account where name = $4)))
           and ($5::text is null or call = $5 or starts_with(call, $5 || '.'))
           and ($6::bigint is null or (at_utc_ms >= $6 and at_utc_ms < $6 + 86400000))
           and (not $7 or outcome <> all($8::text[]))
         order by console_audit.id desc limit $3`,
        [within, beforeId, limit, by, call, dayUtcMs, isRefused, [...OUTCOMES_NOT_REFUSED]],
      );
      return rows.map(({ id, atUtcMs, actorKind, name, call, outcome, detail }) => ({
        id,
        at: new Date(atUtcMs).toISOString(),
        by: name ?? actorKind,
        call,
        outcome,
        detail: auditDetail.parse(JSON.parse(detail)),
      }));
    },
    verify: () => verify(database, secret),
  };
}

async function append({ query }: Connection, secret: ConsoleSecret, note: AuditNote, atUtcMs: number): Promise<void> {
  // Whoever writes next waits here: the chain has one end, however many instances there are.
  const [head] = await query<{ id: number; hash: string }>(
    'select id::float8 as id, hash from console_audit_head for update',
  );
  if (head === undefined) throw new Error('the audit log has no end to go on from');
  const { actor, call, outcome } = note;
  const detail = JSON.stringify(auditDetail.parse(note.detail));
  const id = head.id + 1;
  const { kind: actorKind, id: actorId, unit } = actor;
  const hash = secret.link(
    head.hash,
    canonical({ id, atUtcMs, actorKind, actorId, unit, call, outcome: word.parse(outcome), detail }),
  );
  await query(
    `insert into console_audit (id, at_utc_ms, actor_kind, actor_id, unit, call, outcome, detail, previous_hash, hash)
     values ($1, $2, $3, $4, $5::text[], $6, $7, $8, $9, $10)`,
    [id, atUtcMs, actorKind, actorId, unit, call, outcome, detail, head.hash, hash],
  );
  await query('update console_audit_head set id = $1, hash = $2', [id, hash]);
}

async function verify({ query }: Connection, secret: ConsoleSecret): Promise<AuditReport> {
  let [entries, broken] = [0, 0];
  let before = { id: 0, hash: '' };
  // First: what is added meanwhile lies beyond it.
  const [head] = await query<{ id: number; hash: string }>('select id::float8 as id, hash from console_audit_head');
  for (;;) {
    const rows: Linked[] = await query<Linked>(
      `select ${COLUMNS} from console_audit where id > $1 order by id limit $2`,
      [before.id, VERIFIED_AT_ONCE],
    );
    for (const row of rows) {
      const follows = row.id === before.id + 1 && row.previousHash === before.hash;
      if (!follows || row.hash !== secret.link(row.previousHash, canonical(row))) broken += 1;
      if (head?.id === row.id && head.hash !== row.hash) broken += 1;
      before = row;
      entries += 1;
    }
    if (rows.length < VERIFIED_AT_ONCE) break;
  }
  if (head === undefined || before.id < head.id) broken += 1;
  return { entries, broken };
}

/** The one text of a row. */
function canonical({ id, atUtcMs, actorKind, actorId, unit, call, outcome, detail }: Stored): string {
  return JSON.stringify(['gac-cong-console-audit-1', id, atUtcMs, actorKind, actorId, unit, call, outcome, detail]);
}
