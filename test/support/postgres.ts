/** How does a test get a real PostgreSQL of its own? Debian's server, in a temporary folder, on loopback. */

import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.ts';

const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const READY_WITHIN_MS = 120_000;
/** Who has taken the port may say nothing at all. */
const ANSWERS_WITHIN_MS = 5_000;

export type TestPostgres = { readonly databaseUrl: string; readonly stop: () => Promise<void> };

/** Why there can be no PostgreSQL here, or `null`. */
export function missingPostgres(): string | null {
  if (binDir() === null) return 'no PostgreSQL server here: apt-get install postgresql';
  if (process.getuid?.() === 0 && serverUser() === null)
    return 'PostgreSQL refuses root, and there is no user “postgres”';
  return null;
}

/** Starts an empty server; the caller stops it. `settings` are the server's own, `name=value`. Throws where `missingPostgres` says why. */
export async function startPostgres(settings: readonly string[] = []): Promise<TestPostgres> {
  const missing = missingPostgres();
  const bin = binDir();
  if (missing !== null || bin === null) throw new Error(missing ?? 'no PostgreSQL');
  const dir = mkdtempSync(join(tmpdir(), 'gac-cong-postgres-'));
  const user = process.getuid?.() === 0 ? serverUser() : null;
  if (user !== null) chownSync(dir, user.uid, user.gid);
  const as = user === null ? {} : { uid: user.uid, gid: user.gid };
  const data = join(dir, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'gate', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...as,
    cwd: dir,
    stdio: 'ignore',
  });
  const options = ['listen_addresses=127.0.0.1', `unix_socket_directories=${dir}`, ...settings].flatMap((each) => [
    '-c',
    each,
  ]);
  const start = (port: number): ChildProcess =>
    spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...options], { ...as, cwd: dir, stdio: 'ignore' });
  const { server, databaseUrl } = await untilReady(start);
  return {
    databaseUrl,
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const exit = once(server, 'exit');
        server.kill('SIGINT'); // Fast shutdown: open connections are ended.
        await exit;
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A server whose port another took meanwhile ends at once, and is started on the next one: what answers there is not ours. */
async function untilReady(
  start: (port: number) => ChildProcess,
): Promise<{ readonly server: ChildProcess; readonly databaseUrl: string }> {
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const port = await freePort();
    const databaseUrl = `postgresql://gate@127.0.0.1:${port}/postgres`;
    const server = start(port);
    while (server.exitCode === null) {
      const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: ANSWERS_WITHIN_MS });
      try {
        await client.connect();
        await client.end();
        if (server.exitCode === null) return { server, databaseUrl };
      } catch (error) {
        if (Date.now() > until) throw error;
        await delay(100);
      }
    }
    if (Date.now() > until) throw new Error(`PostgreSQL ends with ${server.exitCode}`);
  }
}

function binDir(): string | null {
  if (!existsSync(DEBIAN_VERSIONS)) return null;
  const newestFirst = readdirSync(DEBIAN_VERSIONS).sort((left, right) => Number(right) - Number(left));
  // A version may be there as a client only.
  return newestFirst.map((version) => join(DEBIAN_VERSIONS, version, 'bin')).find(hasServer) ?? null;
}

function hasServer(bin: string): boolean {
  return existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'));
}

function serverUser(): { uid: number; gid: number } | null {
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null; // There is no such user.
  }
}
