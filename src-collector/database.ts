/** Which database stands behind the collector? The same SQL runs on PostgreSQL and on PGlite. */

import { join } from 'node:path';
import pg from 'pg';
import { ownFolder } from './one-owner.ts';
import { openSyncedPglite } from './pglite-files.ts';

export type Row = Readonly<Record<string, unknown>>;

export type Connection = {
  /** One statement with `$1…` parameters; throws the database's error. */
  readonly query: <R extends Row>(sql: string, parameters?: readonly unknown[]) => Promise<R[]>;
};

export type Database = Connection & {
  readonly kind: 'postgresql' | 'pglite';
  /** All or nothing; the transaction is undone when `work` throws. `statementWithinMs`: for one that may take long. */
  readonly transaction: <T>(work: (connection: Connection) => Promise<T>, statementWithinMs?: number) => Promise<T>;
  readonly close: () => Promise<void>;
};

const MOST_CONNECTIONS = 10;
/** A gate waits half a minute for its answer; a statement that takes as long is not answered to anybody. */
const CONNECT_WITHIN_MS = 10_000;
const STATEMENT_WITHIN_MS = 25_000;
/** PostgreSQL compiles what it takes to be long, for each day's partition anew: two seconds, for what takes one, each time. */
const WITHOUT_COMPILING = '-c jit=off';

/** PostgreSQL at `databaseUrl`, or PGlite in `dataDir/pglite` where there is none. Throws where it cannot be had. */
export async function openDatabase(databaseUrl: string | null, dataDir: string): Promise<Database> {
  return databaseUrl === null ? openPglite(dataDir) : openPostgres(databaseUrl);
}

async function openPglite(dataDir: string): Promise<Database> {
  const ownership = await ownFolder(dataDir);
  if (ownership === null) throw new Error(`another collector is running on ${dataDir}`);
  const database = await openSyncedPglite(join(dataDir, 'pglite')).catch(async (error: unknown) => {
    await ownership.release();
    throw error;
  });
  return {
    kind: 'pglite',
    query: async <R extends Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await database.query<R>(sql, [...parameters])).rows,
    transaction: async <T>(work: (connection: Connection) => Promise<T>) =>
      database.transaction((transaction) =>
        work({
          query: async <R extends Row>(sql: string, parameters: readonly unknown[] = []) =>
            (await transaction.query<R>(sql, [...parameters])).rows,
        }),
      ) as Promise<T>,
    close: async () => {
      await database.close();
      await ownership.release();
    },
  };
}

async function openPostgres(databaseUrl: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    statement_timeout: STATEMENT_WITHIN_MS,
    query_timeout: STATEMENT_WITHIN_MS + CONNECT_WITHIN_MS,
    options: WITHOUT_COMPILING,
  });
  // A connection that breaks while nobody uses it is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const query = async <R extends Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> =>
    (await pool.query<R>(sql, [...parameters])).rows;
  try {
    await query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    kind: 'postgresql',
    query,
    transaction: async (work, statementWithinMs) => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await work({
          query: async <R extends Row>(sql: string, parameters: readonly unknown[] = []) =>
            (await client.query<R>({ text: sql, values: [...parameters], ...patience(statementWithinMs) })).rows,
        });
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        // The connection may be the very thing that broke: it is thrown away with its transaction.
        await client.query('rollback').catch(() => undefined);
        client.release(true);
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

/** How long the client waits for a statement's answer; without it, as the pool says. */
function patience(statementWithinMs: number | undefined): { readonly query_timeout?: number } {
  return statementWithinMs === undefined ? {} : { query_timeout: statementWithinMs };
}
