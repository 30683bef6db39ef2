/** What becomes of openings that are waited for, or known to be passed by nobody, when a gate changes, ends or is killed? */

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { writeSettings } from '../../src-main/gate/settings-file.ts';
import { openGate } from '../../src-main/gate.ts';
import type { SimulatedBoard } from '../support/relay-board.ts';
import { openSimulatedBoard } from '../support/relay-board.ts';
import { runProcess } from '../support/run-process.ts';
import { nextCard, SCANNER_POLL as POLL } from '../support/scanner-gate.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

type Logged = { readonly event: string; readonly openings: unknown };

describe('openings that are waited for', () => {
  test('are counted in the log file when the barrier’s settings change, and their entries stand', async () => {
    const place = await openPlace(120_000);
    const { gate, logged } = openOn(place.dataDir);
    await inOrder(gate);
    admit(gate);
    admit(gate);
    const { settings } = gate.snapshot();
    const barriers = settings.barriers.map((barrier) => ({ ...barrier, lampMs: 700 }));
    expect(gate.saveSettings({ settings: { ...settings, barriers } })).toEqual({ type: 'saved' });
    expect(logged.filter(({ event }) => event === 'passing-unseen')).toEqual([
      { event: 'passing-unseen', openings: 2 },
    ]);
    // The same settings once more: the board is left alone, and so is who is waited for.
    await inOrder(gate);
    admit(gate);
    gate.saveSettings({ settings: gate.snapshot().settings });
    expect(logged.filter(({ event }) => event === 'passing-unseen')).toHaveLength(1);
    expect(gate.verifyLog()).toMatchObject({ entries: 3, broken: 0 });
    await gate.close();
    expect(logged.at(-1)).toEqual({ event: 'passing-unseen', openings: 1 });
  });
});

describe('an opening that nobody passed, while the log takes nothing', () => {
  test('is taken back by the next run when the gate ended before the log was well', async () => {
    const place = await openPlace(1_000);
    const first = openOn(place.dataDir);
    await inOrder(first.gate);
    admit(first.gate);
    const release = lockLog(place.dataDir);
    await expect.poll(() => existsSync(join(place.dataDir, 'not-passed.json')), POLL).toBe(true);
    await first.gate.close();
    expect(first.logged).toContainEqual({ event: 'take-back-waits', openings: 1 });
    release();
    expect(corrected(place.dataDir)).toEqual([]);

    const second = openOn(place.dataDir);
    expect(second.logged).toContainEqual({ event: 'taken-back-late', openings: 1 });
    await expect.poll(() => corrected(place.dataDir), POLL).toEqual([1]);
    expect(second.gate.snapshot().tally.admittedIn).toBe(0);
    expect(second.gate.verifyLog()).toMatchObject({ entries: 2, broken: 0 });
    expect(existsSync(join(place.dataDir, 'not-passed.json'))).toBe(false);
  });

  test('is said to be lost where neither log nor folder takes it to the end', async () => {
    const place = await openPlace(1_000);
    mkdirSync(join(place.dataDir, 'not-passed.json'));
    const { gate, logged } = openOn(place.dataDir);
    await inOrder(gate);
    admit(gate);
    const release = lockLog(place.dataDir);
    await expect.poll(() => logged.some(({ event }) => event === 'not-passed'), POLL).toBe(true);
    await gate.close();
    release();
    expect(logged.at(-1)).toEqual({ event: 'take-back-lost', openings: 1 });
    expect(corrected(place.dataDir)).toEqual([]);
  });

  test('is taken back after a kill, once', async () => {
    const place = await openPlace(1_000);
    const kiosk = runProcess(process.execPath, ['test/faults/barrier-gate.ts', place.dataDir]);
    onTestFinished(() => kiosk.kill());
    await kiosk.waitFor(/admitted/);
    await expect.poll(() => existsSync(join(place.dataDir, 'not-passed.json')), POLL).toBe(true);
    await kiosk.kill();
    expect(corrected(place.dataDir)).toEqual([]);
    for (const turn of [1, 2]) {
      const { gate } = openOn(place.dataDir);
      await expect.poll(() => corrected(place.dataDir), POLL).toEqual([1]);
      expect(gate.verifyLog(), `start ${turn}`).toMatchObject({ entries: 2, broken: 0 });
      await gate.close();
    }
  });
});

type Place = { readonly dataDir: string; readonly board: SimulatedBoard };

/** A data folder whose settings have a barrier with a sensor, on a board that is plugged in. */
async function openPlace(passWithinMs: number): Promise<Place> {
  const board = await openSimulatedBoard(null);
  const dataDir = temporaryDir();
  const barrier = {
    laneId: 'lane-1',
    path: board.pty.path,
    board: { kind: 'lcus', barrier: 1, greenLamp: 2, redLamp: 3, buzzer: 4, hasFeedback: false },
    passed: { kind: 'bytes', bytes: '55 01' },
    pulseMs: 200,
    lampMs: 400,
    buzzerMs: 200,
    passWithinMs,
  };
  const written = writeSettings(dataDir, { ...defaultSettings(), readers: [], barriers: [barrier] });
  expect(written.type).toBe('written');
  return { dataDir, board };
}

function openOn(dataDir: string): { readonly gate: OpenedGate; readonly logged: Logged[] } {
  const logged: Logged[] = [];
  const answer = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: (event, fields) => void logged.push({ event, openings: fields?.openings }),
    random: () => 0.5,
  });
  if (answer.type === 'refused') throw new Error(answer.reason);
  onTestFinished(() => answer.gate.close());
  return { gate: answer.gate, logged };
}

async function inOrder(gate: OpenedGate): Promise<void> {
  await expect.poll(() => gate.snapshot().status.barriers[0]?.state, POLL).toBe('closed');
}

function admit(gate: OpenedGate): void {
  const text = nextCard().toString('utf8').trim();
  expect(gate.scan({ readerKind: 'command', text, encoding: 'utf-8' }).verdict).toBe('admit');
}

/** Nothing else can be written until it is released. */
function lockLog(dataDir: string): () => void {
  const other = new Database(join(dataDir, 'gate.sqlite'));
  other.exec('begin immediate');
  return () => {
    other.exec('rollback');
    other.close();
  };
}

/** The seqs that were taken back. */
function corrected(dataDir: string): number[] {
  const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
  try {
    return database
      .prepare('select corrects from entry where corrects is not null order by 1')
      .pluck()
      .all() as number[];
  } finally {
    database.close();
  }
}
