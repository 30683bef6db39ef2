import { describe, expect, test } from 'vitest';
import type { GateEvent } from '../../../src-main/contract/gate-api.ts';
import type { HistoryInput } from '../../../src-main/contract/guard-api.ts';
import { cccdText, FAKE_PEOPLE } from '../../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../../src-main/gate/opened-gate.ts';
import { gateAt } from '../../support/gate-at.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const [first, second] = FAKE_PEOPLE;
const ALL: HistoryInput = { laneId: null, verdict: null, span: 'all', before: null, limit: 50 };

type Standing = { gate: OpenedGate; events: GateEvent[]; logged: string[] };

function standBefore(dataDir = temporaryDir()): Standing {
  const logged: string[] = [];
  const gate = gateAt(dataDir, {
    log: (event, fields) => void logged.push(`${event} ${JSON.stringify(fields ?? {})}`),
  });
  const events: GateEvent[] = [];
  gate.subscribe((event) => events.push(event));
  return { gate, events, logged };
}

function scan(gate: OpenedGate, text: string) {
  return gate.scan({ readerKind: 'command', text, encoding: 'utf-8' });
}

describe('the history at the gate', () => {
  test('is masked, and says of each entry whether it may still be taken back', () => {
    const { gate } = standBefore();
    scan(gate, cccdText(first));
    scan(gate, 'một mã lạ nào đó');
    const { items, next } = gate.listHistory(ALL);
    expect(next).toBeNull();
    expect(items).toMatchObject([
      { verdict: 'check', reasons: ['unknown-code'], mayCorrect: true },
      { verdict: 'admit', codeKind: 'cccd', maskedNumber: '******000000', mayCorrect: true, takenBack: null },
    ]);
    expect(JSON.stringify(items)).not.toContain(first.number);
    expect(gate.listHistory({ ...ALL, verdict: 'refuse' }).items).toEqual([]);
    for (const span of ['quarter', 'hour', 'shift', 'today'] as const) {
      expect(gate.listHistory({ ...ALL, span }).items).toHaveLength(2);
    }
  });

  test('forgets nothing at a restart', async () => {
    const dataDir = temporaryDir();
    const { gate } = standBefore(dataDir);
    scan(gate, cccdText(first));
    await gate.close();
    expect(standBefore(dataDir).gate.listHistory(ALL).items).toHaveLength(1);
  });
});

describe('a correction at the gate', () => {
  test('of a wrong direction turns the counts and who is inside, and every screen hears why', () => {
    const { gate, events, logged } = standBefore();
    const { entry } = scan(gate, cccdText(first));
    if (entry === null) throw new Error('nothing was written');
    expect(gate.whoIsInside().counts).toMatchObject({ total: 1, people: 1 });
    const order = { entry, reason: 'wrong-direction', note: null } as const;
    expect(gate.correctEntry(order)).toEqual({ type: 'corrected', instead: 'out' });
    expect(events.at(-1)).toMatchObject({
      type: 'taken-back',
      entry,
      why: 'wrong-direction',
      tally: { admittedIn: 0, admittedOut: 1 },
    });
    expect(gate.whoIsInside().counts).toMatchObject({ total: 0, strayOuts: 1 });
    expect(gate.listHistory(ALL).items).toMatchObject([
      { direction: 'out', reasons: ['direction-corrected'], mayCorrect: true },
      { direction: 'in', takenBack: { why: 'wrong-direction' }, mayCorrect: false },
    ]);
    expect(gate.correctEntry(order)).toEqual({ type: 'refused', reason: 'not-standing' });
    expect(logged.filter((line) => line.startsWith('entry-corrected'))).toEqual([
      'entry-corrected {"why":"wrong-direction","lane":"lane-1"}',
    ]);
  });

  test('lets the same person be scanned again at once', () => {
    const { gate } = standBefore();
    const { entry } = scan(gate, cccdText(first));
    if (entry === null) throw new Error('nothing was written');
    gate.correctEntry({ entry, reason: 'did-not-go-in', note: null });
    expect(scan(gate, cccdText(first))).toMatchObject({ verdict: 'admit' });
  });
});

describe('who is inside', () => {
  test('is masked on the screen, named for the fire marshal, and that list is noted', () => {
    const { gate, logged } = standBefore();
    scan(gate, cccdText(first));
    gate.submitManualEntry({
      laneId: 'lane-1',
      name: 'Trần Thị Kiểm Thử',
      number: null,
      phone: '0900000000',
      note: 'x',
    });
    gate.openByHand({ laneId: 'lane-1', note: 'Xe cấp cứu 29A-000.00' });
    const masked = gate.whoIsInside();
    expect(masked.counts).toMatchObject({ total: 3, people: 2, maybe: 0, vehicles: 1 });
    expect(masked.counts.byGroup.filter(({ count }) => count > 0)).toEqual([
      { group: 'card', count: 1 },
      { group: 'manual', count: 1 },
      { group: 'vehicle', count: 1 },
    ]);
    expect(JSON.stringify(masked)).not.toMatch(/Kiểm Thử|0900000000|29A/);
    expect(logged).toEqual([]);

    expect(gate.listForEvacuation().visits).toMatchObject([
      { group: 'vehicle', name: null, note: 'Xe cấp cứu 29A-000.00' },
      { group: 'manual', name: 'Trần Thị Kiểm Thử', numberEnd: null, phone: '0900000000' },
      { group: 'card', name: first.name, numberEnd: '000', laneId: 'lane-1' },
    ]);
    expect(logged).toEqual(['evacuation-list {"people":3}']);
  });

  test('does not count who left', () => {
    const { gate } = standBefore();
    scan(gate, cccdText(first));
    scan(gate, cccdText(second));
    gate.setDirection({ laneId: 'lane-1', direction: 'out' });
    scan(gate, cccdText(first));
    expect(gate.whoIsInside().counts).toMatchObject({ total: 1, byLane: [{ laneId: 'lane-1', count: 1 }] });
  });
});

describe('the change of shift', () => {
  test('gives the numbers over with the note, begins the next shift, and is taken once', () => {
    const { gate } = standBefore();
    scan(gate, cccdText(first));
    scan(gate, cccdText(first));
    scan(gate, '');
    expect(gate.viewShift()).toMatchObject({
      numbers: { admittedIn: 1, repeats: 1, unreadable: 1, inside: 1 },
      handOvers: [],
    });
    expect(gate.giveOver({ givenBy: 'Ca ngày', note: 'Cổng sau hỏng đèn' })).toEqual({ type: 'given' });
    const after = gate.viewShift();
    expect(after).toMatchObject({
      numbers: { repeats: 0, unreadable: 0, inside: 1 },
      handOvers: [
        { givenBy: 'Ca ngày', note: 'Cổng sau hỏng đèn', takenBy: null, numbers: { admittedIn: 1, repeats: 1 } },
      ],
    });
    expect(after.sinceUtcMs).toBe(after.handOvers[0]?.givenAtUtcMs);
    const id = after.handOvers[0]?.id ?? 0;
    expect(gate.takeOver({ id, takenBy: 'Ca đêm' })).toEqual({ type: 'taken' });
    expect(gate.takeOver({ id, takenBy: 'Ca đêm' })).toEqual({ type: 'not-waiting' });
    expect(gate.viewShift().handOvers[0]).toMatchObject({ takenBy: 'Ca đêm' });
  });
});
