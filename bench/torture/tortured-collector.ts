/** How does one collector live through a torture, and what does its database hold in the end? */

import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { freePort } from '../../test/support/free-port.ts';
import { startPostgres } from '../../test/support/postgres.ts';
import type { RunningProcess } from '../../test/support/run-process.ts';
import { runProcess } from '../../test/support/run-process.ts';
import type { HeldEntry } from './audit.ts';

export type TorturedCollector = {
  readonly port: number;
  /** Starts it, or starts it again on what it left; returns a setup code that leads to `publicUrl`. */
  readonly start: (publicUrl: string) => Promise<string>;
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** What it holds, and how many entries do not follow the one before. It must have ended. */
  readonly held: () => Promise<{ readonly entries: HeldEntry[]; readonly chainBreaks: number }>;
  readonly close: () => Promise<void>;
};

type Query = <R>(sql: string) => Promise<R[]>;

const START_WITHIN_MS = 120_000;
const ROWS = 'select device_id::text as device, epoch, seq::float8 as seq, hash, verdict from entry';
const BREAKS = 'select count(*)::float8 as count from chain_break';

/** Over PGlite in `dataDir`, or over a PostgreSQL server of its own. */
export async function openTorturedCollector(
  dataDir: string,
  cacheDir: string,
  isPostgres: boolean,
): Promise<TorturedCollector> {
  const postgres = isPostgres ? await startPostgres() : null;
  const port = await freePort();
  let running: RunningProcess | null = null;
  async function ask<T>(work: (query: Query) => Promise<T>): Promise<T> {
    if (postgres === null) {
      const database = await PGlite.create(join(dataDir, 'pglite'));
      const query: Query = async <R>(sql: string) => (await database.query<R>(sql)).rows;
      return work(query).finally(() => database.close());
    }
    const client = new pg.Client({ connectionString: postgres.databaseUrl });
    await client.connect();
    const query: Query = async <R>(sql: string) => (await client.query(sql)).rows as R[];
    return work(query).finally(() => client.end());
  }
  return {
    port,
    start: async (publicUrl) => {
      running = runProcess(process.execPath, ['src-collector/main.ts'], {
        PORT: String(port),
        COLLECTOR_DATA_DIR: dataDir,
        COLLECTOR_URL: publicUrl,
        DATABASE_URL: postgres?.databaseUrl ?? '',
        NODE_COMPILE_CACHE: cacheDir,
      });
      const [setupCode] = await running.waitFor(/GACCONG-SETUP:[\w-]+/, START_WITHIN_MS);
      return setupCode;
    },
    kill: async () => running?.kill(),
    stop: async () => running?.stop(),
    held: () =>
      ask(async (query) => {
        const entries = await query<HeldEntry>(ROWS);
        const [breaks] = await query<{ count: number }>(BREAKS);
        return { entries, chainBreaks: breaks?.count ?? 0 };
      }),
    close: async () => {
      await running?.kill();
      await postgres?.stop();
    },
  };
}
