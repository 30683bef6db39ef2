import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../src-main/contract/caller.ts';
import { ADMINISTRATOR_PIN, accessGate, IDLE_MS, protectedGate, SUPERVISOR_PIN } from './access-gate.ts';

const WRONG_PIN = '771904';

async function typeWrong(caller: Caller, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await caller.unlock({ pin: WRONG_PIN });
}

describe('a gate without PINs', () => {
  test('lets everybody do everything, and notes it as anybody’s', () => {
    const gate = accessGate();
    const caller = gate.open();
    expect(caller.accessState()).toEqual({
      protection: 'off',
      hasSupervisorPin: false,
      role: 'administrator',
      waitMs: 0,
    });
    expect([caller.admits('saveSettings'), caller.admits('findSubject')]).toEqual([true, true]);
    expect(gate.noted()).toEqual(['anybody called']);
  });

  test('takes the administrator’s PIN first', async () => {
    const caller = accessGate().open();
    expect(await caller.setPin({ role: 'supervisor', pin: SUPERVISOR_PIN, oldPin: null })).toEqual({
      type: 'refused',
      reason: 'administrator-first',
    });
  });

  test('refuses an obvious PIN, and stays without', async () => {
    const caller = accessGate().open();
    expect(await caller.setPin({ role: 'administrator', pin: '123456', oldPin: null })).toEqual({
      type: 'refused',
      reason: 'obvious',
    });
    expect(caller.accessState().protection).toBe('off');
  });
});

describe('the first PIN', () => {
  test('switches the protection on for every other connection, and leaves who set it unlocked', async () => {
    const gate = accessGate();
    const [mine, other] = [gate.open(), gate.open()];
    const heard: string[] = [];
    other.onChange(() => heard.push(other.accessState().role));
    const mineHeard: string[] = [];
    mine.onChange(() => mineHeard.push(mine.accessState().role));
    await mine.setPin({ role: 'administrator', pin: ADMINISTRATOR_PIN, oldPin: null });
    expect(mine.admits('saveSettings')).toBe(true);
    expect(other.admits('saveSettings')).toBe(false);
    expect(other.admits('findSubject')).toBe(false);
    expect(other.admits('submitReading')).toBe(true);
    expect(heard).toEqual(['guard']);
    expect(mineHeard).not.toContain('guard');
  });

  test('is kept as a salted hash, in a file for the gate’s account alone', async () => {
    const gate = await protectedGate();
    expect(gate.fileText()).not.toContain(ADMINISTRATOR_PIN);
    expect(gate.fileText()).not.toContain(SUPERVISOR_PIN);
    expect(JSON.parse(gate.fileText())).toMatchObject({
      administrator: { kdf: 'scrypt', cost: 4_096, blockSize: 8, parallelization: 1 },
    });
    expect(statSync(join(gate.dir, 'access.json')).mode & 0o777).toBe(0o600);
  });
});

describe('a PIN', () => {
  test('gives its role to this connection alone, until it locks', async () => {
    const gate = await protectedGate();
    const [mine, other] = [gate.open(), gate.open()];
    expect(await mine.unlock({ pin: SUPERVISOR_PIN })).toEqual({ type: 'unlocked', role: 'supervisor' });
    expect([mine.admits('findSubject'), mine.admits('saveSettings')]).toEqual([true, false]);
    expect(other.admits('findSubject')).toBe(false);
    expect(await mine.unlock({ pin: ADMINISTRATOR_PIN })).toEqual({ type: 'unlocked', role: 'administrator' });
    expect(mine.admits('saveSettings')).toBe(true);
    mine.lock();
    expect([mine.admits('findSubject'), mine.admits('saveSettings')]).toEqual([false, false]);
  });

  test('is over with its connection', async () => {
    const gate = await protectedGate();
    const caller = gate.open();
    await caller.unlock({ pin: ADMINISTRATOR_PIN });
    caller.close();
    expect(caller.admits('saveSettings')).toBe(false);
    // One that is still being looked at when the connection goes gives nothing either.
    const late = gate.open();
    const looking = late.unlock({ pin: ADMINISTRATOR_PIN });
    late.close();
    await looking;
    expect(late.admits('saveSettings')).toBe(false);
  });

  test('is over after five minutes without a call that takes it; calls of a guard do not count', async () => {
    const gate = await protectedGate();
    const caller = gate.open();
    await caller.unlock({ pin: ADMINISTRATOR_PIN });
    gate.pass(IDLE_MS - 1);
    expect(caller.admits('saveSettings')).toBe(true);
    gate.pass(IDLE_MS - 1);
    expect(caller.admits('submitReading')).toBe(true);
    expect(caller.accessState().role).toBe('administrator');
    gate.pass(1);
    expect(caller.accessState().role).toBe('guard');
    expect(caller.admits('saveSettings')).toBe(false);
    expect(gate.noted().at(-1)).toBe('administrator locked');
  });

  test('is changed with the old one, or by an administrator; whoever was in by it is out', async () => {
    const gate = await protectedGate();
    const [administrator, supervisor] = [gate.open(), gate.open()];
    await administrator.unlock({ pin: ADMINISTRATOR_PIN });
    await supervisor.unlock({ pin: SUPERVISOR_PIN });
    expect(await administrator.setPin({ role: 'supervisor', pin: '660427', oldPin: null })).toEqual({ type: 'set' });
    expect(supervisor.accessState().role).toBe('guard');
    await supervisor.unlock({ pin: '660427' });
    expect(await supervisor.setPin({ role: 'supervisor', pin: '550316', oldPin: SUPERVISOR_PIN })).toMatchObject({
      type: 'wrong',
    });
    expect(await supervisor.setPin({ role: 'supervisor', pin: '550316', oldPin: '660427' })).toEqual({ type: 'set' });
    expect(await administrator.setPin({ role: 'administrator', pin: '330198', oldPin: null })).toMatchObject({
      type: 'wrong',
    });
    expect(await administrator.setPin({ role: 'administrator', pin: '330198', oldPin: ADMINISTRATOR_PIN })).toEqual({
      type: 'set',
    });
    expect(await supervisor.unlock({ pin: ADMINISTRATOR_PIN })).toMatchObject({ type: 'wrong' });
    expect(await supervisor.unlock({ pin: '330198' })).toEqual({ type: 'unlocked', role: 'administrator' });
  });

  test('cannot be the other role’s, and a supervisor who tries that out is slowed down', async () => {
    const gate = await protectedGate();
    const caller = gate.open();
    await caller.unlock({ pin: SUPERVISOR_PIN });
    for (let time = 0; time < 5; time += 1) {
      expect(await caller.setPin({ role: 'supervisor', pin: ADMINISTRATOR_PIN, oldPin: SUPERVISOR_PIN })).toEqual({
        type: 'refused',
        reason: 'taken',
      });
    }
    expect(await caller.setPin({ role: 'supervisor', pin: ADMINISTRATOR_PIN, oldPin: SUPERVISOR_PIN })).toMatchObject({
      type: 'waiting',
    });
  });

  test('of the administrator takes itself to be removed, and then nothing is protected', async () => {
    const gate = await protectedGate();
    const [caller, other] = [gate.open(), gate.open()];
    await caller.unlock({ pin: ADMINISTRATOR_PIN });
    expect(await caller.removePin({ role: 'administrator', pin: null })).toMatchObject({ type: 'wrong' });
    expect(await caller.removePin({ role: 'administrator', pin: ADMINISTRATOR_PIN })).toEqual({ type: 'removed' });
    expect(other.accessState()).toMatchObject({ protection: 'off', role: 'administrator' });
    // Set anew, it lets in nobody who was in before.
    await other.setPin({ role: 'administrator', pin: '330198', oldPin: null });
    expect(caller.accessState().role).toBe('guard');
  });
});

describe('the lock-out', () => {
  test('comes after five wrong PINs, refuses the right one too, and passes', async () => {
    const gate = await protectedGate();
    const caller = gate.open();
    await typeWrong(caller, 4);
    expect(await caller.unlock({ pin: WRONG_PIN })).toEqual({ type: 'wrong', triesLeft: 1, waitMs: 30_000 });
    expect(await caller.unlock({ pin: ADMINISTRATOR_PIN })).toEqual({ type: 'waiting', waitMs: 30_000 });
    expect(gate.open().accessState().waitMs).toBe(30_000);
    expect(caller.admits('submitReading')).toBe(true);
    gate.pass(30_000);
    expect(await caller.unlock({ pin: ADMINISTRATOR_PIN })).toMatchObject({ type: 'unlocked' });
    await typeWrong(caller, 1);
    expect(caller.accessState().waitMs).toBe(0);
  });

  test('holds for many at once: of sixty that come together, five are looked at', async () => {
    const gate = await protectedGate();
    const callers = Array.from({ length: 60 }, () => gate.open());
    const answers = await Promise.all(callers.map((caller) => caller.unlock({ pin: WRONG_PIN })));
    expect(answers.filter(({ type }) => type === 'wrong')).toHaveLength(5);
  });

  test('is not cleared by the supervisor’s own PIN', async () => {
    const gate = await protectedGate();
    const caller = gate.open();
    await typeWrong(caller, 4);
    await caller.unlock({ pin: SUPERVISOR_PIN });
    expect(await caller.unlock({ pin: WRONG_PIN })).toMatchObject({ waitMs: 30_000 });
  });

  test('is there after a restart, and begins anew', async () => {
    const gate = await protectedGate();
    await typeWrong(gate.open(), 5);
    gate.pass(29_000);
    gate.restart();
    expect(await gate.open().unlock({ pin: ADMINISTRATOR_PIN })).toEqual({ type: 'waiting', waitMs: 30_000 });
    gate.pass(30_000);
    expect(await gate.open().unlock({ pin: WRONG_PIN })).toMatchObject({ waitMs: 60_000 });
  });
});

describe('the file of the PINs', () => {
  test('taken away while the gate runs, protects nothing any more', async () => {
    const gate = await protectedGate();
    const caller = gate.open();
    await typeWrong(caller, 5);
    rmSync(join(gate.dir, 'access.json'));
    expect(caller.accessState()).toEqual({
      protection: 'off',
      hasSupervisorPin: false,
      role: 'administrator',
      waitMs: 0,
    });
  });

  test('damaged, lets nobody in', async () => {
    const gate = await protectedGate();
    const caller = gate.open();
    await caller.unlock({ pin: ADMINISTRATOR_PIN });
    writeFileSync(join(gate.dir, 'access.json'), '{"version":1');
    expect(caller.accessState()).toMatchObject({ protection: 'unreadable', role: 'guard' });
    expect(caller.admits('saveSettings')).toBe(false);
    expect(await caller.unlock({ pin: ADMINISTRATOR_PIN })).toEqual({ type: 'unreadable' });
    expect(caller.admits('submitReading')).toBe(true);
  });
});

describe('what is noted', () => {
  test('says who did what and why, and holds no PIN', async () => {
    const gate = await protectedGate();
    const caller = gate.open();
    await typeWrong(caller, 1);
    await caller.unlock({ pin: ADMINISTRATOR_PIN });
    expect([caller.admits('findSubject'), caller.admits('eraseSubject')]).toEqual([true, true]);
    const why = ' theo đơn\nsố 12 của 001 200 000 000 ';
    caller.run(() => gate.audit.noteFirst('person-erased', { entries: 3 }, why));
    caller.run(() => gate.audit.note('exported', { what: 'report', rows: 12, name: 'Nguyễn Văn Kiểm Thử' }));
    caller.lock();
    expect(gate.noted()).toEqual([
      'gate pin-set',
      'gate pin-set',
      'gate unlock-failed',
      'administrator unlocked',
      'administrator called',
      'administrator person-erased',
      'administrator exported',
      'administrator locked',
    ]);
    const { items } = gate.audit.listAudit({ beforeId: null, limit: 200 });
    expect(items[3]).toMatchObject({ detail: { call: 'findSubject' }, reason: null });
    expect(items[2]).toMatchObject({ detail: { entries: 3 }, reason: 'theo đơn số 12 của ***000' });
    expect(items[1]).toMatchObject({ detail: { what: 'report', rows: 12, name: 'withheld' } });
    const all = JSON.stringify(items);
    for (const secret of [ADMINISTRATOR_PIN, SUPERVISOR_PIN, WRONG_PIN, '001200000000', '200 000'])
      expect(all).not.toContain(secret);
  });
});
