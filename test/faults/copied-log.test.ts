/** The log, or the whole machine, is a copy: an old one put back, a cloned disk. Is that noticed, said, and nothing lost? */

import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { withRawDatabase } from '../src-main/store/open-test-store.ts';
import type { ArrivedRow, TestCollector } from '../support/collectors.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { pendingCount } from '../support/log-rows.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const WITHIN = { timeout: 60_000, interval: 100 };
const HERE = ['this-machine'];

function gateOn(dataDir: string, machine: readonly string[] = HERE): OpenedGate {
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.01,
    machine,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  onTestFinished(() => opened.gate.close());
  return opened.gate;
}

function letIn(gate: OpenedGate, from: number, to: number): string[] {
  return FAKE_PEOPLE.slice(from, to).map((person) => {
    const shown = gate.scan({ readerKind: 'command', text: cccdText(person), encoding: 'utf-8' });
    expect(shown.verdict).toBe('admit');
    return `${shown.entry?.epoch} ${shown.entry?.seq}`;
  });
}

function names(rows: readonly ArrivedRow[]): string[] {
  return rows.map(({ epoch, seq }) => `${epoch} ${seq}`).sort();
}

async function newCollector(): Promise<TestCollector> {
  const collector = await pgliteCollector(temporaryDir());
  onTestFinished(() => collector.end());
  return collector;
}

async function enrolled(gate: OpenedGate, collector: TestCollector): Promise<void> {
  expect(await gate.enrol({ setupCode: await collector.comeUp() })).toMatchObject({ type: 'enrolled' });
}

async function allSent(dataDir: string): Promise<void> {
  await expect.poll(() => pendingCount(dataDir), WITHIN).toBe(0);
}

/** The same file, with the content of before: what an image of the machine brings back. */
function putBackInPlace(copy: string, dataDir: string): void {
  for (const end of ['-wal', '-shm']) rmSync(join(dataDir, `gate.sqlite${end}`), { force: true });
  writeFileSync(join(dataDir, 'gate.sqlite'), readFileSync(copy));
}

/** As the log notes it: see src-main/store/epoch.ts. */
function fileIdOf(dataDir: string): string {
  const { ino, birthtimeNs } = statSync(join(dataDir, 'gate.sqlite'), { bigint: true });
  return `${ino}-${birthtimeNs}`;
}

function copiedLog(gate: OpenedGate): string {
  return gate.snapshot().status.copiedLog;
}

describe('an old copy of the log, written over the file it came from', () => {
  test('is known by what the gate remembers beside it: a new epoch from the first scan on, said on the screen', async () => {
    const dataDir = temporaryDir();
    const copy = join(temporaryDir(), 'gate.sqlite');
    const collector = await newCollector();
    const gate = gateOn(dataDir);
    await enrolled(gate, collector);
    const early = letIn(gate, 0, 3);
    await gate.close();
    cpSync(join(dataDir, 'gate.sqlite'), copy);
    const again = gateOn(dataDir);
    const late = letIn(again, 3, 6);
    await allSent(dataDir);
    await again.close();

    putBackInPlace(copy, dataDir);
    const restored = gateOn(dataDir);
    expect(copiedLog(restored)).toBe('older-copy');
    const after = letIn(restored, 3, 6);
    await allSent(dataDir);
    expect(restored.snapshot().status.outbox.quarantined).toBe(0);
    await restored.close();
    const later = gateOn(dataDir);
    expect(copiedLog(later), 'said for days, not once').toBe('older-copy');
    const last = letIn(later, 6, 7);
    expect(last[0]?.split(' ')[0], 'the epoch goes on').toBe(after[0]?.split(' ')[0]);
    await allSent(dataDir);
    await later.close();
    await collector.goAway();
    expect(names(await collector.arrived())).toEqual([...early, ...late, ...after, ...last].sort());
  });
});

describe('a whole machine put back from an image of last week', () => {
  test('is told by the collector, which holds what the log does not: a new epoch before the hour is over', async () => {
    const dataDir = temporaryDir();
    const image = join(temporaryDir(), 'image');
    const collector = await newCollector();
    const gate = gateOn(dataDir);
    await enrolled(gate, collector);
    const early = letIn(gate, 0, 3);
    await allSent(dataDir);
    await gate.close();
    cpSync(dataDir, image, { recursive: true });
    const again = gateOn(dataDir);
    const late = letIn(again, 3, 6);
    await allSent(dataDir);
    await again.close();

    putBackInPlace(join(image, 'gate.sqlite'), dataDir);
    cpSync(join(image, 'log-mark.json'), join(dataDir, 'log-mark.json'));
    const restored = gateOn(dataDir);
    expect(copiedLog(restored)).toBe('none');
    await expect.poll(() => copiedLog(restored), WITHIN).toBe('contradicted');
    const after = letIn(restored, 3, 6);
    expect(after.map((name) => name.split(' ')[0])).not.toContain(late[0]?.split(' ')[0]);
    await allSent(dataDir);
    expect(restored.snapshot().status.outbox.quarantined).toBe(0);
    await restored.close();
    await collector.goAway();
    expect(names(await collector.arrived())).toEqual([...early, ...late, ...after].sort());
  });

  test('that scans before the collector is asked: what it would have doubled is set aside and said, what comes after is not', async () => {
    const dataDir = temporaryDir();
    const image = join(temporaryDir(), 'image');
    const collector = await newCollector();
    const gate = gateOn(dataDir);
    await enrolled(gate, collector);
    letIn(gate, 0, 3);
    await allSent(dataDir);
    await gate.close();
    cpSync(dataDir, image, { recursive: true });
    const again = gateOn(dataDir);
    const late = letIn(again, 3, 6);
    await allSent(dataDir);
    await again.close();
    await collector.goAway();

    putBackInPlace(join(image, 'gate.sqlite'), dataDir);
    cpSync(join(image, 'log-mark.json'), join(dataDir, 'log-mark.json'));
    const restored = gateOn(dataDir);
    const doubled = letIn(restored, 6, 8);
    expect(late).toEqual(expect.arrayContaining(doubled));
    await collector.comeUp();
    await expect.poll(() => copiedLog(restored), WITHIN).toBe('contradicted');
    const after = letIn(restored, 8, 10);
    await allSent(dataDir);
    expect(restored.snapshot().status.outbox.quarantined).toBe(2);
    await restored.close();
    await collector.goAway();
    expect(names(await collector.arrived())).toEqual(expect.arrayContaining([...late, ...after]));
  });
});

describe('a cloned disk', () => {
  test('in another machine begins an epoch of its own: both send, nothing is doubled, and the clone says where it comes from', async () => {
    const [dataDir, cloneDir] = [temporaryDir(), temporaryDir()];
    const collector = await newCollector();
    const gate = gateOn(dataDir);
    await enrolled(gate, collector);
    const early = letIn(gate, 0, 3);
    await allSent(dataDir);
    await gate.close();
    cpSync(dataDir, cloneDir, { recursive: true });
    // A disk that is copied whole keeps the numbers of its files too.
    withRawDatabase(cloneDir, (raw) => raw.prepare('update epoch set file_id = ?').run(fileIdOf(cloneDir)));

    const original = gateOn(dataDir);
    const clone = gateOn(cloneDir, ['another-machine']);
    expect([copiedLog(original), copiedLog(clone)]).toEqual(['none', 'other-machine']);
    const here = letIn(original, 3, 6);
    const there = letIn(clone, 3, 7);
    await allSent(dataDir);
    await allSent(cloneDir);
    expect(clone.snapshot().status.outbox.quarantined + original.snapshot().status.outbox.quarantined).toBe(0);
    await original.close();
    await clone.close();
    await collector.goAway();
    expect(names(await collector.arrived())).toEqual([...early, ...here, ...there].sort());
  });
});

describe('a log that is cut at its end, or written anew', () => {
  test('is found by its checkpoints, which the chain itself cannot show', async () => {
    const dataDir = temporaryDir();
    const collector = await newCollector();
    const gate = gateOn(dataDir);
    letIn(gate, 0, 5);
    await enrolled(gate, collector);
    await expect.poll(() => gate.verifyLog().checkpoints, WITHIN).toBeGreaterThan(0);
    expect(gate.verifyLog()).toMatchObject({ entries: 5, broken: 0 });
    await gate.close();
    withRawDatabase(dataDir, (raw) =>
      raw.exec(`drop trigger entry_never_goes; delete from outbox where entry_id > 3;
        delete from entry where seq > 3`),
    );
    expect(gateOn(dataDir).verifyLog()).toMatchObject({ entries: 3, broken: 1 });
  });
});
