/** How does a test run a real collector, take it away, bring it back, and count what arrived? */

import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { freshPglite } from './fresh-pglite.ts';
import { startPostgres } from './postgres.ts';
import type { RunningProcess } from './run-process.ts';
import { runProcess } from './run-process.ts';

export type ArrivedRow = {
  readonly deviceId: string;
  readonly epoch: string;
  readonly seq: number;
  readonly verdict: string;
};

export type TestCollector = {
  /** Starts, or starts again on the same port with the same data, and returns a new setup code. */
  readonly comeUp: () => Promise<string>;
  readonly goAway: () => Promise<void>;
  /** Every entry that arrived. The collector must be away: PGlite's folder has one owner at a time. */
  readonly arrived: () => Promise<ArrivedRow[]>;
  readonly end: () => Promise<void>;
};

/** A new PGlite is some seconds of work for a processor of its own; this machine may have others to serve. */
const UP_WITHIN_MS = 180_000;

const ROWS =
  'select device_id as "deviceId", epoch, seq::int as seq, verdict from entry order by device_id, epoch, seq';

/** A collector over PGlite in `dataDir`, on any free port if none is wanted. */
export async function pgliteCollector(dataDir: string, port?: number): Promise<TestCollector> {
  await freshPglite(join(dataDir, 'pglite'));
  return collector(dataDir, null, port, async () => {
    const database = await PGlite.create(join(dataDir, 'pglite'));
    try {
      return (await database.query<ArrivedRow>(ROWS)).rows;
    } finally {
      await database.close();
    }
  });
}

/** A collector over a PostgreSQL server of its own. */
export async function postgresCollector(dataDir: string): Promise<TestCollector> {
  const server = await startPostgres();
  const made = await collector(dataDir, server.databaseUrl, undefined, async () => {
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    try {
      return (await client.query<ArrivedRow>(ROWS)).rows;
    } finally {
      await client.end();
    }
  });
  return {
    ...made,
    end: async () => {
      await made.end();
      await server.stop();
    },
  };
}

async function collector(
  dataDir: string,
  databaseUrl: string | null,
  wantedPort: number | undefined,
  arrived: TestCollector['arrived'],
): Promise<TestCollector> {
  const port = wantedPort ?? (await freePort());
  let running: RunningProcess | null = null;
  async function goAway(): Promise<void> {
    await running?.stop();
    running = null;
  }
  return {
    comeUp: async () => {
      running = runProcess(process.execPath, ['src-collector/main.ts'], {
        PORT: String(port),
        COLLECTOR_DATA_DIR: dataDir,
        DATABASE_URL: databaseUrl ?? '',
      });
      const [setupCode] = await running.waitFor(/GACCONG-SETUP:[\w-]+/, UP_WITHIN_MS);
      return setupCode;
    },
    goAway,
    arrived,
    end: goAway,
  };
}
