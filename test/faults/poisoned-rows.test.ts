/** Entries that no collector takes, in front of ten thousand that it does. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { seedEntries } from '../../bench/support/seed-entries.ts';
import type { EntryDraft } from '../../src-main/core/entry/entry.ts';
import { openGate } from '../../src-main/gate.ts';
import { prepareEntryWriter } from '../../src-main/store/entries.ts';
import { openEpoch } from '../../src-main/store/epoch.ts';
import { openDatabase } from '../../src-main/store/open-database.ts';
import { openVault } from '../../src-main/vault/open-vault.ts';
import { draft } from '../src-main/store/store-drafts.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { pendingCount } from '../support/log-rows.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const GOOD = 10_000;
const AT = draft().at;
const POISONS: Readonly<Record<string, Partial<EntryDraft>>> = {
  'a lane without end': { laneId: 'x'.repeat(41) },
  'an entry larger than a batch': { laneId: 'x'.repeat(300_000) },
  'an entry larger than what the collector reads': { laneId: 'x'.repeat(700_000) },
  'a time before 1970': { at: { ...AT, wallUtcMs: -1 } },
  'a time that no calendar writes': { at: { ...AT, wallUtcMs: 1e18 } },
  'a zero byte': { at: { ...AT, bootId: 'a\u0000b' } },
  'a verdict that is no word': { verdict: 'ADMIT ALL' as EntryDraft['verdict'] },
  'more reasons than there are': { reasons: Array.from({ length: 21 }, () => 'on-watch-list' as const) },
  'a version without end': { rulesVersion: 'v'.repeat(81) },
};
/** More than a batch holds, so that one batch has no good entry at all. */
const POISONED = 600;

test('poisoned entries are set aside and shown, and all behind them arrive', { timeout: 600_000 }, async () => {
  const dataDir = temporaryDir();
  const path = join(dataDir, 'gate.sqlite');
  poison(path, dataDir);
  seedEntries(path, dataDir, GOOD, 'pending');
  expect(pendingCount(dataDir)).toBe(POISONED + GOOD);

  const collector = await pgliteCollector(temporaryDir());
  onTestFinished(() => collector.end());
  const setupCode = await collector.comeUp();
  const refusals: unknown[] = [];
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: (event, fields) => {
      if (event === 'entry-refused') refusals.push(fields?.code);
    },
    random: () => 0,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  onTestFinished(() => opened.gate.close());
  expect(await opened.gate.enrol({ setupCode })).toMatchObject({ type: 'enrolled' });

  await expect.poll(() => pendingCount(dataDir), { timeout: 400_000, interval: 200 }).toBe(0);
  expect(opened.gate.snapshot().status.outbox).toMatchObject({ pending: 0, quarantined: POISONED });
  expect(refusals).toHaveLength(POISONED);
  expect(new Set(refusals)).toEqual(new Set(['malformed', 'too-large']));
  await opened.gate.close();
  await collector.goAway();
  const arrived = await collector.arrived();
  expect(arrived.map(({ seq }) => seq)).toEqual(Array.from({ length: GOOD }, (_, index) => POISONED + index + 1));
});

/** Straight into the log: what a gate of another version, or a fault of ours, might have written. */
function poison(path: string, vaultDir: string): void {
  const vaultAnswer = openVault(vaultDir);
  if (vaultAnswer.type === 'refused') throw new Error(vaultAnswer.reason);
  const { deviceId, sealer, digest } = vaultAnswer.vault;
  const answer = openDatabase(path);
  if (answer.type === 'refused') throw new Error(answer.reason);
  const { database } = answer;
  const epoch = openEpoch(database, { path, device: deviceId, newEpoch: () => randomBytes(16).toString('hex') });
  const writer = prepareEntryWriter(database, epoch, sealer, digest);
  const kinds = Object.values(POISONS);
  // Each kind once; the many behind them are the small ones again, or the file would be hundreds of megabytes.
  const small = kinds.filter(({ laneId = '' }) => laneId.length < 100);
  database.transaction(() => {
    for (let index = 0; index < POISONED; index += 1) {
      writer.append(draft(kinds[index] ?? small[index % small.length]));
    }
  })();
  database.close();
}
