/**
 * How long does a report of a long log take, and what does a scan find in its way meanwhile?
 * `npm run bench:reports -- [--entries 1000000] [--seeded DIR] [--json]`. Times are by the wall; on a busy machine see `load`.
 */

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntryDraft } from '../src-main/core/entry/entry.ts';
import type { PeriodKind } from '../src-main/core/report/period.ts';
import { DAY_MS } from '../src-main/core/report/period.ts';
import type { ReportReader } from '../src-main/gate/report-reader.ts';
import { openReportReader } from '../src-main/gate/report-reader.ts';
import type { Store } from '../src-main/store/open-store.ts';
import { openStore } from '../src-main/store/open-store.ts';
import type { Vault } from '../src-main/vault/open-vault.ts';
import { openVault } from '../src-main/vault/open-vault.ts';
import { numberOption, textOption, wantsJson } from './support/options.ts';
import { seedEntries } from './support/seed-entries.ts';
import type { Spread } from './support/statistics.ts';
import { nowMs, spread } from './support/statistics.ts';

/** Four lanes at shift change. */
const SCAN_EVERY_MS = 50;
const QUIET_SCANS = 60;

const entries = numberOption('entries', 1_000_000);
const keptDir = textOption('seeded');
const dataDir = keptDir ?? mkdtempSync(join(tmpdir(), 'gac-cong-bench-'));

try {
  const measured = await run();
  process.stdout.write(`${wantsJson() ? JSON.stringify(measured) : JSON.stringify(measured, null, 2)}\n`);
} finally {
  if (keptDir === null) rmSync(dataDir, { recursive: true, force: true });
}

async function run(): Promise<object> {
  const path = join(dataDir, 'gate.sqlite');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(path)) {
    process.stderr.write(`${entries} entries are being written…\n`);
    seedEntries(path, dataDir, entries);
  }
  const opened = openVault(dataDir);
  if (opened.type === 'refused') throw new Error(`the keys did not open: ${opened.reason}`);
  const { vault } = opened;
  const answer = openStore({
    path,
    device: vault.deviceId,
    sealer: vault.sealer,
    digest: vault.digest,
    newEpoch: () => 'f'.repeat(32),
  });
  if (answer.type === 'refused') throw new Error(`the log did not open: ${answer.reason}`);
  const { store } = answer;
  const reader = openReportReader({ logPath: path, dataKeys: vault.dataKeys });
  try {
    const quietCommitMs = await commitWhile(store, vault, sleep(QUIET_SCANS * SCAN_EVERY_MS));
    const first: Record<string, object> = {};
    for (const kind of ['day', 'week', 'month'] as const) first[kind] = await measure(reader, store, vault, kind);
    const again: Record<string, number> = {};
    for (const kind of ['day', 'week', 'month'] as const) again[kind] = (await timed(reader, kind)).ms;
    return { entries, quietCommitMs, first, againMs: again, load: loadavg().map((each) => Math.round(each * 10) / 10) };
  } finally {
    await reader.close();
    store.close();
  }
}

/** Nobody has counted a day of it before the first. */
async function measure(reader: ReportReader, store: Store, vault: Vault, kind: PeriodKind): Promise<object> {
  const counting = timed(reader, kind);
  const commitMs = await commitWhile(store, vault, counting);
  return { ...(await counting), commitMs };
}

async function timed(reader: ReportReader, kind: PeriodKind): Promise<{ ms: number; scans: number }> {
  const startedAtMs = nowMs();
  const nowUtcMs = Date.now();
  const answer = await reader.ask<'report'>({
    type: 'report',
    question: { kind, atUtcMs: nowUtcMs - DAY_MS, nowUtcMs, laneIds: ['lane-1'] },
  });
  if (answer.type === 'failed') throw new Error(`not counted: ${answer.code}`);
  return { ms: Math.round(nowMs() - startedAtMs), scans: answer.value.figures.scans };
}

/** What a durable commit takes, one after the other, until something is done. */
async function commitWhile(store: Store, vault: Vault, doing: Promise<unknown>): Promise<Spread> {
  let isDone = false;
  const done = doing.finally(() => {
    isDone = true;
  });
  const timesMs: number[] = [];
  do {
    const startedAtMs = nowMs();
    const committed = store.commit(passing(vault, timesMs.length));
    timesMs.push(nowMs() - startedAtMs);
    if (committed.type === 'failed') throw new Error(`not committed: ${committed.reason}`);
    await sleep(SCAN_EVERY_MS);
  } while (!isDone);
  await done;
  return spread(timesMs);
}

function passing({ tagger }: Vault, number: number): EntryDraft {
  const value = `0990${String(number % 100).padStart(2, '0')}000000`;
  return {
    at: {
      wallUtcMs: Date.now(),
      monotonicMs: nowMs(),
      bootId: '00000000-0000-4000-8000-000000000000',
      clockOffsetMs: null,
      clockUncertaintyMs: null,
    },
    laneId: 'lane-1',
    direction: 'in',
    inferred: false,
    readerKind: 'serial',
    codeKind: 'cccd',
    subjectTag: tagger.tag({ scheme: 'citizen', value }),
    codeLength: null,
    personal: {
      maskedName: 'Nguyễn Văn ***',
      maskedNumber: '******000000',
      name: 'Nguyễn Văn Thử',
      number: value,
      birthDate: null,
      sex: null,
      phone: null,
      address: null,
      note: null,
    },
    verification: 'unsigned',
    issuer: null,
    trustVersion: null,
    verdict: 'admit',
    reasons: [],
    rulesVersion: '1-00000000',
    corrects: null,
    tracing: null,
  };
}
