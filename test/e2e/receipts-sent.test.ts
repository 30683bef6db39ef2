/** A person is taken out at a gate: does the collector hear of it, signed, and learn nothing of who it was? */

import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import { openGate } from '../../src-main/gate.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { pendingCount, pendingErasures } from '../support/log-rows.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const WITHIN = { timeout: 12_000, interval: 100 };

async function erasuresAt(dataDir: string): Promise<string[]> {
  const database = await PGlite.create(join(dataDir, 'pglite'));
  try {
    const { rows } = await database.query<{ jws: string }>("select jws from statement where kind = 'erase'");
    return rows.map(({ jws }) => jws);
  } finally {
    await database.close();
  }
}

test('an erasure is told to the collector at once, with a count and a signature and nobody in it', async () => {
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
    // The first checkpoint is far: what is seen comes of the erasure.
    random: () => 0.999,
    machine: ['this-machine'],
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { gate } = opened;
  onTestFinished(() => gate.close());
  expect(await gate.enrol({ setupCode: await collector.comeUp() })).toMatchObject({ type: 'enrolled' });
  const [person] = FAKE_PEOPLE;
  if (person === undefined) throw new Error('nobody');
  gate.scan({ readerKind: 'command', text: cccdText(person), encoding: 'utf-8' });
  await expect.poll(() => pendingCount(dataDir), WITHIN).toBe(0);

  expect(gate.eraseSubject({ number: person.number })).toMatchObject({ type: 'erased', entries: 1 });
  await expect.poll(() => pendingErasures(dataDir), WITHIN).toBe(0);
  await gate.close();
  await collector.goAway();
  const [jws = '', ...others] = await erasuresAt(collectorDir);
  expect(others).toEqual([]);
  expect(decodeJwt(jws)).toMatchObject({ kind: 'erase', receipt: { entries: 1, uploaded: 1 } });
  expect(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).not.toContain(person.number);
});
