/** Are two collectors behind nginx one collector, also while one of them ends and comes back? */

import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import type { TestGate } from '../src-collector/test-gate.ts';
import { entryOf, newKeys, post } from '../src-collector/test-gate.ts';
import { freePort } from '../support/free-port.ts';
import { missingNginx, startNginx } from '../support/nginx.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import { runProcess } from '../support/run-process.ts';
import { post as call } from '../support/served-console.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const missing = missingPostgres() ?? missingNginx();
if (missing !== null) process.stderr.write(`skipped, two collectors behind nginx: ${missing}\n`);

const SECRET = 'k'.repeat(43);
const GATES = 5;
const BATCH = 20;

test.skipIf(missing !== null)(
  'gates lose and double nothing while one ends and comes back, brakes hold at both, and one with another key does not start',
  async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const dir = temporaryDir();
    const ports = [await freePort(), await freePort()] as const;
    const front = await freePort();
    const url = `http://127.0.0.1:${front}`;
    const run = (name: string, port: number, secret = SECRET) => {
      const collector = runProcess(process.execPath, ['src-collector/main.ts'], {
        PORT: String(port),
        COLLECTOR_DATA_DIR: join(dir, name),
        DATABASE_URL: postgres.databaseUrl,
        COLLECTOR_SECRET: secret,
        COLLECTOR_URL: url,
        COLLECTOR_PROXY: '127.0.0.1',
      });
      onTestFinished(() => collector.kill());
      return collector;
    };
    const up = async (name: string, port: number) => {
      const collector = run(name, port);
      await collector.waitFor(/GACCONG-SETUP:[\w-]+/, 180_000);
      return collector;
    };
    const first = await up('one', ports[0]);
    await up('two', ports[1]);
    onTestFinished(await startNginx(join(dir, 'nginx'), front, ports));
    await expect.poll(async () => (await fetch(`${url}/readyz`).catch(() => null))?.status).toBe(200);

    const stranger = run('three', await freePort(), 'x'.repeat(43));
    await expect.poll(() => stranger.child.exitCode, { timeout: 120_000 }).toBe(1);
    expect(stranger.output()).toContain('COLLECTOR_SECRET');

    const client = new pg.Client({ connectionString: postgres.databaseUrl });
    await client.connect();
    onTestFinished(() => client.end());
    const gates: TestGate[] = Array.from({ length: GATES }, newKeys);
    for (const { device, publicKeyRaw } of gates) {
      await client.query('insert into device (device_id, public_key) values ($1, $2)', [
        device,
        Buffer.from(publicKeyRaw),
      ]);
    }
    let isOver = false;
    const sent = gates.map(async (gate) => {
      let from = 1;
      while (!isOver) {
        const entries = Array.from({ length: BATCH }, (_, index) => entryOf(from + index));
        const answer = await post(url, gate, entries, {}).catch(() => null);
        if (answer?.status === 200) from += BATCH;
      }
      return from - 1;
    });
    first.child.kill('SIGTERM');
    await expect.poll(() => first.child.exitCode, { timeout: 60_000 }).toBe(0);
    await up('one', ports[0]);
    isOver = true;
    const counts = await Promise.all(sent);
    for (const [index, { device }] of gates.entries()) {
      const { rows } = await client.query(
        'select count(*)::int as count, count(distinct seq)::int as distinct from entry where device_id = $1',
        [device],
      );
      expect(rows[0]).toEqual({ count: counts[index], distinct: counts[index] });
      expect(counts[index]).toBeGreaterThan(0);
    }

    // From one instance to the other, straight and through nginx, it is the same door.
    const doors = [url, `http://127.0.0.1:${ports[0]}`, `http://127.0.0.1:${ports[1]}`];
    const reasons: unknown[] = [];
    for (let time = 0; time < 9; time += 1) {
      const door = doors[time % doors.length] ?? url;
      const body = JSON.stringify({ name: 'không.có.ai', password: `sai ${time}` });
      reasons.push((await call(door, 'session.begin', body, { origin: url })).body.reason);
    }
    expect(reasons).toEqual([...Array<string>(5).fill('wrong'), ...Array<string>(4).fill('wait')]);
  },
);
