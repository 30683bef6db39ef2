/**
 * How fast do a million waiting entries leave a gate, and who is in their way? A real core, a real collector over PostgreSQL
 * (`--pglite`: over PGlite), scans meanwhile; beside it the bare set-based INSERT of the same rows and one POST per
 * entry, in the same run. `npm run bench:upload -- --pending N [--sealed] [--pglite] [--profile DIR] [--json]`.
 * `--sealed`: each waiting entry carries its person once more, sealed for an authority, here and in the one POST per entry.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings } from '../src-main/contract/settings.ts';
import type { UploadedEntry } from '../src-main/contract/upload-protocol.ts';
import type { AuthoritySealer } from '../src-main/core/ports.ts';
import { writeSettings } from '../src-main/gate/settings-file.ts';
import { openStore } from '../src-main/store/open-store.ts';
import { toUploadedEntry } from '../src-main/upload/to-uploaded-entry.ts';
import { createVenueAuthority } from '../src-main/vault/authority-sealer.ts';
import { newHpkePair } from '../src-main/vault/hpke.ts';
import { openVault } from '../src-main/vault/open-vault.ts';
import { enrolGate } from '../test/support/enrol-gate.ts';
import { freePort } from '../test/support/free-port.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { openPtyPair } from '../test/support/pty-pair.ts';
import { runProcess } from '../test/support/run-process.ts';
import { numberOption, textOption, wantsJson } from './support/options.ts';
import { seedEntries } from './support/seed-entries.ts';
import { ratio } from './support/statistics.ts';
import { measureBareInsert } from './upload/bare-insert.ts';
import { openWire } from './upload/counting-wire.ts';
import { openDrainedGate } from './upload/drained-gate.ts';
import { measureOnePerPost } from './upload/one-per-post.ts';

const pending = numberOption('pending', 1_000_000);
const isPglite = process.argv.includes('--pglite');
const isSealed = process.argv.includes('--sealed');
const profileDir = textOption('profile');
const IDLE_SCANS = 100;
const SCAN_EVERY_MS = 250;
const SINGLE_POSTS = 500;
const MOST_BARE_ROWS = 100_000;

const dataDir = mkdtempSync(join(tmpdir(), 'gac-cong-upload-'));
try {
  const report = await run();
  process.stdout.write(wantsJson() ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function run(): Promise<object> {
  const gateDir = join(dataDir, 'gate');
  mkdirSync(gateDir);
  say(`${pending} waiting entries are being written…`);
  seedEntries(join(gateDir, 'gate.sqlite'), gateDir, pending, 'pending', isSealed ? someAuthority() : undefined);
  const sample = waitingSample(gateDir);
  const postgres = isPglite ? null : await startPostgres();
  const port = await freePort();
  const wire = await openWire(port);
  const pty = await openPtyPair();
  const collectorDir = join(dataDir, 'collector');
  const startCollector = async () => {
    const collector = runProcess(process.execPath, [...profiled('collector'), 'src-collector/main.ts'], {
      PORT: String(port),
      COLLECTOR_DATA_DIR: collectorDir,
      COLLECTOR_URL: wire.url,
      DATABASE_URL: postgres?.databaseUrl ?? '',
    });
    const [setupCode] = await collector.waitFor(/GACCONG-SETUP:[\w-]+/, 120_000);
    return { collector, setupCode };
  };
  try {
    await enrol(gateDir, startCollector);
    const idle = await measureIdle(gateDir, pty);
    say('idle is measured; the collector comes up…');
    const { collector, setupCode } = await startCollector();
    wire.countAnew();
    const gate = await openDrainedGate({ dataDir: gateDir, cacheDir: join(dataDir, 'compiled'), pty, profileDir });
    const drained = await gate.drain(SCAN_EVERY_MS);
    const wired = wire.counts();
    await gate.close();
    say('one POST per entry…');
    const single = await measureOnePerPost(wire, setupCode, sample.epoch, sample.entries);
    await collector.stop();
    say('the bare INSERT of the same rows…');
    const place = postgres === null ? { pgliteDir: collectorDir } : { databaseUrl: postgres.databaseUrl };
    const bare = await measureBareInsert(place, Math.min(pending, MOST_BARE_ROWS));
    const uploaded = pending + drained.scanMs.count;
    // From the first connection, while the core was still starting, to the last acknowledgement.
    const tookMs = drained.endedAtMs - (wired.firstAtMs ?? drained.endedAtMs);
    const entriesPerS = (uploaded / tookMs) * 1_000;
    const bytesPerEntry = wired.upBytes / uploaded;
    return {
      ratios: {
        overBareInsert: ratio(entriesPerS, bare.perS),
        overOnePerPost: ratio(entriesPerS, single.perS),
        bytesOverOnePost: ratio(bytesPerEntry, single.bytesPerEntry),
        scanP95OverIdle: ratio(drained.scanMs.p95, idle.scanMs.p95),
        scanMedianOverIdle: ratio(drained.scanMs.median, idle.scanMs.median),
      },
      entriesPerS: Math.round(entriesPerS),
      bareInsertPerS: Math.round(bare.perS),
      onePerPostPerS: Math.round(single.perS * 10) / 10,
      bytesPerEntry: Math.round(bytesPerEntry * 10) / 10,
      onePostBytesPerEntry: Math.round(single.bytesPerEntry),
      peakMemoryMb: Math.round(drained.peakMb - idle.residentMb),
      idleMemoryMb: Math.round(idle.residentMb),
      scanMs: drained.scanMs,
      scanMsIdle: idle.scanMs,
      drainSeconds: Math.round(tookMs / 1_000),
      pending,
      sealed: isSealed,
      database: isPglite ? 'pglite' : 'postgresql',
      bareRows: bare.rows,
      load: loadavg().map((each) => Math.round(each * 10) / 10),
    };
  } finally {
    await pty.close();
    await wire.close();
    await postgres?.stop();
  }
}

/** Nobody has its private key. */
function someAuthority(): AuthoritySealer {
  const { publicKeyRaw } = newHpkePair();
  const authority = createVenueAuthority(() => Date.now());
  const publicKey = Buffer.from(publicKeyRaw).toString('base64url');
  authority.apply([{ id: 'bench', publicKey, notBeforeUtcMs: 0, notAfterUtcMs: Date.now() + 86_400_000 }]);
  return authority;
}

/** The same entries for the peer that sends them one by one. */
function waitingSample(gateDir: string): { epoch: string; entries: UploadedEntry[] } {
  const vaultAnswer = openVault(gateDir);
  if (vaultAnswer.type === 'refused') throw new Error(`the keys did not open: ${vaultAnswer.reason}`);
  const { deviceId, sealer, digest } = vaultAnswer.vault;
  const path = join(gateDir, 'gate.sqlite');
  const answer = openStore({ path, device: deviceId, sealer, digest, newEpoch: () => '0'.repeat(32) });
  if (answer.type === 'refused') throw new Error(`the log did not open: ${answer.reason}`);
  try {
    const entries = answer.store.pending(SINGLE_POSTS);
    return { epoch: entries[0]?.id.epoch ?? '', entries: entries.map(toUploadedEntry) };
  } finally {
    answer.store.close();
  }
}

type Started = { readonly collector: ReturnType<typeof runProcess>; readonly setupCode: string };

async function enrol(gateDir: string, startCollector: () => Promise<Started>): Promise<void> {
  const { collector, setupCode } = await startCollector();
  await enrolGate(gateDir, setupCode);
  await collector.stop();
}

/** The same gate, the same log, with nobody to send to. */
async function measureIdle(gateDir: string, pty: Awaited<ReturnType<typeof openPtyPair>>) {
  const settingsPath = join(gateDir, 'settings.json');
  const kept = readFileSync(settingsPath);
  writeSettings(gateDir, defaultSettings());
  const gate = await openDrainedGate({ dataDir: gateDir, cacheDir: join(dataDir, 'compiled'), pty, profileDir: null });
  try {
    const scanMs = await gate.scan(IDLE_SCANS, SCAN_EVERY_MS);
    return { scanMs, residentMb: gate.residentMb() };
  } finally {
    await gate.close();
    writeFileSync(settingsPath, kept);
  }
}

function profiled(name: string): string[] {
  return profileDir === null
    ? []
    : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`, `--cpu-prof-name=${name}.cpuprofile`];
}

/** Progress goes to standard error: standard output is the figures alone. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
