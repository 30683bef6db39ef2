import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate, OpenGateAnswer } from '../../src-main/gate/opened-gate.ts';
import { gateAt, tryGateAt } from '../support/gate-at.ts';
import { logRows } from '../support/log-rows.ts';
import { REPEAT_WINDOW_MS } from '../support/scanner-gate.ts';
import { smallDisk, whyNoSmallDisk } from '../support/small-disk.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const reason = whyNoSmallDisk();
if (reason !== null) process.stderr.write(`no disk is filled: ${reason}\n`);

function tryGate(dataDir: string): OpenGateAnswer {
  return tryGateAt(dataDir, { isAttended: true });
}

function gateOn(dataDir: string): OpenedGate {
  return gateAt(dataDir, { isAttended: true });
}

function scan(gate: OpenedGate, person: number) {
  const one = FAKE_PEOPLE[person % FAKE_PEOPLE.length];
  if (one === undefined) throw new Error('nobody');
  return gate.scan({ readerKind: 'command', text: cccdText(one), encoding: 'utf-8' });
}

/** Nobody is a repeat: each scan has to write. */
function withoutWindow(gate: OpenedGate): void {
  const { settings } = gate.snapshot();
  const saved = gate.saveSettings({ settings: { ...settings, rules: { ...settings.rules, repeatWindowMs: 0 } } });
  expect(saved).toEqual({ type: 'saved' });
}

describe.skipIf(reason !== null)('a disk that is full', () => {
  test('is “out of order” and never a lie: what was shown is stored, what was not stored was not shown; and well again with room', async () => {
    const disk = smallDisk(6);
    const gate = gateOn(disk.dir);
    withoutWindow(gate);
    const shown: number[] = [];
    let refusals = 0;
    disk.fill(150_000);
    for (let person = 0; person < 60; person += 1) {
      const { verdict, reasons, entry } = scan(gate, person);
      if (verdict === 'out-of-order') {
        refusals += 1;
        expect(reasons).toEqual(['disk-full']);
        expect(entry).toBeNull();
      } else {
        expect(verdict).toBe('admit');
        shown.push(entry?.seq ?? 0);
      }
    }
    expect(refusals).toBeGreaterThan(0);
    expect(gate.snapshot().status.log).toBe('failing');
    await expect.poll(() => gate.snapshot().status.disk.state, { timeout: 60_000, interval: 50 }).toBe('full');
    expect(logRows(disk.dir).map(({ seq }) => seq)).toEqual(shown);

    disk.empty();
    const after = scan(gate, 3);
    expect(after).toMatchObject({ verdict: 'admit', entry: { seq: shown.length + 1 } });
    expect(gate.snapshot().status.log).toBe('ok');
    expect(gate.verifyLog()).toMatchObject({ entries: shown.length + 1, broken: 0, damage: [] });
    await gate.close();
    // A start on what was left of the full disk finds a whole log.
    expect(scan(gateOn(disk.dir), 5)).toMatchObject({ entry: { seq: shown.length + 2 } });
  });

  test('at the start says so and makes nothing that a later start would stumble over', () => {
    const disk = smallDisk(1);
    disk.fill(0);
    expect(tryGate(disk.dir)).toMatchObject({ type: 'refused' });
    disk.empty();
    expect(scan(gateOn(disk.dir), 1)).toMatchObject({ verdict: 'admit', entry: { seq: 1 } });
  });

  test('on the second disk alone is told, and keeps nobody waiting', async () => {
    const disk = smallDisk(1);
    disk.fill(0);
    const gate = gateOn(temporaryDir());
    gate.saveSettings({ settings: { ...gate.snapshot().settings, backup: { folder: disk.dir } } });
    await expect
      .poll(() => gate.snapshot().status.backup, { timeout: 60_000, interval: 50 })
      .toMatchObject({ state: 'failing', trouble: 'full' });
    expect(scan(gate, 1)).toMatchObject({ verdict: 'admit' });
  });
});

describe.skipIf(reason !== null)('a disk that cannot be written', () => {
  test('refuses to open the gate, in a word, and leaves every file as it was', async () => {
    const disk = smallDisk(6);
    const gate = gateOn(disk.dir);
    scan(gate, 1);
    await gate.close();
    const contents = (): Map<string, string> =>
      new Map(
        readdirSync(disk.dir)
          .filter((name) => name.startsWith('gate.sqlite') || name.endsWith('.json'))
          .map((name) => [name, readFileSync(join(disk.dir, name)).toString('base64')]),
      );
    const before = contents();
    disk.makeReadOnly();
    expect(tryGate(disk.dir)).toEqual({ type: 'refused', room: 'store', reason: 'cannot-open' });
    expect(contents()).toEqual(before);
  });

  test('as the second one is told, and keeps nobody waiting', async () => {
    const disk = smallDisk(1);
    disk.makeReadOnly();
    const gate = gateOn(temporaryDir());
    gate.saveSettings({ settings: { ...gate.snapshot().settings, backup: { folder: disk.dir } } });
    await expect
      .poll(() => gate.snapshot().status.backup, { timeout: 60_000, interval: 50 })
      .toMatchObject({ state: 'failing', trouble: 'no-permission' });
    expect(scan(gate, 1)).toMatchObject({ verdict: 'admit' });
  });
});

describe('a log that is damaged when the gate starts', () => {
  const DAMAGED = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(20_000, 0xff)]);

  test('is kept whole beside a new one, in another epoch, and said aloud', async () => {
    const dataDir = temporaryDir();
    const gate = gateOn(dataDir);
    const { entry } = scan(gate, 1);
    await gate.close();
    writeFileSync(join(dataDir, 'gate.sqlite'), DAMAGED);
    for (const end of ['-wal', '-shm']) rmSync(join(dataDir, `gate.sqlite${end}`), { force: true });

    const after = gateOn(dataDir);
    expect(after.snapshot().status.damagedLog).toBe('begun-anew');
    const shown = scan(after, 1);
    expect(shown).toMatchObject({ verdict: 'admit', entry: { seq: 1 } });
    expect(shown.entry?.epoch).not.toBe(entry?.epoch);
    const [kept] = readdirSync(dataDir).filter((name) => name.startsWith('damaged-'));
    expect(readFileSync(join(dataDir, kept ?? '', 'gate.sqlite'))).toEqual(DAMAGED);
    await after.close();
    // Still said after the next start, and nothing more is moved.
    const next = gateOn(dataDir);
    expect(next.snapshot().status.damagedLog).toBe('begun-anew');
    expect(scan(next, 2)).toMatchObject({ entry: { seq: 2 } });
  });

  test('gives way to its last backup: who came before is known, and what waited still waits', async () => {
    const dataDir = temporaryDir();
    const stick = temporaryDir();
    const gate = gateOn(dataDir);
    scan(gate, 1);
    scan(gate, 2);
    const { settings } = gate.snapshot();
    // A backup may take longer than somebody is a repeat by the usual rules.
    const rules = { ...settings.rules, repeatWindowMs: REPEAT_WINDOW_MS };
    gate.saveSettings({ settings: { ...settings, rules, backup: { folder: stick } } });
    await expect.poll(() => gate.snapshot().status.backup.state, { timeout: 60_000, interval: 50 }).toBe('ok');
    await gate.close();
    writeFileSync(join(dataDir, 'gate.sqlite'), DAMAGED);
    for (const end of ['-wal', '-shm']) rmSync(join(dataDir, `gate.sqlite${end}`), { force: true });

    const after = gateOn(dataDir);
    expect(after.snapshot().status).toMatchObject({ damagedLog: 'restored', outbox: { pending: 2 } });
    expect(scan(after, 1).verdict).toBe('already-recorded');
    expect(after.verifyLog()).toMatchObject({ entries: 2, broken: 0 });
  });

  test('is left where it is by the command line, which only looks', () => {
    const dataDir = temporaryDir();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'gate.sqlite'), DAMAGED);
    const answer = tryGateAt(dataDir);
    expect(answer).toMatchObject({ type: 'refused', room: 'store' });
    expect(readFileSync(join(dataDir, 'gate.sqlite'))).toEqual(DAMAGED);
    expect(existsSync(join(dataDir, 'gate.sqlite-wal'))).toBe(false);
  });
});
