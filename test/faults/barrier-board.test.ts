/** A relay board on a real serial cable: nobody is locked in, nothing is claimed that nobody saw, no restart is needed. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BarrierSettings } from '../../src-main/contract/barrier-settings.ts';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import type { BarrierStatus } from '../../src-main/contract/status-api.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import type { SimulatedBoard } from '../support/relay-board.ts';
import { openSimulatedBoard } from '../support/relay-board.ts';
import { nextCard, SCANNER_POLL as POLL } from '../support/scanner-gate.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const PASSED = Uint8Array.of(0x55, 0x01);
const SENSOR = { kind: 'bytes', bytes: '55 01' } as const;
/** Long enough for a passing to come over the cable on a machine that does much else, and short enough to be waited for. */
const PASS_WITHIN_MS = 5_000;
/** Longer than a board may take to answer. */
const STILL_MS = 1_300;

describe('a barrier', () => {
  test('opens for who is admitted, closes by itself, and shows the red lamp to who is refused', async () => {
    const { gate, board } = await openBarrierGate();
    admit(gate);
    await expect.poll(() => onThenOff(board), POLL).toEqual(['1 on', '2 on', '1 off', '2 off']);
    board.switched.length = 0;
    gate.scan(readingOf('https://example.com/not-a-person'));
    await expect.poll(() => onThenOff(board), POLL).toEqual(['3 on', '4 on', '3 off', '4 off']);
    expect(gate.snapshot().tally.admittedIn).toBe(1);
  });

  test('stays shut while the log takes nothing, and the red lamp says so', async () => {
    const { gate, board, dataDir } = await openBarrierGate();
    const other = new Database(join(dataDir, 'gate.sqlite'));
    onTestFinished(() => void other.close());
    other.exec('begin immediate');
    expect(gate.scan(readingOf(nextCard().toString('utf8').trim())).verdict).toBe('out-of-order');
    await expect.poll(() => onThenOff(board), POLL).toEqual(['3 on', '4 on', '3 off', '4 off']);
    other.exec('rollback');
    board.switched.length = 0;
    admit(gate);
    // On and off again may come in one piece.
    await expect.poll(() => onThenOff(board), POLL).toEqual(['1 on', '2 on', '1 off', '2 off']);
  });

  test('that somebody passes leaves the log as it is; one that nobody passes is taken back, once', async () => {
    const { gate, board } = await openBarrierGate({ passed: SENSOR, passWithinMs: PASS_WITHIN_MS });
    admit(gate);
    await board.pty.write(PASSED);
    admit(gate);
    await expect.poll(() => barrierOf(gate).notPassed, POLL).toBe(1);
    expect(gate.snapshot().tally).toMatchObject({ admittedIn: 1, refused: 0 });
    expect(gate.verifyLog()).toMatchObject({ entries: 3, broken: 0, firstBrokenSeq: null, damage: [] });
    await board.pty.write(PASSED);
    await expect.poll(() => barrierOf(gate).unexpected, POLL).toBe(1);
    expect(gate.verifyLog().entries).toBe(3);
  });

  test('whose board is pulled out in mid-pulse is out of order, scanning goes on, and it comes back switched off', async () => {
    const { gate, board } = await openBarrierGate({
      passed: SENSOR,
      passWithinMs: PASS_WITHIN_MS,
      pulseMs: 10_000,
    });
    admit(gate);
    const passedByMs = performance.now() + PASS_WITHIN_MS;
    await expect.poll(() => board.isOn(1), POLL).toBe(true);
    await board.pty.unplug();
    await expect.poll(() => barrierOf(gate), POLL).toMatchObject({ state: 'out-of-order', trouble: 'no-board' });
    admit(gate);
    expect(gate.snapshot().tally.admittedIn).toBe(2);
    await board.pty.replug();
    await expect.poll(() => barrierOf(gate).state, POLL).toBe('closed');
    await expect.poll(() => board.isOn(1), POLL).toBe(false);
    // Nobody is waited for any more, also when it would have been time.
    await delay(Math.max(0, passedByMs - performance.now()));
    expect(barrierOf(gate)).toMatchObject({ opened: 1, notPassed: 0, breakdowns: 1 });
    expect(gate.testBarrier({ laneId: 'lane-1' })).toEqual({ type: 'opened' });
    await expect.poll(() => board.isOn(1), POLL).toBe(true);
  });
});

describe('a board with feedback', () => {
  test('that is slow is waited for', async () => {
    const { gate, board } = await openBarrierGate({}, async (_channel, isOn) => {
      await delay(100);
      return isOn;
    });
    admit(gate);
    await expect.poll(() => barrierOf(gate).opened, POLL).toBe(1);
    await expect.poll(() => board.switched.slice(-4), POLL).toEqual(['1 on', '2 on', '1 off', '2 off']);
    expect(barrierOf(gate)).toMatchObject({ state: 'closed', trouble: null, breakdowns: 0 });
  });

  test('is not blamed where the machine itself stands still while it answers', async () => {
    const { gate, board } = await openBarrierGate({}, async (_channel, isOn) => isOn);
    board.answering = async (_channel, isOn) => {
      board.answering = async (_other, isOtherOn) => isOtherOn;
      standStill(STILL_MS);
      return isOn;
    };
    admit(gate);
    await expect.poll(() => onThenOff(board), POLL).toEqual(['1 on', '2 on', '1 off', '2 off']);
    await expect.poll(() => barrierOf(gate).state, POLL).toBe('closed');
    expect(barrierOf(gate)).toMatchObject({ opened: 1, trouble: null, breakdowns: 0 });
  });

  test.each([
    { what: 'that says the contrary', answer: (isOn: boolean) => !isOn, trouble: 'contradicts' },
    { what: 'that says nothing', answer: () => null, trouble: 'no-answer' },
  ])('$what is out of order until it agrees', async ({ answer, trouble }) => {
    const { gate, board } = await openBarrierGate({}, async (_channel, isOn) => isOn);
    board.answering = async (_channel, isOn) => answer(isOn);
    admit(gate);
    await expect.poll(() => barrierOf(gate), POLL).toMatchObject({ state: 'out-of-order', trouble });
    board.answering = async (_channel, isOn) => isOn;
    await expect.poll(() => barrierOf(gate).state, POLL).toBe('closed');
    expect(board.isOn(1)).toBe(false);
  });
});

/** As a disk does it that stands still: this process does nothing at all meanwhile. */
function standStill(forMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
}

type BarrierGate = { readonly gate: OpenedGate; readonly board: SimulatedBoard; readonly dataDir: string };

/** Relay 1 opens, 2 is green, 3 red, 4 the buzzer. Returns when the board was found in order. */
async function openBarrierGate(
  part: Partial<BarrierSettings> = {},
  answering: SimulatedBoard['answering'] = null,
): Promise<BarrierGate> {
  const board = await openSimulatedBoard(answering);
  const dataDir = temporaryDir();
  const answer = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.5,
  });
  if (answer.type === 'refused') throw new Error(answer.reason);
  const { gate } = answer;
  onTestFinished(() => gate.close());
  const barrier = {
    laneId: 'lane-1',
    path: board.pty.path,
    board: { kind: 'lcus', barrier: 1, greenLamp: 2, redLamp: 3, buzzer: 4, hasFeedback: answering !== null },
    pulseMs: 200,
    lampMs: 400,
    buzzerMs: 200,
    ...part,
  };
  expect(gate.saveSettings({ settings: { ...defaultSettings(), readers: [], barriers: [barrier] } })).toEqual({
    type: 'saved',
  });
  await expect.poll(() => barrierOf(gate).state, POLL).toBe('closed');
  // One whose answer came too late is switched off once more.
  await expect.poll(() => board.switched.length, POLL).toBeGreaterThanOrEqual(4);
  board.switched.length = 0;
  return { gate, board, dataDir };
}

/** What two relays did; a machine that stood still meanwhile lets both go at once, whichever was to go first. */
function onThenOff({ switched }: SimulatedBoard): string[] {
  return [...switched.slice(0, 2), ...switched.slice(2).sort()];
}

function admit(gate: OpenedGate): void {
  expect(gate.scan(readingOf(nextCard().toString('utf8').trim())).verdict).toBe('admit');
}

function readingOf(text: string) {
  return { readerKind: 'command', text, encoding: 'utf-8' } as const;
}

function barrierOf(gate: OpenedGate): BarrierStatus {
  const [status] = gate.snapshot().status.barriers;
  if (status === undefined) throw new Error('there is no barrier');
  return status;
}
