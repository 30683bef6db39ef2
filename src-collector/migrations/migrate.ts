/** Is the schema of this database as new as the program, and no newer? */

import type { Database } from '../database.ts';
import { firstSchema } from './10-first-schema.ts';
import { senderAndChain } from './20-sender-and-chain.ts';
import { passes } from './30-passes.ts';
import { corrections } from './40-corrections.ts';
import { statements } from './50-statements.ts';
import { dayPartitions } from './60-day-partitions.ts';
import { revocation } from './70-revocation.ts';
import { erasures } from './75-erasures.ts';
import { consoleDoor } from './80-console-door.ts';
import { consoleAudit } from './81-console-audit.ts';
import { figures } from './85-figures.ts';
import { traces } from './90-traces.ts';
import { rights } from './91-rights.ts';
import { purgeReceipts } from './92-purge-receipts.ts';
import { accountApproval } from './93-account-approval.ts';
import { notices } from './94-notices.ts';
import { adapters } from './95-adapters.ts';
import { gatesOfAUnit } from './97-gates-of-a-unit.ts';
import { auditFilters } from './98-audit-filters.ts';
import { presence } from './99-presence.ts';
import { fleetSettings } from './100-fleet-settings.ts';

const MIGRATIONS: readonly { readonly version: number; readonly statements: readonly string[] }[] = [
  { version: 10, statements: firstSchema },
  { version: 20, statements: senderAndChain },
  { version: 30, statements: passes },
  { version: 40, statements: corrections },
  { version: 50, statements },
  { version: 60, statements: dayPartitions },
  { version: 70, statements: revocation },
  { version: 75, statements: erasures },
  { version: 80, statements: consoleDoor },
  { version: 81, statements: consoleAudit },
  { version: 85, statements: figures },
  { version: 90, statements: traces },
  { version: 91, statements: rights },
  { version: 92, statements: purgeReceipts },
  { version: 93, statements: accountApproval },
  { version: 94, statements: notices },
  { version: 95, statements: adapters },
  { version: 97, statements: gatesOfAUnit },
  { version: 98, statements: auditFilters },
  { version: 99, statements: presence },
  { version: 100, statements: fleetSettings },
];

/** Any number, the same for every instance: one migrates, the others wait. */
const MIGRATION_LOCK = 4_711_202_601;

/** Hours, for a province's years of entries on a slow disk. Gates wait meanwhile, and lose nothing by it. */
const LONGEST_MIGRATION_MS = 6 * 60 * 60_000;
const NEWEST = MIGRATIONS.at(-1)?.version ?? 0;

/** Brings the schema up to date (`upTo`: to an older state) in one transaction. Throws on a database of a newer program. */
export async function migrate(database: Database, upTo: number = NEWEST): Promise<void> {
  await database.transaction(async ({ query }) => {
    // A long table is moved as a whole.
    await query('set local statement_timeout = 0');
    await query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await query(
      'create table if not exists schema_version (version int primary key, applied_at timestamptz not null default now())',
    );
    const applied = (await query<{ version: number }>('select version from schema_version')).map(
      ({ version }) => version,
    );
    const found = Math.max(0, ...applied);
    if (found > NEWEST) throw new Error(`the database is of a newer collector (schema ${found}, known ${NEWEST})`);
    for (const { version, statements } of MIGRATIONS) {
      // One by one: a part that is numbered before another may be younger than it.
      if (applied.includes(version) || version > upTo) continue;
      for (const statement of statements) await query(statement);
      await query('insert into schema_version (version) values ($1)', [version]);
    }
  }, LONGEST_MIGRATION_MS);
}
