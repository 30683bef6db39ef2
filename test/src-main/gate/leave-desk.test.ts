/** Who comes out of the kiosk, and who does not? */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FREE_TRIES } from '../../../src-main/core/access/lock-out.ts';
import { LEAVE_BADGE_FILE } from '../../../src-main/gate/leave-badge-file.ts';
import { openLeaveDesk } from '../../../src-main/gate/leave-desk.ts';
import { ADMINISTRATOR_PIN, accessGate, protectedGate, SUPERVISOR_PIN } from './access-gate.ts';

const WRONG_PIN = '771904';

function leaveDeskAt(gate: ReturnType<typeof accessGate>, isKiosk = true) {
  let left = 0;
  const desk = openLeaveDesk({
    dataDir: gate.dir,
    access: gate.desk(),
    audit: gate.audit,
    nowMs: () => 0,
    onLeave: isKiosk
      ? () => {
          left += 1;
        }
      : undefined,
  });
  return { ...desk.calls, takes: desk.takes, left: () => left };
}

async function made(desk: ReturnType<typeof leaveDeskAt>): Promise<string> {
  const badge = await desk.makeLeaveBadge();
  return badge.type === 'made' ? badge.text : '';
}

describe('leaving', () => {
  test('takes either PIN, and is noted as that role’s', async () => {
    const gate = await protectedGate();
    const desk = leaveDeskAt(gate);
    expect(desk.leaveState()).toEqual({ isKiosk: true, isAsked: true, hasBadge: false });
    expect(await desk.leaveKiosk({ by: 'pin', pin: SUPERVISOR_PIN })).toEqual({ type: 'left' });
    expect(await desk.leaveKiosk({ by: 'pin', pin: ADMINISTRATOR_PIN })).toEqual({ type: 'left' });
    await expect.poll(desk.left).toBe(2);
    expect(gate.noted().slice(-2)).toEqual(['supervisor kiosk-left', 'administrator kiosk-left']);
  });

  test('asks for nothing where no PIN is set', async () => {
    const desk = leaveDeskAt(accessGate());
    expect(desk.leaveState().isAsked).toBe(false);
    expect(await desk.leaveKiosk({ by: 'nothing' })).toEqual({ type: 'left' });
    await expect.poll(desk.left).toBe(1);
  });

  test('is nothing that a page can do to a gate without a shell', async () => {
    const desk = leaveDeskAt(await protectedGate(), false);
    expect(await desk.leaveKiosk({ by: 'pin', pin: ADMINISTRATOR_PIN })).toEqual({ type: 'not-a-kiosk' });
  });

  test('by saying nothing is one wrong PIN more', async () => {
    const desk = leaveDeskAt(await protectedGate());
    expect(await desk.leaveKiosk({ by: 'nothing' })).toMatchObject({ type: 'wrong', triesLeft: FREE_TRIES - 1 });
    expect(desk.left()).toBe(0);
  });

  test('counts wrong PINs together with every other lock of the gate, over a restart as well', async () => {
    const gate = await protectedGate();
    const desk = leaveDeskAt(gate);
    await gate.open().unlock({ pin: WRONG_PIN });
    for (let time = 1; time < FREE_TRIES; time += 1) await desk.leaveKiosk({ by: 'pin', pin: WRONG_PIN });
    expect(await desk.leaveKiosk({ by: 'pin', pin: ADMINISTRATOR_PIN })).toMatchObject({ type: 'waiting' });
    expect(gate.noted()).toContain('gate locked-out');
    gate.restart();
    expect(await leaveDeskAt(gate).leaveKiosk({ by: 'pin', pin: ADMINISTRATOR_PIN })).toMatchObject({
      type: 'waiting',
    });
    expect(desk.left()).toBe(0);
  });
});

describe('the badge', () => {
  test('leaves, while wrong PINs make everybody wait, too; only the newest does', async () => {
    const gate = await protectedGate();
    const desk = leaveDeskAt(gate);
    const [old, badge] = [await made(desk), await made(desk)];
    for (let time = 0; time < FREE_TRIES; time += 1) await desk.leaveKiosk({ by: 'pin', pin: WRONG_PIN });
    expect(await desk.leaveKiosk({ by: 'badge', text: old })).toEqual({ type: 'wrong-badge' });
    expect(gate.noted().at(-1)).toBe('gate leave-badge-refused');
    expect(await desk.leaveKiosk({ by: 'badge', text: `${badge.toLowerCase()}\r` })).toEqual({ type: 'left' });
    await expect.poll(desk.left).toBe(1);
  });

  test('lies nowhere in clear, in a file for the gate’s account alone', async () => {
    const gate = await protectedGate();
    const badge = await made(leaveDeskAt(gate));
    const path = join(gate.dir, LEAVE_BADGE_FILE);
    expect(badge).toMatch(/^GACCONGLEAVE1[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(readFileSync(path, 'utf8')).not.toContain(badge.slice(13));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(gate.noted().join()).not.toContain(badge.slice(13));
  });

  test('cannot be made without a PIN, is removed with it, and by itself', async () => {
    const bare = accessGate();
    expect(await leaveDeskAt(bare).makeLeaveBadge()).toEqual({ type: 'refused', reason: 'no-pin' });
    const gate = await protectedGate();
    const desk = leaveDeskAt(gate);
    const badge = await made(desk);
    expect(await desk.removeLeaveBadge()).toEqual({ type: 'removed' });
    expect(await desk.leaveKiosk({ by: 'badge', text: badge })).toEqual({ type: 'wrong-badge' });
    await made(desk);
    await gate.open().removePin({ role: 'administrator', pin: ADMINISTRATOR_PIN });
    expect(existsSync(join(gate.dir, LEAVE_BADGE_FILE))).toBe(false);
  });

  test('of a serial scanner is heard only while a screen asks for it; on a lane it is a code like any other', async () => {
    const desk = leaveDeskAt(await protectedGate());
    const badge = await made(desk);
    expect(desk.takes(badge)).toBe(false);
    desk.hearLeaveBadge({ isOn: true });
    expect(desk.takes('001099000000|012345678')).toBe(false);
    expect(desk.takes(`${badge}\r`)).toBe(true);
    expect(desk.hearLeaveBadge({ isOn: true })).toEqual({ text: badge });
    expect(desk.hearLeaveBadge({ isOn: false })).toEqual({ text: null });
    expect(desk.takes(badge)).toBe(false);
  });
});
