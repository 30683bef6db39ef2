/**
 * How much does a collector take? So many gates hand so many entries over at once to one instance and then to two, over a real
 * PostgreSQL; beside it the bare set-based INSERT of the same rows and one POST per entry, in the same run.
 * `npm run loadtest -- [--gates 50] [--entries 100000] [--instances 1|2] [--json]`.
 * `--province [--rate 1000] [--seconds 30]`: the gates (1,000) are live instead, with so many entries a second together, and the run ends
 * when all of it is there. `--adapter`: the first instance passes all of it on to a folder meanwhile.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { toUploadedEntry } from '../src-main/upload/to-uploaded-entry.ts';
import { freePort } from '../test/support/free-port.ts';
import { testEntry } from '../test/support/memory-outbox.ts';
import { startPostgres } from '../test/support/postgres.ts';
import type { RunningProcess } from '../test/support/run-process.ts';
import { runProcess } from '../test/support/run-process.ts';
import type { SimulatedGate } from './loadtest/simulated-gate.ts';
import { batchesOf, sendAll, sendLive, simulatedGate } from './loadtest/simulated-gate.ts';
import { numberOption, wantsJson } from './support/options.ts';
import type { Spread } from './support/statistics.ts';
import { ratio, spread } from './support/statistics.ts';
import { measureBareInsert } from './upload/bare-insert.ts';
import { measureOnePerPost } from './upload/one-per-post.ts';

const isProvince = process.argv.includes('--province');
const rate = numberOption('rate', 1_000);
const seconds = numberOption('seconds', 30);
const gateCount = numberOption('gates', isProvince ? 1_000 : 50);
const entryCount = isProvince ? rate * seconds : numberOption('entries', 100_000);
const only = process.argv.includes('--instances') ? numberOption('instances', 1) : null;
const passesOn = process.argv.includes('--adapter');
const SINGLE_POSTS = 300;
const MOST_BARE_ROWS = 50_000;
const LONGEST_MS = 30 * 60_000;

type Run = {
  readonly instances: number;
  readonly entriesPerS: number;
  readonly tookS: number;
  readonly batches: number;
  readonly batchMs: Spread;
  readonly bareInsertPerS: number;
  readonly onePerPostPerS: number;
  readonly lost: number;
  readonly doubled: number;
  /** Of the log that PostgreSQL writes ahead: marks, arrivals and whole pages after a checkpoint counted. */
  readonly walBytesPerEntry: number;
};

const runs: Run[] = [];
for (const instances of only === null ? [1, 2] : [only]) runs.push(await run(instances));
const last = runs.at(-1);
if (last === undefined) throw new Error('nothing was run');
const ratios = runs.map(({ instances, entriesPerS, bareInsertPerS, onePerPostPerS }) => ({
  instances,
  overBareInsert: ratio(entriesPerS, bareInsertPerS),
  overOnePerPost: ratio(entriesPerS, onePerPostPerS),
}));
const load = loadavg().map((each) => Math.round(each * 10) / 10);
const report = {
  ratios,
  mode: isProvince ? 'province' : 'burst',
  passesOn,
  ...last,
  gates: gateCount,
  entries: entryCount,
  runs,
  load,
};
process.stdout.write(wantsJson() ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`);

/** Each run has a database of its own, so that the second does not find the rows of the first. */
async function run(instances: number): Promise<Run> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-load-'));
  const postgres = await startPostgres();
  const collectors: RunningProcess[] = [];
  try {
    const urls: string[] = [];
    let setupCode = '';
    for (let index = 0; index < instances; index += 1) {
      const port = await freePort();
      const collector = runProcess(process.execPath, ['src-collector/main.ts'], {
        PORT: String(port),
        COLLECTOR_DATA_DIR: join(dataDir, String(index)),
        DATABASE_URL: postgres.databaseUrl,
        COLLECTOR_SECRET: 'k'.repeat(43),
        ...(passesOn && index === 0 ? { COLLECTOR_ADAPTERS: folderAdapter(dataDir) } : {}),
      });
      collectors.push(collector);
      [setupCode] = await collector.waitFor(/GACCONG-SETUP:[\w-]+/, 120_000);
      urls.push(`http://127.0.0.1:${port}`);
    }
    say(`${instances} instance(s): ${gateCount} gates get ready…`);
    const perGate = Math.ceil(entryCount / gateCount);
    const gates = Array.from({ length: gateCount }, () => simulatedGate(perGate, testEntry));
    await makeKnown(postgres.databaseUrl, gates);
    const batches = isProvince ? [] : gates.map(batchesOf);
    say(`they send ${perGate * gateCount} entries…`);
    const walBefore = await walBytes(postgres.databaseUrl);
    const startedAtMs = performance.now();
    const times = await Promise.all(
      gates.map((gate, index) => {
        const [to, untilMs] = [rotated(urls, index), startedAtMs + LONGEST_MS];
        return isProvince
          ? sendLive(gate, rate / gateCount, to, untilMs)
          : sendAll(gate, batches[index] ?? [], to, untilMs);
      }),
    );
    const tookMs = performance.now() - startedAtMs;
    const wal = (await walBytes(postgres.databaseUrl)) - walBefore;
    const { lost, doubled } = await audit(postgres.databaseUrl, gates);
    say('one POST per entry…');
    const wire = {
      url: urls[0] ?? '',
      counts: () => ({ upBytes: 0, downBytes: 0, firstAtMs: null }),
      countAnew: () => undefined,
      close: () => Promise.resolve(),
    };
    const singles = Array.from({ length: SINGLE_POSTS }, (_, index) => toUploadedEntry(testEntry(index + 1)));
    const single = await measureOnePerPost(wire, setupCode, 'e'.repeat(32), singles);
    await Promise.all(collectors.map((collector) => collector.stop()));
    say('the bare INSERT of the same rows…');
    const bare = await measureBareInsert({ databaseUrl: postgres.databaseUrl }, MOST_BARE_ROWS);
    return {
      instances,
      entriesPerS: Math.round(((perGate * gateCount) / tookMs) * 1_000),
      tookS: Math.round(tookMs / 100) / 10,
      batches: times.flat().length,
      batchMs: spread(times.flat()),
      bareInsertPerS: Math.round(bare.perS),
      onePerPostPerS: Math.round(single.perS * 10) / 10,
      lost,
      doubled,
      walBytesPerEntry: Math.round(wal / (perGate * gateCount)),
    };
  } finally {
    await Promise.all(collectors.map((collector) => collector.stop()));
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The file that names one system to pass on to: a folder of this run. */
function folderAdapter(dataDir: string): string {
  const folder = join(dataDir, 'passed-on');
  mkdirSync(folder);
  const path = join(dataDir, 'adapters.json');
  writeFileSync(path, JSON.stringify({ adapters: [{ kind: 'files', name: 'load-test', folder }] }));
  return path;
}

/** What enrolment leaves behind, without a setup code for each: that is a person's work, and not what is measured. */
async function makeKnown(databaseUrl: string, gates: readonly SimulatedGate[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const { device, publicKeyRaw } of gates) {
    await client.query('insert into device (device_id, public_key) values ($1, $2)', [
      device,
      Buffer.from(publicKeyRaw),
    ]);
  }
  await client.end();
}

async function walBytes(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ bytes: string }>(`select pg_current_wal_lsn() - '0/0'::pg_lsn as bytes`);
  await client.end();
  return Number(rows[0]?.bytes);
}

/** By what the table holds: every entry of every gate, once. */
async function audit(
  databaseUrl: string,
  gates: readonly SimulatedGate[],
): Promise<{ readonly lost: number; readonly doubled: number }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ device: string; rows: string; seqs: string }>(
    'select device_id as device, count(*) as rows, count(distinct seq) as seqs from entry group by device_id',
  );
  await client.end();
  let lost = 0;
  let doubled = 0;
  for (const gate of gates) {
    const held = rows.find(({ device }) => device === gate.device);
    lost += gate.entries - Number(held?.seqs ?? 0);
    doubled += Number(held?.rows ?? 0) - Number(held?.seqs ?? 0);
  }
  return { lost, doubled };
}

function rotated(urls: readonly string[], by: number): string[] {
  return [...urls.slice(by % urls.length), ...urls.slice(0, by % urls.length)];
}

/** Progress goes to standard error: standard output is the figures alone. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
