/** The machine's clock starts wrong, or is set while people pass: is the order kept, the doubt written down and said, and nothing lost? */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { verifyLog } from '../../bench/torture/gate-files.ts';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import type { TestCollector } from '../support/collectors.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { pendingCount } from '../support/log-rows.ts';
import { shiftedClock } from '../support/shifted-clock.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const WITHIN = { timeout: 60_000, interval: 50 };
/** Time enough for a gate to open and one person to pass, also on a busy machine. */
const BEFORE_THE_CHANGE_MS = 20_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Said = {
  readonly seq: number;
  readonly wallUtcMs: number;
  readonly monotonicMs: number;
  readonly bootId: string;
  readonly clockOffsetMs: number | null;
};

function gateOn(dataDir: string): OpenedGate {
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.01,
    machine: ['this-machine'],
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  onTestFinished(() => opened.gate.close());
  return opened.gate;
}

async function newCollector(): Promise<TestCollector> {
  const collector = await pgliteCollector(temporaryDir());
  onTestFinished(() => collector.end());
  return collector;
}

let passed = 0;
/** Somebody who was not here before, by whatever verdict: what the clock says may make a card too young. */
function pass(gate: OpenedGate): number {
  const person = FAKE_PEOPLE[passed % FAKE_PEOPLE.length];
  passed += 1;
  if (person === undefined) throw new Error('nobody');
  const { entry } = gate.scan({ readerKind: 'command', text: cccdText(person), encoding: 'utf-8' });
  expect(entry).not.toBeNull();
  return entry?.seq ?? 0;
}

function entriesOf(dataDir: string): Said[] {
  const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
  try {
    return database
      .prepare(
        `select seq, wall_utc_ms as wallUtcMs, monotonic_ms as monotonicMs, boot_id as bootId, clock_offset_ms as clockOffsetMs
         from entry order by seq`,
      )
      .all() as Said[];
  } finally {
    database.close();
  }
}

async function allSent(dataDir: string): Promise<void> {
  await expect.poll(() => pendingCount(dataDir), WITHIN).toBe(0);
}

function clockState(gate: OpenedGate): string {
  return gate.snapshot().status.clock.state;
}

describe.each([
  ['1970, its battery empty', Date.UTC(1970, 0, 1, 0, 5)],
  ['2099, set by a joker', Date.UTC(2099, 5, 1)],
])('a machine that wakes up in %s', (_when, wokeAtUtcMs) => {
  test('records people as they come, says its doubt, is believed by the collector, and deletes nobody', async () => {
    const machine = shiftedClock();
    const dataDir = temporaryDir();
    const collector = await newCollector();
    const before = gateOn(dataDir);
    pass(before);
    await before.close();

    machine.setTo(wokeAtUtcMs);
    const gate = gateOn(dataDir);
    expect(clockState(gate)).toBe('doubtful');
    pass(gate);
    expect(await gate.enrol({ setupCode: await collector.comeUp() })).toMatchObject({ type: 'enrolled' });
    await allSent(dataDir);
    expect(clockState(gate), 'the collector said how wrong it is').toBe('doubtful');
    expect(gate.snapshot().status.clock.offsetMs).toBeCloseTo(wokeAtUtcMs - machine.trueNow(), -5);
    pass(gate);
    await allSent(dataDir);
    expect(gate.snapshot().status.outbox.quarantined).toBe(0);
    expect(gate.snapshot().status.retention.state, 'nobody is deleted by such a clock').toBe('waits');

    const [, alone, known] = entriesOf(dataDir);
    expect(alone?.clockOffsetMs, 'nobody had told it the time').toBeNull();
    const trueMs = (known?.wallUtcMs ?? 0) - (known?.clockOffsetMs ?? 0);
    expect(Math.abs(trueMs - machine.trueNow()), 'what it was is known all the same').toBeLessThan(60_000);
    await gate.close();
    await collector.goAway();
    expect((await collector.arrived()).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });
});

describe('a clock that is set while people pass', () => {
  test.each([
    ['back, by two hours', -2 * HOUR_MS],
    ['forward, by a day', DAY_MS],
    ['back, by a year', -365 * DAY_MS],
    ['forward, by a year', 365 * DAY_MS],
  ])(
    '%s: the order stays, the offset of before is not believed, the warning stands until it is right again',
    async (_how, byMs) => {
      const machine = shiftedClock();
      const dataDir = temporaryDir();
      const collector = await newCollector();
      const gate = gateOn(dataDir);
      expect(await gate.enrol({ setupCode: await collector.comeUp() })).toMatchObject({ type: 'enrolled' });
      pass(gate);
      await allSent(dataDir);
      expect(clockState(gate)).toBe('ok');
      pass(gate);
      await allSent(dataDir);
      await collector.goAway();

      machine.setTo(Date.now() + byMs);
      pass(gate);
      expect(clockState(gate)).toBe('doubtful');
      await collector.comeUp();
      await allSent(dataDir);
      expect(clockState(gate)).toBe('doubtful');
      pass(gate);
      await allSent(dataDir);

      machine.setRight();
      pass(gate);
      await allSent(dataDir);
      expect(clockState(gate)).toBe('ok');
      expect(gate.snapshot().status.outbox.quarantined).toBe(0);
      await gate.close();

      const entries = entriesOf(dataDir);
      expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      const monotonic = entries.map(({ monotonicMs }) => monotonicMs);
      expect(monotonic, 'in the order in which they came').toEqual([...monotonic].sort((one, other) => one - other));
      expect(new Set(entries.map(({ bootId }) => bootId)).size).toBe(1);
      const [, known, justSet, comparedAgain] = entries;
      // Half of what a slow answer takes is part of it; nobody sets a clock by so little here.
      expect(Math.abs(known?.clockOffsetMs ?? byMs)).toBeLessThan(60_000);
      expect(justSet?.clockOffsetMs, 'set, and compared with nobody since').toBeNull();
      expect(comparedAgain?.clockOffsetMs).toBeGreaterThan(byMs - 60_000);
      expect(comparedAgain?.clockOffsetMs).toBeLessThan(byMs + 60_000);
      expect(await verifyLog(dataDir)).toMatchObject({ broken: 0 });
      await collector.goAway();
      expect((await collector.arrived()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    },
  );

  test('by the summer time of a zone changes nothing: entries say universal time', async () => {
    const zone = process.env.TZ;
    onTestFinished(() => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    });
    process.env.TZ = 'America/New_York';
    const machine = shiftedClock();
    const changesAtUtcMs = Date.UTC(2026, 10, 1, 6);
    machine.setTo(changesAtUtcMs - BEFORE_THE_CHANGE_MS);
    expect(new Date().getHours()).toBe(1);
    const dataDir = temporaryDir();
    const gate = gateOn(dataDir);
    pass(gate);
    await expect.poll(() => Date.now(), WITHIN).toBeGreaterThan(changesAtUtcMs);
    pass(gate);
    expect(clockState(gate)).toBe('ok');
    await gate.close();
    const [before, after] = entriesOf(dataDir);
    expect(before?.wallUtcMs, 'the change lies between the two').toBeLessThan(changesAtUtcMs);
    const byWallMs = (after?.wallUtcMs ?? 0) - (before?.wallUtcMs ?? 0);
    const byMonotonicMs = (after?.monotonicMs ?? 0) - (before?.monotonicMs ?? 0);
    // It would be an hour.
    expect(Math.abs(byWallMs - byMonotonicMs)).toBeLessThan(60_000);
  });
});
