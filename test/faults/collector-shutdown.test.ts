import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { enrol } from '../../src-main/upload/enrol.ts';
import type { TestGate } from '../src-collector/test-gate.ts';
import { entryOf, newKeys, post } from '../src-collector/test-gate.ts';
import { freePort } from '../support/free-port.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const missing = missingPostgres();
if (missing !== null) process.stderr.write(`skipped, a collector that ends under load: ${missing}\n`);

const GATES = 20;
const BATCH = 100;

test.skipIf(missing !== null)(
  'a collector that is told to end while gates send answers what is under way, and no answered entry is missing or doubled',
  async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const dir = temporaryDir();
    const start = async (name: string) => {
      const port = await freePort();
      const collector = runProcess(process.execPath, ['src-collector/main.ts'], {
        PORT: String(port),
        COLLECTOR_DATA_DIR: join(dir, name),
        DATABASE_URL: postgres.databaseUrl,
        COLLECTOR_SECRET: 'k'.repeat(43),
      });
      onTestFinished(() => collector.kill());
      const [setupCode] = await collector.waitFor(/GACCONG-SETUP:[\w-]+/, 180_000);
      return { collector, setupCode, url: `http://127.0.0.1:${port}` };
    };
    const ending = await start('ending');
    const staying = await start('staying');
    const pool = new pg.Client({ connectionString: postgres.databaseUrl });
    await pool.connect();
    const gates: TestGate[] = [];
    for (let index = 0; index < GATES; index += 1) {
      const gate = newKeys();
      await pool.query('insert into device (device_id, public_key) values ($1, $2)', [
        gate.device,
        Buffer.from(gate.publicKeyRaw),
      ]);
      gates.push(gate);
    }
    expect((await enrol({ ...newKeys(), setupCode: ending.setupCode })).type).toBe('enrolled');

    let answered = 0;
    let unanswered = 0;
    let isEnding = false;
    const send = async (gate: TestGate): Promise<number> => {
      for (let from = 1; ; from += BATCH) {
        const entries = Array.from({ length: BATCH }, (_, index) => entryOf(from + index));
        const sent = await post(ending.url, gate, entries, {}).catch(() => null);
        if (sent?.status === 200) answered += 1;
        else {
          unanswered += 1;
          // The gate turns to the other instance, and sends the same again: it does not know what became of it.
          expect(await post(staying.url, gate, entries, {})).toMatchObject({ status: 200, refused: [] });
          return from + BATCH - 1;
        }
        if (answered === GATES && !isEnding) {
          isEnding = true;
          ending.collector.child.kill('SIGTERM');
        }
      }
    };
    const sent = await Promise.all(gates.map(send));
    await expect.poll(() => ending.collector.child.exitCode, { timeout: 60_000, interval: 50 }).toBe(0);
    const { rows } = await pool.query<{ device: string; count: number; distinct: number }>(
      'select device_id::text as device, count(*)::int as count, count(distinct seq)::int as distinct from entry group by 1',
    );
    await pool.end();
    expect(answered).toBeGreaterThanOrEqual(GATES);
    expect(unanswered).toBe(GATES);
    const found = new Map(rows.map(({ device, count, distinct }) => [device, { count, distinct }]));
    for (const [index, { device }] of gates.entries()) {
      expect(found.get(device)).toEqual({ count: sent[index], distinct: sent[index] });
    }
  },
);
