/** How does a log of an older version become one of this version? */

import type { Database } from 'better-sqlite3';
import { migrateTo10 } from './10-first-schema.ts';
import { migrateTo20 } from './20-signed-codes.ts';
import { migrateTo30 } from './30-venue-passes.ts';
import { migrateTo40 } from './40-corrections.ts';
import { migrateTo60 } from './60-for-the-authority.ts';
import { migrateTo61 } from './61-tracing-tags.ts';
import { migrateTo65 } from './65-retention.ts';
import { migrateTo70 } from './70-checkpoints.ts';
import { migrateTo75 } from './75-erasure-notices.ts';
import { migrateTo76 } from './76-watch-list-end.ts';
import { migrateTo80 } from './80-audit.ts';
import { migrateTo81 } from './81-hand-overs.ts';
import { migrateTo82 } from './82-roster.ts';
import { migrateTo83 } from './83-visits.ts';
import { migrateTo84 } from './84-day-summaries.ts';

/** In steps of ten, so that a fix to a released version finds a number between two. A released step never changes. */
const MIGRATIONS: readonly { readonly version: number; readonly migrate: (database: Database) => void }[] = [
  { version: 10, migrate: migrateTo10 },
  { version: 20, migrate: migrateTo20 },
  { version: 30, migrate: migrateTo30 },
  { version: 40, migrate: migrateTo40 },
  { version: 60, migrate: migrateTo60 },
  { version: 61, migrate: migrateTo61 },
  { version: 65, migrate: migrateTo65 },
  { version: 70, migrate: migrateTo70 },
  { version: 75, migrate: migrateTo75 },
  { version: 76, migrate: migrateTo76 },
  { version: 80, migrate: migrateTo80 },
  { version: 81, migrate: migrateTo81 },
  { version: 82, migrate: migrateTo82 },
  { version: 83, migrate: migrateTo83 },
  { version: 84, migrate: migrateTo84 },
];

/** Every version that a log can have been left at, oldest first. */
export const VERSIONS = MIGRATIONS.map(({ version }) => version);

/** The version of this program's log, as `PRAGMA user_version` has it. */
export const KNOWN_VERSION = lastVersion();

/** 0 for a file that no gate has written yet. */
export function versionOf(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/**
 * Takes the log up to `upTo`, each step in a transaction of its own, so that a power cut leaves one version or the
 * next. Two processes may start at once: the second finds the work done. `upTo` is for tests of a single step.
 */
export function migrate(database: Database, upTo: number = KNOWN_VERSION): void {
  for (const step of MIGRATIONS) {
    if (step.version > upTo || step.version <= versionOf(database)) continue;
    const run = database.transaction(() => {
      if (step.version <= versionOf(database)) return;
      step.migrate(database);
      database.pragma(`user_version = ${step.version}`);
    });
    run.immediate();
  }
}

function lastVersion(): number {
  let last = 0;
  for (const { version } of MIGRATIONS) {
    if (version <= last) throw new Error(`migration ${version} does not come after ${last}`);
    last = version;
  }
  return last;
}
