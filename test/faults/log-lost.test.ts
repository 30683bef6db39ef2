/** The machine, its disk or its log is lost: what comes back, and what does the collector get? */

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import type { ArrivedRow, TestCollector } from '../support/collectors.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { pendingCount } from '../support/log-rows.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const WITHIN = { timeout: 60_000, interval: 100 };

function gateOn(dataDir: string): OpenedGate {
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.01,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  onTestFinished(() => opened.gate.close());
  return opened.gate;
}

/** Lets these people in; gives the seq of each. */
function letIn(gate: OpenedGate, from: number, to: number): string[] {
  return FAKE_PEOPLE.slice(from, to).map((person) => {
    const shown = gate.scan({ readerKind: 'command', text: cccdText(person), encoding: 'utf-8' });
    expect(shown.verdict).toBe('admit');
    return `${shown.entry?.epoch} ${shown.entry?.seq}`;
  });
}

async function command(dataDir: string, ...words: string[]): Promise<Record<string, unknown>> {
  const child = runProcess(process.execPath, ['src-main/host/cli.ts', ...words], { GATE_DATA_DIR: dataDir });
  const [line] = await child.waitFor(/^\{.*\}$/m);
  // It has the data folder until it has ended, and the next one wants it.
  await expect.poll(() => child.child.exitCode, WITHIN).not.toBeNull();
  return JSON.parse(line) as Record<string, unknown>;
}

async function enrolledGate(dataDir: string, collector: TestCollector): Promise<OpenedGate> {
  const setupCode = await collector.comeUp();
  const gate = gateOn(dataDir);
  expect(await gate.enrol({ setupCode })).toMatchObject({ type: 'enrolled' });
  return gate;
}

async function newCollector(): Promise<TestCollector> {
  const collector = await pgliteCollector(temporaryDir());
  onTestFinished(() => collector.end());
  return collector;
}

function rootPageOf(path: string, index: string): number {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(index) as number;
  } finally {
    database.close();
  }
}

async function allSent(dataDir: string): Promise<void> {
  await expect.poll(() => pendingCount(dataDir), WITHIN).toBe(0);
}

function names(rows: readonly ArrivedRow[]): string[] {
  return rows.map(({ epoch, seq }) => `${epoch} ${seq}`).sort();
}

describe('a machine that burns', () => {
  test('is a spare one with its backup: every entry arrives once, and no seq is given out twice', async () => {
    const [dataDir, stick, spareDir] = [temporaryDir(), temporaryDir(), temporaryDir()];
    const collector = await newCollector();
    const gate = await enrolledGate(dataDir, collector);
    const sent = letIn(gate, 0, 4);
    await allSent(dataDir);
    await collector.goAway();
    const waiting = letIn(gate, 4, 9);
    gate.saveSettings({ settings: { ...gate.snapshot().settings, backup: { folder: stick } } });
    await expect.poll(() => gate.snapshot().status.backup.state, WITHIN).toBe('ok');
    const { backupCode } = await command(dataDir, 'backup-key');
    await gate.close();
    rmSync(dataDir, { recursive: true });
    mkdirSync(dataDir);

    expect(await command(spareDir, 'restore-backup', stick)).toEqual({ refused: 'backup', reason: 'code-needed' });
    expect(await command(spareDir, 'restore-backup', stick, String(backupCode))).toMatchObject({
      type: 'restored',
      entries: 9,
      pending: 5,
      lostPieces: 0,
    });
    const spare = gateOn(spareDir);
    const after = letIn(spare, 9, 12);
    expect(after[0]?.endsWith(' 1')).toBe(true);
    await collector.comeUp();
    await allSent(spareDir);
    await collector.goAway();
    expect(names(await collector.arrived())).toEqual([...sent, ...waiting, ...after].sort());
    expect(spare.verifyLog()).toMatchObject({ entries: 12, broken: 0 });
    await spare.close();
    expect(await command(spareDir, 'restore-backup', stick)).toMatchObject({ reason: 'log-there' });
  });
});

describe('a log that is replaced by an old copy of itself', () => {
  test('goes on in a new epoch: nothing is doubled, nothing refused, what was sent before stays sent', async () => {
    const dataDir = temporaryDir();
    const copy = join(temporaryDir(), 'gate.sqlite');
    const collector = await newCollector();
    const gate = await enrolledGate(dataDir, collector);
    const early = letIn(gate, 0, 3);
    await gate.close();
    cpSync(join(dataDir, 'gate.sqlite'), copy);
    const again = gateOn(dataDir);
    const late = letIn(again, 3, 6);
    await allSent(dataDir);
    await again.close();

    for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `gate.sqlite${end}`), { force: true });
    cpSync(copy, join(dataDir, 'gate.sqlite'));
    const restored = gateOn(dataDir);
    const after = letIn(restored, 3, 6);
    await allSent(dataDir);
    expect(restored.snapshot().status.outbox.quarantined).toBe(0);
    await restored.close();
    await collector.goAway();
    expect(names(await collector.arrived())).toEqual([...early, ...late, ...after].sort());
  });
});

describe('keys that are lost', () => {
  test('lose no entry: what waited arrives under the gate’s new name, and the chain holds', async () => {
    const dataDir = temporaryDir();
    const collector = await newCollector();
    const gate = await enrolledGate(dataDir, collector);
    await collector.goAway();
    const waiting = letIn(gate, 0, 4);
    await gate.close();
    rmSync(join(dataDir, 'keys.json'));

    const other = gateOn(dataDir);
    const after = letIn(other, 4, 6);
    expect(await other.enrol({ setupCode: await collector.comeUp() })).toMatchObject({ type: 'enrolled' });
    await allSent(dataDir);
    expect(other.verifyLog()).toMatchObject({ entries: 6, broken: 0 });
    expect(other.snapshot().status.outbox.quarantined).toBe(0);
    await other.close();
    await collector.goAway();
    expect(names(await collector.arrived())).toEqual([...waiting, ...after].sort());
  });
});

describe('a log with dead sectors and no backup', () => {
  test('is rescued while the new one runs: what no collector had arrives, once', async () => {
    const dataDir = temporaryDir();
    const collector = await newCollector();
    const gate = await enrolledGate(dataDir, collector);
    await collector.goAway();
    const waiting = letIn(gate, 0, 12);
    await gate.close();
    const path = join(dataDir, 'gate.sqlite');
    const bytes = readFileSync(path);
    // Of the index by time: the entries themselves can be read.
    const page = rootPageOf(path, 'entry_by_time');
    bytes.fill(0xff, (page - 1) * 4_096, page * 4_096);
    writeFileSync(path, bytes);

    const fresh = gateOn(dataDir);
    expect(fresh.snapshot().status.damagedLog).toBe('begun-anew');
    const after = letIn(fresh, 0, 2);
    expect(await command(dataDir, 'rescue-log')).toMatchObject({ type: 'rescued', rescued: 12, pending: 12, lost: 0 });
    const [kept] = readdirSync(dataDir).filter((name) => name.startsWith('damaged-'));
    expect(readFileSync(join(dataDir, kept ?? '', 'gate.sqlite'))).toEqual(bytes);
    await collector.comeUp();
    await allSent(dataDir);
    expect(fresh.verifyLog()).toMatchObject({ entries: 14, broken: 0, damage: [] });
    await fresh.close();
    expect(gateOn(dataDir).snapshot().status.damagedLog).toBe('none');
    await collector.goAway();
    expect(names(await collector.arrived())).toEqual([...waiting, ...after].sort());
    expect(existsSync(join(dataDir, kept ?? ''))).toBe(true);
  });
});
