import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { GateEvent } from '../../../src-main/contract/gate-api.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { visitDay, visitDetail } from '../../../src-main/contract/visit-api.ts';
import type { VisitorEvent } from '../../../src-main/contract/visitor-api.ts';
import { bhytAText, canCuocText, cccdText, FAKE_PEOPLE } from '../../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../../src-main/gate/opened-gate.ts';
import { openGate } from '../../../src-main/gate.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const [first, second, third] = FAKE_PEOPLE;
const LANES: Settings['lanes'] = [
  { id: 'lane-1', name: 'Cổng 1', direction: 'in' },
  { id: 'lane-2', name: 'Cổng 2', direction: 'in' },
];
const CLEAR = { symptoms: [], hadContact: false, wasAway: false };

function gateOf(kind: Settings['venue']['kind'], dataDir = temporaryDir()): OpenedGate {
  const options = { dataDir, version: 'test', extraReaders: () => [], log: () => undefined, random: () => 0.5 };
  const opened = openGate({ ...options, isAttended: false });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const venue = { kind, name: 'Nơi kiểm thử' };
  expect(opened.gate.saveSettings({ settings: { ...defaultSettings(), venue, lanes: LANES, readers: [] } })).toEqual({
    type: 'saved',
  });
  onTestFinished(() => opened.gate.close());
  return opened.gate;
}

function scan(gate: OpenedGate, text: string, laneId = 'lane-1') {
  return gate.scan({ readerKind: 'command', text, encoding: 'utf-8', laneId });
}

function openTrip(gate: OpenedGate, plate: string, isForeign = false) {
  const order = { route: 'Miền Đông – Đà Lạt', departsAtUtcMs: Date.now() + 3_600_000, seats: 45 };
  return gate.openTrip({ ...order, plate, isForeign });
}

function tripId(gate: OpenedGate, plate: string): string {
  const answer = openTrip(gate, plate);
  if (answer.type !== 'opened') throw new Error(answer.type);
  return answer.trip.id;
}

function manifest(gate: OpenedGate, id: string, isFull = true) {
  const answer = gate.readManifest({ tripId: id, isFull });
  if (answer.type !== 'manifest') throw new Error(answer.type);
  return answer.passengers;
}

describe('a lane that boards a trip', () => {
  test('puts who is scanned there on the manifest, and nobody of another lane', () => {
    const gate = gateOf('station');
    const id = tripId(gate, '51b12345');
    expect(gate.setLaneTrip({ laneId: 'lane-1', tripId: id })).toEqual({ type: 'set' });
    expect(gate.snapshot().desk.laneTrips).toMatchObject([{ laneId: 'lane-1', plate: '51B-123.45' }]);
    scan(gate, cccdText(first));
    scan(gate, cccdText(second), 'lane-2');
    gate.submitManualEntry({ laneId: 'lane-1', name: 'Lê Thị Mẫu', number: null, phone: '0900000000', note: 'thử' });
    expect(manifest(gate, id)).toMatchObject([
      { name: first.name, number: first.number, seat: null, phone: null },
      { name: 'Lê Thị Mẫu', number: null, phone: '0900000000' },
    ]);
    expect(JSON.stringify(manifest(gate, id, false))).not.toContain(first.number);
  });

  test('boards after a restart too, and who was taken back is not on the manifest', async () => {
    const dataDir = temporaryDir();
    const before = gateOf('station', dataDir);
    const id = tripId(before, '51B-123.45');
    before.setLaneTrip({ laneId: 'lane-1', tripId: id });
    await before.close();
    const gate = gateOf('station', dataDir);
    scan(gate, cccdText(first));
    expect(manifest(gate, id)).toHaveLength(1);
  });

  test('takes along who was recorded there a moment before it boarded', () => {
    const gate = gateOf('station');
    scan(gate, cccdText(first));
    const id = tripId(gate, '51B-123.45');
    gate.setLaneTrip({ laneId: 'lane-1', tripId: id });
    expect(scan(gate, cccdText(first)).verdict).toBe('already-recorded');
    expect(manifest(gate, id)).toHaveLength(1);
    expect(gate.listTrips().trips).toMatchObject([{ passengers: 1 }]);
  });

  test('shows out of order, and no green, where the manifest cannot be written', () => {
    const dataDir = temporaryDir();
    const gate = gateOf('station', dataDir);
    scan(gate, cccdText(first));
    gate.setLaneTrip({ laneId: 'lane-1', tripId: tripId(gate, '51B-123.45') });
    const raw = new Database(join(dataDir, 'gate.sqlite'));
    onTestFinished(() => void raw.close());
    raw.pragma('busy_timeout = 0');
    raw.exec('begin immediate');
    expect(scan(gate, cccdText(first))).toMatchObject({ verdict: 'out-of-order', entry: null });
    expect(scan(gate, cccdText(second))).toMatchObject({ verdict: 'out-of-order', entry: null });
    raw.exec('rollback');
    expect(scan(gate, cccdText(second)).verdict).toBe('admit');
  }, 60_000);

  test('moves a passenger, gives a seat once, and boards nobody when the bus has left', () => {
    const gate = gateOf('station');
    const [one, two] = [tripId(gate, '51B-123.45'), tripId(gate, '72B-004.56')];
    gate.setLaneTrip({ laneId: 'lane-1', tripId: one });
    for (const person of [first, second]) scan(gate, cccdText(person));
    const [a, b] = manifest(gate, one);
    if (a === undefined || b === undefined) throw new Error('two passengers were expected');
    expect(gate.seatPassenger({ entry: a.entry, tripId: one, seat: '1' })).toEqual({ type: 'noted' });
    expect(gate.seatPassenger({ entry: b.entry, tripId: one, seat: '1' })).toEqual({ type: 'seat-taken' });
    expect(gate.movePassenger({ entry: b.entry, tripId: two })).toEqual({ type: 'noted' });
    expect([manifest(gate, one), manifest(gate, two)].map((each) => each.length)).toEqual([1, 1]);

    expect(gate.closeTrip({ tripId: one })).toEqual({ type: 'closed' });
    expect(gate.setLaneTrip({ laneId: 'lane-1', tripId: one })).toEqual({ type: 'trip-closed' });
    expect(gate.movePassenger({ entry: b.entry, tripId: one })).toEqual({ type: 'trip-closed' });
    scan(gate, cccdText(third));
    expect(manifest(gate, one)).toHaveLength(1);
  });

  test('is opened for a plate of this country, and for another one only if it is meant', () => {
    const gate = gateOf('station');
    expect(openTrip(gate, 'ກຂ 1234')).toEqual({ type: 'plate-shape' });
    expect(openTrip(gate, 'ກຂ 1234', true)).toMatchObject({ type: 'opened', trip: { plate: 'ກຂ 1234' } });
  });

  test('is of no consequence where no buses leave', () => {
    const gate = gateOf('factory');
    const id = tripId(gate, '51B-123.45');
    gate.setLaneTrip({ laneId: 'lane-1', tripId: id });
    scan(gate, cccdText(first));
    expect(manifest(gate, id)).toEqual([]);
  });
});

describe('a hospital’s desk', () => {
  /** As a screen would get it: the contract refuses what it does not know. */
  const day = (gate: OpenedGate) => visitDay.parse(gate.listVisits({ department: null }));

  test('makes one visit of the two cards of a person, and none of two persons’', () => {
    const gate = gateOf('hospital');
    scan(gate, cccdText(first));
    scan(gate, bhytAText(second));
    scan(gate, bhytAText(first));
    expect(day(gate)).toMatchObject({ visits: 2, undeclared: 2, questions: [] });
    const joined = day(gate).items.find(({ hasIdentity, hasInsurance }) => hasIdentity && hasInsurance);
    if (joined === undefined) throw new Error('no visit has two cards');
    const opened = gate.openVisit({ visit: joined.visit });
    expect(opened).toMatchObject({
      detail: { values: { name: first.name, idNumber: first.number, insuranceTo: '31/12/2034' } },
    });
    expect(JSON.stringify(day(gate))).not.toContain(first.name);
  });

  test('joins nothing across lanes', () => {
    const gate = gateOf('hospital');
    scan(gate, cccdText(first));
    scan(gate, bhytAText(first), 'lane-2');
    expect(day(gate)).toMatchObject({ visits: 2, questions: [] });
  });

  test('asks once where it is not sure, and takes no for an answer', () => {
    const gate = gateOf('hospital');
    scan(gate, canCuocText(first));
    scan(gate, bhytAText({ ...first, sex: first.sex === 'male' ? 'female' : 'male' }));
    const [question] = day(gate).questions;
    if (question === undefined) throw new Error('nothing was asked');
    gate.answerJoin({ visit: question.visit, with: question.with, isSame: false });
    expect(day(gate)).toMatchObject({ visits: 2, questions: [] });
  });

  test('counts departments, companions and declarations, and notes who copied', () => {
    const gate = gateOf('hospital');
    scan(gate, cccdText(first));
    const visit = day(gate).items[0]?.visit;
    if (visit === undefined) throw new Error('no visit');
    gate.setDepartment({ visit, department: 'Nhi' });
    expect(gate.awaitCompanion({ laneId: 'lane-1', visit })).toEqual({ type: 'waiting' });
    scan(gate, cccdText(second));
    gate.declareHealth({ visit, declaration: CLEAR, at: 'desk' });
    expect(gate.copyVisit({ visit, fields: ['idNumber', 'department'] })).toEqual({
      type: 'copied',
      text: `${first.number}\tNhi`,
    });
    expect(day(gate)).toMatchObject({
      visits: 1,
      undeclared: 0,
      separate: 0,
      items: [{ companions: 1, declared: 'clear' }],
    });
    expect(day(gate).departments).toContainEqual({ name: 'Nhi', visits: 1 });
    const opened = gate.openVisit({ visit });
    if (opened.type === 'gone') throw new Error('the visit is gone');
    expect(visitDetail.parse(opened.detail)).toMatchObject({ copies: 1, companions: [{ entry: { seq: 2 } }] });
    gate.declareHealth({ visit, declaration: { ...CLEAR, wasAway: true }, at: 'desk' });
    expect(day(gate)).toMatchObject({ separate: 1 });
  });

  test('finds its day again after a restart', async () => {
    const dataDir = temporaryDir();
    const before = gateOf('hospital', dataDir);
    scan(before, cccdText(first));
    scan(before, bhytAText(first));
    await before.close();
    expect(day(gateOf('hospital', dataDir))).toMatchObject({ visits: 1, items: [{ hasInsurance: true }] });
  });

  test('hands a person all that was noted, and forgets it with them', () => {
    const gate = gateOf('hospital');
    scan(gate, cccdText(first));
    scan(gate, bhytAText(first));
    const visit = day(gate).items[0]?.visit;
    if (visit === undefined) throw new Error('no visit');
    gate.declareHealth({ visit, declaration: { ...CLEAR, symptoms: ['cough'] }, at: 'desk' });
    const { entries, text } = copyOf(gate, first.number);
    expect(entries).toHaveLength(2);
    expect(text).toContain('declaration');
    expect(text).toContain('cough');
    expect(gate.eraseSubject({ number: first.number })).toMatchObject({ type: 'erased', entries: 2 });
    expect(gate.openVisit({ visit })).toMatchObject({
      type: 'visit',
      detail: { declaration: null, values: { name: null } },
    });
    expect(gate.setDepartment({ visit, department: 'Nhi' })).toEqual({ type: 'gone' });
  });

  test('keeps no validity of an insurance card where nobody works with it', () => {
    const gate = gateOf('factory');
    scan(gate, bhytAText(first));
    const [entry] = copyOf(gate, bhytAText(first).split('|')[0] ?? '').entries;
    expect(entry?.notes).toEqual([]);
  });

  test('tells the screens that something changed, and never what', () => {
    const gate = gateOf('hospital');
    const events: GateEvent[] = [];
    gate.subscribe((event) => events.push(event));
    scan(gate, cccdText(first));
    const desk = events.filter(({ type }) => type === 'desk');
    expect(desk).toEqual([{ type: 'desk', desk: { laneTrips: [], revision: expect.any(Number) } }]);
  });
});

describe('the side that faces visitors', () => {
  test('hears a verdict without a name, and its ticket is good for one person’s declaration', () => {
    const gate = gateOf('hospital');
    const events: VisitorEvent[] = [];
    gate.subscribeVisitor((event) => events.push(event));
    scan(gate, cccdText(first));
    const [event] = events;
    if (event?.type !== 'verdict') throw new Error('no verdict');
    const { ticket, ...verdict } = event.verdict;
    expect(verdict).toEqual({ key: 1, laneId: 'lane-1', verdict: 'admit', direction: 'in' });
    expect(gate.declareByVisitor({ ticket: ticket ?? '', declaration: CLEAR })).toEqual({ type: 'noted' });
    expect(gate.listVisits({ department: null }).items).toMatchObject([{ declared: 'clear' }]);
    expect(gate.declareByVisitor({ ticket: 'x'.repeat(22), declaration: CLEAR })).toEqual({ type: 'unknown-ticket' });
    const worse = { ...CLEAR, hadContact: true };
    expect(gate.declareByVisitor({ ticket: ticket ?? '', declaration: worse })).toEqual({ type: 'separate' });
  });

  test('is given no ticket where no health is declared, and says what the settings say', () => {
    const gate = gateOf('station');
    const events: VisitorEvent[] = [];
    gate.subscribeVisitor((event) => events.push(event));
    scan(gate, cccdText(first));
    expect(events).toMatchObject([{ type: 'verdict', verdict: { ticket: null } }]);
    const settings = { ...gate.snapshot().settings, retention: { days: 7, warnDays: 1 } };
    gate.saveSettings({ settings });
    expect(events.at(-1)).toMatchObject({ type: 'view', view: { keptDays: 7, keepsTrip: true, asksHealth: false } });
  });
});

function copyOf(gate: OpenedGate, number: string) {
  const exported = gate.exportSubject({ number });
  if (exported.type === 'refused') throw new Error(exported.reason);
  return exported;
}
