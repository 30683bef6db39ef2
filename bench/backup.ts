/**
 * What does a second copy of the log cost, and does a scan wait for it? Our pieces beside SQLite's own ways (`VACUUM INTO`, the online
 * backup), each in a thread beside a gate that commits twelve times a second; first all of the log, then a minute's entries more.
 * `npm run bench:backup -- [--json] [--entries 100000]`.
 */

import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { BackupRequest } from '../src-main/store/backup/backup-thread.ts';
import type { BackupOptions } from '../src-main/store/backup/write-backup.ts';
import type { Store } from '../src-main/store/open-store.ts';
import { openStore } from '../src-main/store/open-store.ts';
import { openVault } from '../src-main/vault/open-vault.ts';
import { draft } from '../test/src-main/store/store-drafts.ts';
import { numberOption, wantsJson } from './support/options.ts';
import { seedEntries } from './support/seed-entries.ts';
import type { Spread } from './support/statistics.ts';
import { nowMs, spread } from './support/statistics.ts';

const SCANS_PER_S = 12;
const AT_LEAST_MS = 3_000;
const GIVEN_UP_AFTER_MS = 60_000;
const MINUTE_ENTRIES = 720;

type Way = 'pieces' | 'vacuumInto' | 'onlineBackup';
type Measured = {
  /** `null`: not done when it was given up. */
  readonly copyMs: number | null;
  readonly writtenMb: number;
  readonly walPeakMb: number;
  readonly commitMs: Spread;
};

/** The others in the fewest words that do it; both write in clear, which a stick may not have. */
const PEER = `
  const { parentPort, workerData: { way, path, to } } = require('node:worker_threads');
  const { rmSync } = require('node:fs');
  const Database = require(require('node:worker_threads').workerData.module);
  parentPort.on('message', async () => {
    rmSync(to, { force: true });
    const database = new Database(path, { readonly: true });
    if (way === 'vacuumInto') database.prepare('vacuum into ?').run(to);
    else await database.backup(to);
    database.close();
    parentPort.postMessage('done');
  });`;

const entries = numberOption('entries', 100_000);
const dir = mkdtempSync(join(tmpdir(), 'gac-cong-bench-'));
const path = join(dir, 'gate.sqlite');
try {
  process.stderr.write(`${entries} entries are being written…\n`);
  seedEntries(path, dir, entries);
  const report = await run();
  process.stdout.write(`${wantsJson() ? JSON.stringify(report) : JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

async function run(): Promise<object> {
  const store = openLog();
  const alone = await commitWhile(store, delay(AT_LEAST_MS));
  const ways: Record<string, { first: Measured; aMinuteLater: Measured }> = {};
  for (const way of ['pieces', 'vacuumInto', 'onlineBackup'] as const) {
    const worker = startWorker(way);
    const first = await measure(store, way, worker);
    for (let index = 0; index < MINUTE_ENTRIES; index += 1) store.commit(draft());
    ways[way] = { first, aMinuteLater: await measure(store, way, worker) };
    await worker.terminate();
  }
  store.close();
  return { entries, logMb: megabytes(statSync(path).size), aloneCommitMs: alone.commitMs, ways, load: loadavg() };
}

function openLog(): Store {
  const vault = openVault(dir);
  if (vault.type === 'refused') throw new Error(vault.reason);
  const { deviceId, sealer, digest } = vault.vault;
  const answer = openStore({ path, device: deviceId, sealer, digest, newEpoch: () => 'f'.repeat(32) });
  if (answer.type === 'refused') throw new Error(answer.reason);
  return answer.store;
}

function startWorker(way: Way): Worker {
  if (way !== 'pieces') {
    const module = join(import.meta.dirname, '../node_modules/better-sqlite3');
    return new Worker(PEER, { eval: true, workerData: { way, path, to: target(way), module } });
  }
  mkdirSync(target(way), { recursive: true });
  const options: BackupOptions = { logPath: path, folder: target(way), key: Buffer.alloc(32), files: [] };
  return new Worker(new URL('../src-main/store/backup/backup-thread.ts', import.meta.url), { workerData: options });
}

function target(way: Way): string {
  return join(dir, way === 'pieces' ? 'gac-cong-0000000000000000' : `${way}.sqlite`);
}

async function measure(store: Store, way: Way, worker: Worker): Promise<Measured> {
  const before = filesOf(way);
  const startedAtMs = nowMs();
  let copyMs: number | null = null;
  const copied = new Promise<void>((done) => {
    worker.once('message', () => {
      copyMs = Math.round(nowMs() - startedAtMs);
      done();
    });
  });
  const request: BackupRequest = { type: 'round', mayMakeFolder: false, startsOver: false };
  worker.postMessage(request);
  const { commitMs, walPeakMb } = await commitWhile(
    store,
    Promise.race([Promise.all([copied, delay(AT_LEAST_MS)]), delay(GIVEN_UP_AFTER_MS)]),
  );
  const written = [...filesOf(way)].filter(([name, { at }]) => before.get(name)?.at !== at);
  return { copyMs, writtenMb: megabytes(written.reduce((sum, [, { bytes }]) => sum + bytes, 0)), walPeakMb, commitMs };
}

function filesOf(way: Way): Map<string, { readonly at: number; readonly bytes: number }> {
  const folder = way === 'pieces' ? target(way) : dir;
  return new Map(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((name) => name.startsWith(target(way)))
      .map((name) => [name, { at: statSync(name).mtimeMs, bytes: statSync(name).size }]),
  );
}

/** Commits at the pace of four busy lanes until `over` is. */
async function commitWhile(store: Store, over: Promise<unknown>): Promise<{ commitMs: Spread; walPeakMb: number }> {
  let isOver = false;
  void over.then(() => {
    isOver = true;
  });
  const timesMs: number[] = [];
  let walPeak = 0;
  while (!isOver) {
    const startedAtMs = nowMs();
    const commit = store.commit(draft());
    if (commit.type === 'failed') throw new Error(commit.reason);
    timesMs.push(nowMs() - startedAtMs);
    walPeak = Math.max(walPeak, statSync(`${path}-wal`).size);
    await delay(1_000 / SCANS_PER_S);
  }
  return { commitMs: spread(timesMs), walPeakMb: megabytes(walPeak) };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
