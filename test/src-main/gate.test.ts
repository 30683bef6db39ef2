import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { GateEvent } from '../../src-main/contract/gate-api.ts';
import type { MadePass, PassOrder } from '../../src-main/contract/pass-api.ts';
import { cccdText, FAKE_PEOPLE, unifiedText } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const [first, second] = FAKE_PEOPLE;

function open(dataDir: string): ReturnType<typeof openGate> {
  return openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.5,
  });
}

function openedGate(dataDir = temporaryDir()): OpenedGate {
  const opened = open(dataDir);
  if (opened.type === 'refused') throw new Error(opened.reason);
  onTestFinished(() => opened.gate.close());
  return opened.gate;
}

/** A data folder whose gate takes a second scan for a repeat for an hour: a restart may take longer than the usual half a minute. */
function longRepeats(): string {
  const dataDir = temporaryDir();
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ rules: { repeatWindowMs: 3_600_000 } }));
  return dataDir;
}

function scan(gate: OpenedGate, text: string) {
  return gate.scan({ readerKind: 'command', text, encoding: 'utf-8' });
}

describe('a gate on an empty folder', () => {
  test('is one lane, in, a factory, alone, and admits a plausible person', () => {
    const gate = openedGate();
    expect(gate.snapshot()).toMatchObject({
      lanes: [{ id: 'lane-1', direction: 'in' }],
      settings: { venue: { kind: 'factory' }, collector: null },
      status: { outbox: { collector: 'alone', pending: 0 }, log: 'ok', settings: 'ok' },
    });
    expect(scan(gate, cccdText(first))).toMatchObject({
      verdict: 'admit',
      reasons: [],
      codeKind: 'cccd',
      entry: { seq: 1 },
    });
    expect(gate.snapshot().tally).toMatchObject({ admittedIn: 1 });
  });

  test('says every verdict to who listens, and closes without a word after it', async () => {
    const gate = openedGate();
    const events: GateEvent[] = [];
    gate.subscribe((event) => events.push(event));
    scan(gate, cccdText(first));
    expect(events[0]).toMatchObject({ type: 'shown', shown: { verdict: 'admit' }, tally: { admittedIn: 1 } });
    await gate.close();
    const heard = events.length;
    await delay(500); // Longer than a status takes to settle: a look at the disk that ends late must find nothing closed.
    expect(events).toHaveLength(heard);
  });
});

describe('a lane that is being tried out', () => {
  const submit = (gate: OpenedGate, text: string) =>
    gate.submitReading({ laneId: 'lane-1', readerId: 'wedge-1', readerKind: 'wedge', text, encoding: 'utf-8' });

  test('says what it would do, and not one row is written', async () => {
    const dataDir = temporaryDir();
    const gate = openedGate(dataDir);
    const events: GateEvent[] = [];
    gate.subscribe((event) => events.push(event));
    expect(gate.testLane({ laneId: 'lane-1', isOn: true })).toEqual({ type: 'set' });
    const answers = [cccdText(first), cccdText(first), unifiedText(second), '???', 'x'].map((text) =>
      submit(gate, text),
    );
    expect(answers.map(({ type }) => type)).toEqual(Array.from({ length: 5 }, () => 'tried'));
    expect(answers.slice(0, 2)).toMatchObject([
      { tried: { readerId: 'wedge-1', length: cccdText(first).length, shown: { verdict: 'admit', entry: null } } },
      { tried: { shown: { verdict: 'admit', codeKind: 'cccd', entry: null } } },
    ]);
    expect(events.filter(({ type }) => type === 'tried')).toHaveLength(5);
    expect(events.some(({ type }) => type === 'shown')).toBe(false);
    expect(gate.snapshot()).toMatchObject({
      tally: { admittedIn: 0, unreadable: 0 },
      status: { outbox: { pending: 0 } },
    });
    await gate.close();
    const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
    for (const table of ['entry', 'outbox']) {
      expect(database.prepare(`select count(*) as n from ${table}`).get()).toEqual({ n: 0 });
    }
    database.close();
  });

  test('records again once the trial is over, and other lanes never stopped', () => {
    const gate = openedGate();
    expect(gate.testLane({ laneId: 'lane-9', isOn: true })).toEqual({ type: 'unknown-lane' });
    gate.testLane({ laneId: 'lane-1', isOn: true });
    gate.testLane({ laneId: 'lane-1', isOn: false });
    expect(submit(gate, cccdText(first))).toMatchObject({ type: 'shown', shown: { entry: { seq: 1 } } });
  });
});

describe('the gate remembers', () => {
  test('today’s counts, the direction of a lane and who came, when it is started again', async () => {
    const dataDir = longRepeats();
    const before = openedGate(dataDir);
    scan(before, cccdText(first));
    before.setDirection({ laneId: 'lane-1', direction: 'out' });
    scan(before, cccdText(first));
    await before.close();

    const after = openedGate(dataDir);
    expect(after.snapshot().tally).toMatchObject({ admittedIn: 1, admittedOut: 1 });
    expect(after.snapshot().lanes[0]?.direction).toBe('out');
    expect(scan(after, cccdText(first))).toMatchObject({ verdict: 'already-recorded', entry: { seq: 2 } });
  });

  test('whom to look at: a number on the watch list is found by card and by hand', () => {
    const gate = openedGate();
    gate.addWatched({ number: first.number, action: 'refuse' });
    expect(gate.listWatched()).toMatchObject([{ maskedNumber: '******000000', action: 'refuse' }]);
    expect(scan(gate, unifiedText(first))).toMatchObject({ verdict: 'refuse', reasons: ['on-watch-list'] });
    expect(
      gate.submitManualEntry({
        laneId: 'lane-1',
        name: first.name,
        number: first.number,
        phone: null,
        note: 'quên thẻ',
      }),
    ).toMatchObject({ type: 'shown', shown: { verdict: 'refuse' } });
    gate.removeWatched({ id: gate.listWatched()[0]?.id ?? 0 });
    expect(scan(gate, cccdText(first)).verdict).toBe('admit');
  });
});

describe('a pass made at the desk', () => {
  const HOUR_MS = 3_600_000;

  function makePass(gate: OpenedGate, order: Partial<PassOrder> = {}): MadePass {
    const answer = gate.makePasses({
      purpose: 'visitor',
      name: 'Trần Thị Kiểm Thử',
      count: 1,
      notBeforeUtcMs: null,
      expiresAtUtcMs: Date.now() + HOUR_MS,
      isOneTime: false,
      laneIds: null,
      ...order,
    });
    const [pass] = answer.type === 'made' ? answer.passes : [];
    if (pass === undefined) throw new Error('no pass was made');
    return pass;
  }

  test('lets its holder in, after a restart too, and says so in the log', async () => {
    const dataDir = longRepeats();
    const gate = openedGate(dataDir);
    const { text } = makePass(gate);
    expect(scan(gate, text)).toMatchObject({
      verdict: 'admit',
      codeKind: 'pass',
      maskedName: 'Trần Thị Kiểm ***',
      verification: 'verified',
    });
    await gate.close();
    expect(scan(openedGate(dataDir), text)).toMatchObject({ verdict: 'already-recorded', verification: 'verified' });
  });

  test('of another gate is of nobody, and is refused', () => {
    const { text } = makePass(openedGate());
    expect(scan(openedGate(), text)).toMatchObject({
      verdict: 'refuse',
      reasons: ['unknown-issuer'],
      maskedName: null,
    });
  });

  test('for one lane opens no other', () => {
    const gate = openedGate();
    const { lanes, ...settings } = gate.snapshot().settings;
    gate.saveSettings({
      settings: { ...settings, lanes: [...lanes, { id: 'lane-2', name: 'Cổng 2', direction: 'in' }] },
    });
    const { text } = makePass(gate, { laneIds: ['lane-2'] });
    expect(scan(gate, text)).toMatchObject({ verdict: 'refuse', reasons: ['pass-other-lane'] });
    const there = gate.scan({ readerKind: 'command', text, encoding: 'utf-8', laneId: 'lane-2' });
    expect(there).toMatchObject({ verdict: 'admit' });
  });

  test('is refused once it has been taken back, without a network', () => {
    const gate = openedGate();
    const { id, text } = makePass(gate);
    expect(gate.revokePass({ id })).toEqual({ type: 'revoked' });
    expect(scan(gate, text)).toMatchObject({ verdict: 'refuse', reasons: ['revoked'] });
    expect(gate.revokePass({ id: 'never-made' })).toEqual({ type: 'unknown-pass' });
    expect(gate.passListForOthers().revoked).toEqual([id]);
  });

  test('of another gate of the venue is believed once its list is here, and not when it was taken back', async () => {
    const maker = openedGate();
    const [kept, revoked] = [makePass(maker), makePass(maker)];
    maker.revokePass({ id: revoked.id });
    const gate = openedGate();
    const base64 = Buffer.from(JSON.stringify(maker.passListForOthers())).toString('base64');
    expect(await gate.importTrust({ from: 'file', name: 'passes.json', base64 })).toMatchObject([
      { type: 'imported', form: 'venue-passes', keys: 1, cards: 1 },
    ]);
    expect(scan(gate, kept.text)).toMatchObject({ verdict: 'admit', verification: 'verified' });
    expect(scan(gate, revoked.text)).toMatchObject({ verdict: 'refuse', reasons: ['revoked'] });
  });

  test('is listed without its text, newest first', () => {
    const gate = openedGate();
    const { id } = makePass(gate, { isOneTime: true });
    const [item] = gate.listPasses();
    expect(item).toMatchObject({ id, purpose: 'visitor', isOneTime: true, maskedName: 'Trần Thị Kiểm ***' });
    expect(JSON.stringify(item)).not.toContain('GACCONG');
  });

  test.each<[string, Partial<PassOrder>]>([
    ['ends-too-early', { expiresAtUtcMs: 1 }],
    ['too-long', { expiresAtUtcMs: Date.now() + 400 * 24 * HOUR_MS }],
    ['unknown-lane', { laneIds: ['lane-9'] }],
  ])('is not made: %s', (reason, order) => {
    const base = { purpose: 'visitor', name: null, count: 1, notBeforeUtcMs: null, isOneTime: false } as const;
    const answer = openedGate().makePasses({ ...base, laneIds: null, expiresAtUtcMs: Date.now() + HOUR_MS, ...order });
    expect(answer).toEqual({ type: 'refused', reason });
  });
});

describe('settings', () => {
  test('are in force at once, and wrong ones change nothing', () => {
    const gate = openedGate();
    const { settings } = gate.snapshot();
    expect(
      gate.saveSettings({ settings: { ...settings, rules: { ...settings.rules, acceptedKinds: ['can-cuoc'] } } }),
    ).toEqual({
      type: 'saved',
    });
    expect(scan(gate, cccdText(first))).toMatchObject({ verdict: 'refuse', reasons: ['kind-not-accepted'] });
    expect(gate.saveSettings({ settings: { lanes: 'none' } })).toMatchObject({ type: 'refused', reason: 'invalid' });
    expect(scan(gate, cccdText(second)).verdict).toBe('refuse');
  });

  test('name the rules in each entry by another version', () => {
    const dataDir = temporaryDir();
    const gate = openedGate(dataDir);
    scan(gate, cccdText(first));
    const { settings } = gate.snapshot();
    gate.saveSettings({ settings: { ...settings, rules: { ...settings.rules, repeatWindowMs: 5_000 } } });
    scan(gate, cccdText(second));
    const database = new Database(join(dataDir, 'gate.sqlite'), { readonly: true });
    const versions = database.prepare('select distinct rules_version from entry').all();
    database.close();
    expect(versions).toHaveLength(2);
  });

  test('for a lane that is not there are answered, not thrown', () => {
    const gate = openedGate();
    expect(gate.setDirection({ laneId: 'lane-9', direction: 'in' })).toEqual({ type: 'unknown-lane' });
    expect(
      gate.submitReading({ laneId: 'lane-9', readerId: 'w', readerKind: 'wedge', text: 'x', encoding: 'utf-8' }),
    ).toEqual({ type: 'unknown-lane' });
  });
});

describe('a log that this program must not touch', () => {
  test('is refused by name when it is of a newer program, and left as it was', async () => {
    const dataDir = temporaryDir();
    await openedGate(dataDir).close();
    const path = join(dataDir, 'gate.sqlite');
    const database = new Database(path);
    database.pragma('user_version = 9999');
    database.pragma('wal_checkpoint(truncate)');
    database.close();
    const before = readFileSync(path);
    expect(open(dataDir)).toEqual({ type: 'refused', room: 'store', reason: 'newer-version' });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
