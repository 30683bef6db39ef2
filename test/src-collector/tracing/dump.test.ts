/** Does a dump of the collector's tables name anybody, or tie a person of one key week to the same one of the next? */

import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCaseInput } from '../../../src-collector/contract/trace-api.ts';
import type { Database, Row } from '../../../src-collector/database.ts';
import { makeDays } from '../../../src-collector/days/partitions.ts';
import { ingest } from '../../../src-collector/ingest.ts';
import { migrate } from '../../../src-collector/migrations/migrate.ts';
import { openCase } from '../../../src-collector/tracing/cases.ts';
import type { MasksBesideTag } from '../../../src-main/contract/authority-settings.ts';
import { uploadBatch } from '../../../src-main/contract/upload-protocol.ts';
import { cccdText } from '../../../src-main/devices/simulated/fake-people.ts';
import { openBatchReader } from '../../../src-main/gate/batch-reader.ts';
import { openGate } from '../../../src-main/gate.ts';
import { importAuthorityKey, newAuthorityKey } from '../../../src-main/host/authority-command.ts';
import { importTracing, newTracingKeys } from '../../../src-main/host/tracing-command.ts';
import { openVault } from '../../../src-main/vault/open-vault.ts';
import { openFreshDatabase } from '../../support/fresh-pglite.ts';
import { needlesOf } from '../../support/privacy/secret-forms.ts';
import { secretPerson, secretsOfPerson } from '../../support/privacy/secret-people.ts';
import { createSecretSearch } from '../../support/privacy/secret-search.ts';
import { suiteDir, temporaryDir } from '../../support/temporary-dir.ts';

const WEEK_MS = 7 * 86_400_000;
const PEOPLE = [0, 1, 2].map(secretPerson);
const GATE = { version: 'test', extraReaders: () => [], isAttended: false, log: () => undefined, random: () => 0.5 };
let database: Database;
const dataDir = suiteDir();

beforeAll(async () => {
  database = await openFreshDatabase(null, dataDir);
  await migrate(database);
  await makeDays(database);
}, 240_000);
afterAll(() => database.close());

/**
 * A gate at which everybody comes in under each of these keys, in the order of the weeks; its entries reach the collector as they are
 * uploaded. By the settings of a new gate, unless another rule for masks is given.
 */
async function gateWith(
  tracingFiles: readonly string[],
  authorityFile: string,
  masksBesideTag?: MasksBesideTag,
): Promise<string> {
  const dir = temporaryDir();
  for (const tracingFile of tracingFiles) {
    expect(importTracing(dir, tracingFile, Date.now())).toMatchObject({ status: 0 });
    const opened = openGate({ dataDir: dir, ...GATE });
    if (opened.type === 'refused') throw new Error(opened.reason);
    const { gate } = opened;
    expect(importAuthorityKey(gate, authorityFile)).toMatchObject({ status: 0 });
    const { settings } = gate.snapshot();
    // The same person again on the same day is an entry of the next week's.
    const rules = { ...settings.rules, repeatWindowMs: 0 };
    const authority = masksBesideTag === undefined ? settings.authority : { ...settings.authority, masksBesideTag };
    expect(gate.saveSettings({ settings: { ...settings, rules, authority } })).toEqual({ type: 'saved' });
    for (const person of PEOPLE) gate.scan({ readerKind: 'command', text: cccdText(person), encoding: 'utf-8' });
    await gate.close();
  }
  const vault = openVault(dir);
  if (vault.type === 'refused') throw new Error(vault.reason);
  const { deviceId: device, dataKeys } = vault.vault;
  const batches = openBatchReader({ logPath: join(dir, 'gate.sqlite'), dataKeys }, () => masksBesideTag ?? 'withheld');
  const batch = await batches.read(100, undefined);
  await batches.close();
  const sent = uploadBatch.parse(JSON.parse(gunzipSync(batch?.body ?? '').toString('utf8')));
  const { acknowledged } = await ingest(database, sent, device);
  expect(acknowledged).toEqual([{ from: 1, to: PEOPLE.length * tracingFiles.length }]);
  return device;
}

async function dump(): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await database.query<{ text: string }>(`select whole::text as text from ${name} as whole`);
    texts.push(name, ...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

/**
 * Every value of a row, column by column and field of `detail` by field, and how long the sealed one is. A time to the millisecond: the weeks of
 * this test come one right after the other, and two entries of one second would be taken for tied.
 */
function valuesOf({ detail, ...columns }: Row): ReadonlySet<string> {
  const fields = { ...columns, ...(detail as object), sealedLength: (detail as { sealed: string }).sealed.length };
  return new Set(
    Object.entries<unknown>(fields).map(
      ([name, value]) => `${name}: ${value instanceof Date ? value.toISOString() : String(value)}`,
    ),
  );
}

const rowsOf = (device: string | undefined) =>
  database.query('select * from entry where device_id = $1::uuid order by seq', [device]);

/**
 * By which columns are the same person's rows of both weeks tied, and not everybody else's rows to them? The place in the log, and that nothing
 * is before the first, is this test's own: all come in one order.
 */
function tiesOf(before: readonly Row[], after: readonly Row[]): string[] {
  const ties = before.flatMap((row, index) => {
    const [mine, others] = [valuesOf(row), after.filter((_, other) => other !== index).map(valuesOf)];
    return [...valuesOf(after[index] ?? {})].filter(
      (value) => mine.has(value) && !others.every((other) => other.has(value)),
    );
  });
  const names = new Set(ties.map((value) => value.slice(0, value.indexOf(':'))));
  return [...names].filter((name) => name !== 'seq' && name !== 'previous_hash').sort();
}

test('three persons at two gates, a week and its next, and a case: nobody is named, and no tag goes on', async () => {
  const keys = [Date.now() - WEEK_MS, Date.now()].map((atUtcMs) => {
    const { json } = newTracingKeys(temporaryDir(), 1, atUtcMs);
    return (json as { keys: { file: string }[] }).keys[0]?.file ?? '';
  });
  const { files } = newAuthorityKey(temporaryDir(), 30, Date.now()).json as { files: { public: string } };
  const devices: string[] = [];
  for (const key of keys) devices.push(await gateWith([key], files.public));

  const [before, after] = [await rowsOf(devices[0]), await rowsOf(devices[1])];
  expect(before.map(({ detail }) => (detail as Row).tracingTag)).not.toContain(undefined);
  const [own] = before;
  const opened = await openCase(
    database,
    openCaseInput.parse({
      purpose: 'Thử kín',
      legalBasis: 'Điều 33',
      index: { entry: { device: devices[0], epoch: own?.epoch, seq: 1 } },
      fromUtcMs: Date.now() - 86_400_000,
      toUtcMs: Date.now() + 86_400_000,
    }),
    { accountId: 'a', name: 'Người Truy Vết Giả', role: 'tracer' },
  );
  expect(opened).toMatchObject({ type: 'opened', counts: { contacts: 2, unopenable: 0 } });

  const search = createSecretSearch(
    needlesOf(PEOPLE.flatMap((person, index) => secretsOfPerson(`person ${index}`, person))),
  );
  const text = await dump();
  expect(text).toContain('trace_result');
  expect(search.look(Buffer.from(text, 'utf8'), 'the dump')).toEqual([]);
  // The search can find what it looks for.
  expect(search.look(Buffer.from(`${text}\n${PEOPLE[1]?.number}`, 'utf8'), 'planted')).not.toEqual([]);

  expect(tiesOf(before, after)).toEqual([]);

  // One gate has the same own tag for a person in both weeks, and the same masks: it keeps them.
  const both = await rowsOf(await gateWith(keys, files.public));
  expect(new Set(both.map(({ detail }) => (detail as Row).tracingKeyId)).size).toBe(2);
  expect(tiesOf(both.slice(0, PEOPLE.length), both.slice(PEOPLE.length))).toEqual([]);
  // Whoever settles it otherwise is told in docs/security.md what it costs, and these are found here.
  const open = await rowsOf(await gateWith(keys, files.public, 'sent'));
  const found = tiesOf(open.slice(0, PEOPLE.length), open.slice(PEOPLE.length));
  // The number of each of them ends in six zeros.
  expect(found).toEqual(['masked_name', 'subject_tag']);
}, 180_000);
