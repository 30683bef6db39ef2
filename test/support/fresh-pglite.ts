/** How does a test get a new PGlite without the seconds of work that it takes to make one from nothing? */

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Database } from '../../src-collector/database.ts';
import { openDatabase } from '../../src-collector/database.ts';
import { PROJECT_DIR } from './run-process.ts';

/**
 * Makes `dir` a PGlite that nobody has used. The first one is made as PGlite makes it, and is kept for the next tests and runs: on a
 * machine with other work that alone took up to two minutes of a test. A collector that begins in an empty folder is tried by
 * `test/src-collector/main.test.ts`.
 */
export async function freshPglite(dir: string): Promise<void> {
  const kept = join(PROJECT_DIR, '.cache', `pglite-${pgliteVersion()}`);
  if (!existsSync(kept)) {
    mkdirSync(dirname(kept), { recursive: true });
    const made = `${kept}-${process.pid}`;
    await (await PGlite.create(made)).close();
    try {
      renameSync(made, kept);
    } catch (error) {
      rmSync(made, { recursive: true, force: true });
      // Another was quicker.
      if (!existsSync(kept)) throw error;
    }
  }
  cpSync(kept, dir, { recursive: true });
}

/** `openDatabase`, over a PGlite that is new and was not made for this test alone. */
export async function openFreshDatabase(databaseUrl: string | null, dataDir: string): Promise<Database> {
  if (databaseUrl === null) await freshPglite(join(dataDir, 'pglite'));
  return openDatabase(databaseUrl, dataDir);
}

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as { version: string };
  return version;
}
