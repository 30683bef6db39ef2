/**
 * How long does a long log take to open, and to find one person in?
 * `npm run bench:store -- [--json] [--entries 10000000] [--opens 5] [--searches 500] [--seeded DIR]`.
 */

import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredEntry } from '../src-main/core/entry/entry.ts';
import type { Tagger } from '../src-main/core/ports.ts';
import type { EntryRow } from '../src-main/store/entry-row.ts';
import { SELECT_ENTRY, storedEntry } from '../src-main/store/entry-row.ts';
import { openDatabase } from '../src-main/store/open-database.ts';
import type { StoreOptions } from '../src-main/store/open-store.ts';
import { openStore } from '../src-main/store/open-store.ts';
import { openVault } from '../src-main/vault/open-vault.ts';
import { numberOption, textOption, wantsJson } from './support/options.ts';
import { seedEntries, seededNumber } from './support/seed-entries.ts';
import type { Spread } from './support/statistics.ts';
import { nowMs, spread } from './support/statistics.ts';

const entries = numberOption('entries', 10_000_000);
const opens = numberOption('opens', 5);
const searches = numberOption('searches', 500);
const keptDir = textOption('seeded');
const dataDir = keptDir ?? mkdtempSync(join(tmpdir(), 'gac-cong-bench-'));

try {
  const report = run();
  process.stdout.write(`${wantsJson() ? JSON.stringify(report) : JSON.stringify(report, null, 2)}\n`);
} finally {
  if (keptDir === null) rmSync(dataDir, { recursive: true, force: true });
}

function run(): object {
  const path = join(dataDir, 'gate.sqlite');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(path)) {
    process.stderr.write(`${entries} entries are being written…\n`);
    seedEntries(path, dataDir, entries);
  }
  const vault = openVault(dataDir);
  if (vault.type === 'refused') throw new Error(`the keys did not open: ${vault.reason}`);
  const { deviceId, sealer, digest, tagger } = vault.vault;
  const options = { path, device: deviceId, sealer, digest, newEpoch: () => 'f'.repeat(32) };
  return {
    entries,
    logMb: Math.round(statSync(path).size / 1e6),
    openMs: measureOpens(options),
    searchMs: measureSearches(options, tagger),
    load: loadavg().map((each) => Math.round(each * 10) / 10),
  };
}

/** Until the first question has its answer: what waits for the collector, which a gate asks before anything else. */
function measureOpens(options: StoreOptions): Spread {
  const timesMs: number[] = [];
  for (let index = 0; index < opens; index += 1) {
    const startedAtMs = nowMs();
    const answer = openStore(options);
    if (answer.type === 'refused') throw new Error(`the log did not open: ${answer.reason}`);
    answer.store.counts();
    timesMs.push(nowMs() - startedAtMs);
    answer.store.close();
  }
  return spread(timesMs);
}

/** All that the log has of one person, opened, newest first: other people each time, in no order. */
function measureSearches({ path, sealer }: StoreOptions, tagger: Tagger): Spread & { readonly found: number } {
  const opened = openDatabase(path);
  if (opened.type === 'refused') throw new Error(`the log did not open: ${opened.reason}`);
  const find = opened.database.prepare<[string], EntryRow>(
    `${SELECT_ENTRY} where entry.subject_tag = ? order by entry.id desc`,
  );
  const timesMs: number[] = [];
  let found = 0;
  // Everybody comes fifty times, and there are a hundred thousand numbers.
  const people = Math.min(100_000, Math.max(1, Math.floor(entries / 50)));
  for (let index = 0; index < searches; index += 1) {
    const tag = tagger.tag({ scheme: 'citizen', value: seededNumber(Math.floor(Math.random() * people)) });
    const startedAtMs = nowMs();
    const visits: StoredEntry[] = find.all(tag).map((row) => storedEntry(row, sealer));
    timesMs.push(nowMs() - startedAtMs);
    found += visits.length;
  }
  opened.database.close();
  return { ...spread(timesMs), found };
}
