import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../src-collector/database.ts';
import { openDatabase } from '../../src-collector/database.ts';
import { enrolDevice } from '../../src-collector/devices.ts';
import { setupCodesOrder } from '../../src-collector/setup-codes.ts';
import { parseSetupCode } from '../../src-main/upload/enrol.ts';
import { freePort } from '../support/free-port.ts';
import { freshPglite } from '../support/fresh-pglite.ts';
import type { RunningProcess } from '../support/run-process.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';
import { newKeys } from './test-gate.ts';

function start(env: Record<string, string>, ...args: readonly string[]): RunningProcess {
  const started = runProcess(process.execPath, ['src-collector/main.ts', ...args], {
    DATABASE_URL: '',
    HOST: '',
    ...env,
  });
  onTestFinished(() => started.kill());
  return started;
}

async function ended(running: RunningProcess): Promise<number | null> {
  await expect.poll(() => running.child.exitCode, { timeout: 240_000, interval: 50 }).not.toBeNull();
  return running.child.exitCode;
}

/** The folder is one program's at a time. */
async function within(dataDir: string, look: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(null, dataDir);
  try {
    await look(database);
  } finally {
    await database.close();
  }
}

test('npm run collector says where it is, lets nobody else into its folder, and ends when it is told to', async () => {
  const dataDir = temporaryDir();
  const port = String(await freePort());
  const collector = start({ PORT: port, COLLECTOR_DATA_DIR: dataDir });
  await collector.waitFor(/GACCONG-SETUP:[\w-]+\n/, 180_000);
  expect(collector.output()).toContain(`http://127.0.0.1:${port} (pglite)`);
  expect(collector.output()).toContain(`http://127.0.0.1:${port}/?key=`);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);

  const second = start({ PORT: '0', COLLECTOR_DATA_DIR: dataDir });
  expect(await ended(second)).toBe(1);
  expect(second.output()).toContain('another collector is running');

  collector.child.kill('SIGTERM');
  expect(await ended(collector)).toBe(0);
  const third = start({ PORT: port, COLLECTOR_DATA_DIR: dataDir });
  await third.waitFor(/GACCONG-SETUP:/, 180_000);
}, 900_000);

test('npm run collector says in one line why it cannot start', async () => {
  const misnamed = start({ PORT: 'http', COLLECTOR_URL: 'thu.example.vn' });
  expect(await ended(misnamed)).toBe(1);
  expect(misnamed.output()).toBe('Không khởi động được / cannot start: PORT, COLLECTOR_URL\n');

  const nowhere = start({ DATABASE_URL: `postgresql://gate@127.0.0.1:${await freePort()}/gates` });
  expect(await ended(nowhere)).toBe(1);
  expect(nowhere.output()).toMatch(/^Không khởi động được \/ cannot start: .*ECONNREFUSED.*\n$/);

  const squatter = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void squatter.close());
  await new Promise((listening) => squatter.once('listening', listening));
  const address = squatter.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const crowded = start({ PORT: port, COLLECTOR_DATA_DIR: temporaryDir() });
  expect(await ended(crowded)).toBe(1);
  expect(crowded.output()).toMatch(/^Không khởi động được \/ cannot start: .*EADDRINUSE.*\n$/);
}, 900_000);

test('npm run collector gives out codes for many gates at once, revokes one, and its audit log says so', async () => {
  const dataDir = temporaryDir();
  await freshPglite(join(dataDir, 'pglite'));
  const env = { COLLECTOR_DATA_DIR: dataDir, COLLECTOR_URL: 'https://thu.example.vn' };
  const many = start(env, '--setup-codes', '3', '--days', '14', '--json');
  expect(await ended(many)).toBe(0);
  const { codes, ...others } = JSON.parse(many.output().trim()) as { codes: string[] };
  expect(others).toEqual({ url: 'https://thu.example.vn', days: 14 });
  expect(new Set(codes.map((code) => parseSetupCode(code)?.token)).size).toBe(3);
  expect(parseSetupCode(codes[0] ?? '')).toMatchObject({
    url: 'https://thu.example.vn',
    settingsKey: expect.stringMatching(/^[\w-]{43}$/),
  });
  const { device, publicKeyRaw } = newKeys();
  const token = parseSetupCode(codes[0] ?? '')?.token ?? '';
  await within(dataDir, async (database) => {
    expect(
      await database.query(
        `select count(*)::int as codes from setup_token where expires_at between now() + interval '13 days' and now() + interval '14 days'`,
      ),
    ).toEqual([{ codes: 3 }]);
    const publicKey = Buffer.from(publicKeyRaw).toString('base64url');
    expect(await enrolDevice(database, { token, device, publicKey })).toBe('enrolled');
  });
  const gate = device.slice(0, 8);
  expect(await ended(start(env, '--revoke', gate))).toBe(0);
  const stranger = start({ ...env, COLLECTOR_SECRET: 'x'.repeat(43) }, '--revoke', gate);
  expect(await ended(stranger)).toBe(1);
  expect(stranger.output()).toContain('--accept-new-secret');
  await within(dataDir, async (database) => {
    const rows = await database.query<{ line: string }>(
      `select actor_kind || ' ' || call || ' ' || detail as line from console_audit order by id`,
    );
    expect(rows.map(({ line }) => line)).toEqual([
      'command fleet.setupCodes {"codes":3,"days":14}',
      `command fleet.revoke {"gate":"${gate}"}`,
    ]);
  });
  for (const [count, days] of [
    ['0', '1'],
    ['5', '31'],
    ['many', '1'],
  ]) {
    expect(setupCodesOrder(count, days)).toBeNull();
  }
  expect(setupCodesOrder('5', undefined)).toEqual({ count: 5, days: 1 });
}, 900_000);

test('npm run collector drops the days that it is told to, and takes no other words', async () => {
  const dataDir = temporaryDir();
  await freshPglite(join(dataDir, 'pglite'));
  const purge = start({ COLLECTOR_DATA_DIR: dataDir }, '--purge-before', '2026-11-01', '--json');
  expect(await ended(purge)).toBe(0);
  expect(purge.output()).toContain('{"days":[],"entries":0}');
  for (const wrong of [['--purge-before', 'yesterday'], ['--purge']]) {
    const refused = start({ COLLECTOR_DATA_DIR: dataDir }, ...wrong);
    expect(await ended(refused)).toBe(2);
    expect(refused.output()).toContain('--purge-before YYYY-MM-DD');
  }
}, 900_000);
