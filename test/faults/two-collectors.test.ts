/** Do two collectors behind nginx, as it is shipped, make one that loses nothing while either goes and comes back? */

import { randomBytes } from 'node:crypto';
import { request } from 'node:https';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { addAccount } from '../../src-collector/console/accounts.ts';
import { openPasswords } from '../../src-collector/console/password.ts';
import { CSRF_HEADER } from '../../src-collector/contract/console-api.ts';
import type { Database } from '../../src-collector/database.ts';
import { openDatabase } from '../../src-collector/database.ts';
import { entriesPage } from '../../src-collector/entries-page.ts';
import { ingest } from '../../src-collector/ingest.ts';
import { MAX_BATCH_BYTES, requestRefusal } from '../../src-main/contract/upload-protocol.ts';
import { enrol } from '../../src-main/upload/enrol.ts';
import type { TestGate } from '../src-collector/test-gate.ts';
import { entryOf, newKeys, post } from '../src-collector/test-gate.ts';
import { freePort } from '../support/free-port.ts';
import { TEST_EPOCH } from '../support/memory-outbox.ts';
import type { TestNginx } from '../support/nginx.ts';
import { missingNginx, startNginx } from '../support/nginx.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import type { RunningProcess } from '../support/run-process.ts';
import { runProcess } from '../support/run-process.ts';
import { post as call, PASSWORD, QUICK } from '../support/served-console.ts';
import { suiteDir } from '../support/temporary-dir.ts';

const missing = missingPostgres() ?? missingNginx();
if (missing !== null) process.stderr.write(`skipped, two collectors behind nginx: ${missing}\n`);

const GATES = 6;
const BATCH = 50;
const UP_WITHIN_MS = 180_000;
const SECRET = randomBytes(33).toString('base64');

type Instance = { readonly url: string; readonly comeUp: () => Promise<string>; running: RunningProcess | null };

describe.skipIf(missing !== null)('two collectors behind nginx', () => {
  const dir = suiteDir();
  let postgres: TestPostgres;
  let nginx: TestNginx;
  let database: Database;
  let one: Instance;
  let other: Instance;
  let setupCode: string;

  function collectorAt(name: string, port: number, secret = SECRET): RunningProcess {
    return runProcess(process.execPath, ['src-collector/main.ts'], {
      PORT: String(port),
      COLLECTOR_DATA_DIR: join(dir, name),
      DATABASE_URL: postgres.databaseUrl,
      COLLECTOR_URL: nginx.url,
      COLLECTOR_PROXY: '127.0.0.1',
      COLLECTOR_SECRET: secret,
    });
  }

  function instance(name: string, port: number): Instance {
    const made: Instance = {
      url: `http://127.0.0.1:${port}`,
      running: null,
      comeUp: async () => {
        made.running = collectorAt(name, port);
        return (await made.running.waitFor(/GACCONG-SETUP:[\w-]+/, UP_WITHIN_MS))[0];
      },
    };
    return made;
  }

  beforeAll(async () => {
    postgres = await startPostgres();
    const ports = [await freePort(), await freePort()] as const;
    nginx = await startNginx(await freePort(), ports);
    [one, other] = [instance('one', ports[0]), instance('other', ports[1])];
    // Both at once over an empty database: one makes it, the other waits.
    [setupCode] = await Promise.all([one.comeUp(), other.comeUp()]);
    database = await openDatabase(postgres.databaseUrl, dir);
  });
  afterAll(async () => {
    await database?.close();
    await Promise.all([one?.running?.kill(), other?.running?.kill()]);
    await nginx?.stop();
    await postgres?.stop();
  });

  const at = (url: string, name: string, input: object, headers: Readonly<Record<string, string | null>> = {}) =>
    call(url, name, JSON.stringify(input), { origin: nginx.url, ...headers });

  async function account(name: string): Promise<void> {
    const added = await addAccount(database, { name, roles: ['viewer'], unit: [], email: null });
    if (added === 'taken') throw new Error('taken');
    const hash = await openPasswords(QUICK).hash(PASSWORD);
    await database.query('update console_account set password = $2 where id = $1', [added.id, hash]);
  }

  test('no entry is lost or doubled while one ends, comes back, and the other is killed and comes back', async () => {
    const client = new pg.Client({ connectionString: postgres.databaseUrl });
    await client.connect();
    const gates = Array.from({ length: GATES }, newKeys);
    for (const { device, publicKeyRaw } of gates) {
      await client.query('insert into device (device_id, public_key) values ($1, $2)', [
        device,
        Buffer.from(publicKeyRaw),
      ]);
    }
    expect((await enrol({ ...newKeys(), setupCode })).type).toBe('enrolled');

    let isOver = false;
    let answered = 0;
    const others: number[] = [];
    const drains = gates.map(async (gate) => {
      let from = 1;
      for (; !isOver; from += BATCH) {
        const entries = Array.from({ length: BATCH }, (_, index) => entryOf(from + index));
        for (;;) {
          const sent = await post(nginx.url, gate, entries, {}).catch(() => ({ status: 0 }));
          if (sent.status === 200) {
            expect(sent).toMatchObject({ refused: [] });
            break;
          }
          others.push(sent.status);
          if (isOver) break;
        }
        answered += 1;
      }
      return from - 1;
    });
    const untilMore = async (batches: number): Promise<void> => {
      const from = answered;
      await expect.poll(() => answered - from, { timeout: 60_000, interval: 20 }).toBeGreaterThan(batches);
    };
    await untilMore(2 * GATES);
    const ending = one.running?.stop();
    await untilMore(2 * GATES);
    await ending;
    expect(one.running?.child.exitCode).toBe(0);
    // Whoever ends is asked nothing any more, and nobody noticed: what it had begun, it answered; what it could not begin, went to the other.
    expect(others).toEqual([]);
    await one.comeUp();
    await untilMore(2 * GATES);
    await other.running?.kill();
    await untilMore(2 * GATES);
    await other.comeUp();
    await untilMore(2 * GATES);
    isOver = true;
    const sent = await Promise.all(drains);

    const { rows } = await client.query<{ device: string; count: number; distinct: number; last: number }>(
      `select device_id::text as device, count(*)::int as count, count(distinct seq)::int as distinct, max(seq)::int as last
       from entry group by 1`,
    );
    await client.end();
    const found = new Map(rows.map(({ device, ...counts }) => [device, counts]));
    for (const [index, { device }] of gates.entries()) {
      expect(found.get(device)).toEqual({ count: sent[index], distinct: sent[index], last: sent[index] });
    }
    const lines = nginx.accessLog().filter((line) => line.includes(' /v1/entries '));
    for (const { url } of [one, other])
      expect(lines.filter((line) => line.endsWith(new URL(url).host))).not.toEqual([]);
    // A request that the one did not answer was given to the other by nginx.
    expect(lines.filter((line) => line.split(' ').length > 8)).not.toEqual([]);
  });

  test('who reads entries page by page misses none that began to be stored earlier and was there later', async () => {
    const client = new pg.Client({ connectionString: postgres.databaseUrl });
    await client.connect();
    onTestFinished(() => client.end());
    const [slow, quick] = [newKeys(), newKeys()];
    const bring = async (into: Database | pg.Client, { device }: TestGate): Promise<void> => {
      const query: Database['query'] = async (sql, values = []) =>
        into instanceof pg.Client ? (await into.query(sql, [...values])).rows : into.query(sql, values);
      const entries = [1, 2, 3].map(entryOf);
      await ingest({ ...database, query }, { device, epoch: TEST_EPOCH, entries }, device);
    };
    const read = async (cursor: string | null): Promise<{ devices: string[]; next: string | null }> => {
      const page = await entriesPage(database, { unit: [], cursor, limit: 500 }, 0);
      if (page === null) throw new Error('no such cursor');
      return { devices: page.entries.map(({ device }) => device), next: page.next };
    };
    // What the collectors themselves write meanwhile, their figures, holds the pages up until it is done.
    const [{ stored } = { stored: -1 }] = await database.query<{ stored: number }>(
      'select count(*)::int as stored from entry',
    );
    let next: string | null = null;
    let seen = 0;
    const readOn = async (): Promise<number> => {
      const page = await read(next);
      next = page.next;
      seen += page.devices.length;
      return seen;
    };
    await expect.poll(readOn, { timeout: 60_000, interval: 10 }).toBe(stored);
    await client.query('begin');
    await bring(client, slow);
    await bring(database, quick);
    // One is stored and the other, which came before it, is not: neither is handed out.
    expect(await read(next)).toEqual({ devices: [], next });
    await client.query('commit');
    await expect
      .poll(async () => (await read(next)).devices, { timeout: 60_000, interval: 50 })
      .toEqual([...Array(3).fill(slow.device), ...Array(3).fill(quick.device)]);
  });

  test('who came in by one is in at the other, and who went out by the other is out', async () => {
    await account('nguyễn.a');
    const begun = await at(one.url, 'session.begin', { name: 'nguyễn.a', password: PASSWORD });
    expect(begun.body).toMatchObject({ stage: 'full' });
    const { csrf } = begun.body as { readonly csrf?: string };
    const headers = { cookie: begun.headers.get('set-cookie')?.split(';')[0] ?? '', [CSRF_HEADER]: csrf ?? '' };
    for (const url of [other.url, nginx.url, nginx.url]) {
      expect((await at(url, 'session.current', {}, headers)).body).toMatchObject({ stage: 'full' });
    }
    expect((await at(other.url, 'session.end', {}, headers)).status).toBe(200);
    expect((await at(one.url, 'session.current', {}, headers)).body).toEqual({ stage: 'none' });
  });

  test('who tries passwords is held at both, and cannot call himself another address', async () => {
    await database.query('delete from console_brake');
    await account('trần.b');
    const statuses: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      const tried = { name: 'trần.b', password: `sai ${time}` };
      statuses.push((await at(nginx.url, 'session.begin', tried, { 'x-forwarded-for': `203.0.113.${time}` })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    for (const { url } of [one, other]) {
      const right = await at(url, 'session.begin', { name: 'trần.b', password: PASSWORD });
      expect(right.body.reason).toBe('wait');
    }
    // One for the account, and one for the address that it really came from.
    const [row] = await database.query<{ count: number }>('select count(*)::int as count from console_brake');
    expect(row?.count).toBe(2);
  });

  test('what is too large is said as the collector says it, and what is for the house is not shown', async () => {
    const gate = newKeys();
    const body = (bytes: number) => ({ body: () => Buffer.alloc(bytes, ' ') });
    const refused = await post(nginx.url, gate, [], body(2 * MAX_BATCH_BYTES + 1));
    expect(refused.status).toBe(413);
    expect(requestRefusal.parse(refused)).toMatchObject({ reason: 'too-large' });
    expect(Math.abs(Number(refused.serverTimeUtcMs) - Date.now())).toBeLessThan(60_000);
    // As much as the collector reads: it is the collector that does not take it.
    expect((await post(nginx.url, gate, [], body(2 * MAX_BATCH_BYTES))).status).toBe(401);
    for (const path of ['/metrics', '/healthz', '/readyz']) {
      expect((await fetch(nginx.url + path)).status, path).toBe(404);
      expect((await fetch(one.url + path)).status, path).toBe(200);
    }
    expect(await overTls(nginx, '/v1/openapi.json?key=hidden')).toBe(200);
    expect(nginx.accessLog().join('\n')).not.toContain('hidden');
  });

  test('another key is noticed at the start, before a session or a second step is lost by it', async () => {
    const stranger = collectorAt('stranger', await freePort(), randomBytes(33).toString('base64'));
    const [said] = await stranger.waitFor(/cannot start: .+/, UP_WITHIN_MS);
    await expect.poll(() => stranger.child.exitCode).toBe(1);
    expect(said).toMatch(/: Khoá của máy thu này.* \/ .*COLLECTOR_SECRET/);
    expect(stranger.output()).not.toContain(SECRET);
  });
});

async function overTls({ tls }: TestNginx, path: string): Promise<number | undefined> {
  return new Promise((done, failed) => {
    const asked = request(
      { host: '127.0.0.1', servername: 'localhost', port: tls.port, path, ca: tls.authority },
      (response) => {
        response.resume();
        response.once('end', () => done(response.statusCode));
      },
    );
    asked.once('error', failed);
    asked.end();
  });
}
