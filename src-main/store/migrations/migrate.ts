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

export type Migration = {
  readonly version: number;
  readonly migrate: (database: Database) => void;
  /**
   * The oldest version whose program can go on with a log at this step, its own when absent: for a step that only adds what such a
   * program need not know. A version that is gone back from leaves its log to the one before, so a release whose last step has
   * none is taken by no gate by itself.
   */
  readonly goesBackTo?: number;
};

/** In steps of ten, so that a fix to a released version finds a number between two. A released step never changes. */
const MIGRATIONS: readonly Migration[] = [
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

/** The oldest version whose program can go on with this log: its own, unless a step said that an older one can. */
export function goesBackTo(database: Database): number {
  const table = database.prepare("select 1 from sqlite_schema where type = 'table' and name = 'log_goes_back'").get();
  if (table === undefined) return versionOf(database);
  return database.prepare<[], number>('select to_version from log_goes_back').pluck().get() ?? versionOf(database);
}

/** The oldest version whose program can go on with a log of this program. */
export const GOES_BACK_TO = MIGRATIONS.at(-1)?.goesBackTo ?? KNOWN_VERSION;

/**
 * Takes the log up to `upTo`, each step in a transaction of its own, so that a power cut leaves one version or the
 * next. Two processes may start at once: the second finds the work done. `upTo` and `steps` are for tests.
 */
export function migrate(
  database: Database,
  upTo: number = KNOWN_VERSION,
  steps: readonly Migration[] = MIGRATIONS,
): void {
  for (const step of steps) {
    if (step.version > upTo || step.version <= versionOf(database)) continue;
    const run = database.transaction(() => {
      if (step.version <= versionOf(database)) return;
      step.migrate(database);
      database.pragma(`user_version = ${step.version}`);
      noteWayBack(database, step);
    });
    run.immediate();
  }
}

/** Programs of version 84 read it before anything else of a log that is newer than they are. */
function noteWayBack(database: Database, { version, goesBackTo = version }: Migration): void {
  if (goesBackTo === version) {
    database.exec('drop table if exists log_goes_back');
    return;
  }
  database.exec(`
    create table if not exists log_goes_back (id integer primary key check (id = 1), to_version integer not null) strict;
    insert or replace into log_goes_back (id, to_version) values (1, ${goesBackTo});
  `);
}

function lastVersion(): number {
  let last = 0;
  let backTo = 0;
  for (const { version, goesBackTo = version } of MIGRATIONS) {
    if (version <= last) throw new Error(`migration ${version} does not come after ${last}`);
    // Who cannot go on with one step cannot go on with what a later one adds to it.
    if (goesBackTo < backTo || goesBackTo > version) throw new Error(`migration ${version} goes back too far`);
    last = version;
    backTo = goesBackTo;
  }
  return last;
}
