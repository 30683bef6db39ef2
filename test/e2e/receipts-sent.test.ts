/** A person is taken out at a gate: does the collector hear of it, signed, take the person out too, and learn nothing of who it was? */

import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import { openGate } from '../../src-main/gate.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { pendingCount, pendingErasures, pendingNotices } from '../support/log-rows.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const WITHIN = { timeout: 60_000, interval: 100 };

type Entry = { readonly tag: string | null; readonly name: string | null; readonly number: string | null };

async function heldAt(dataDir: string): Promise<{ readonly erasures: string[]; readonly entries: Entry[] }> {
  const database = await PGlite.create(join(dataDir, 'pglite'));
  try {
    const { rows } = await database.query<{ jws: string }>("select jws from statement where kind = 'erase'");
    const entries = await database.query<Entry>(
      'select subject_tag as tag, masked_name as name, masked_number as number from entry order by seq',
    );
    return { erasures: rows.map(({ jws }) => jws), entries: entries.rows };
  } finally {
    await database.close();
  }
}

test('an erasure is told to the collector at once, with a count and a signature and nobody in it, and is done there', async () => {
  const dataDir = temporaryDir();
  const collectorDir = temporaryDir();
  const collector = await pgliteCollector(collectorDir);
  onTestFinished(() => collector.end());
  const events: string[] = [];
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: (event) => events.push(event),
    // The first check comes at once, finds an empty log, and the next is ten minutes off: what is seen comes of the erasure.
    random: () => 0,
    machine: ['this-machine'],
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { gate } = opened;
  onTestFinished(() => gate.close());
  expect(await gate.enrol({ setupCode: await collector.comeUp() })).toMatchObject({ type: 'enrolled' });
  const [person, another] = FAKE_PEOPLE;
  if (person === undefined || another === undefined) throw new Error('nobody');
  for (const each of [person, another]) {
    gate.scan({ readerKind: 'command', text: cccdText(each), encoding: 'utf-8' });
  }
  await expect.poll(() => pendingCount(dataDir), WITHIN).toBe(0);

  expect(gate.eraseSubject({ number: person.number })).toMatchObject({ type: 'erased', entries: 1 });
  await expect.poll(() => pendingErasures(dataDir), WITHIN).toBe(0);
  await expect.poll(() => pendingNotices(dataDir), WITHIN).toBe(0);
  await gate.close();
  await collector.goAway();
  const {
    erasures: [jws = '', ...others],
    entries,
  } = await heldAt(collectorDir);
  expect(others).toEqual([]);
  expect(entries).toEqual([
    { tag: null, name: null, number: null },
    { tag: expect.any(String), name: expect.any(String), number: expect.any(String) },
  ]);
  expect(decodeJwt(jws)).toMatchObject({ kind: 'erase', receipt: { entries: 1, uploaded: 1 } });
  expect(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).not.toContain(person.number);
});
