/** Does a gate try what comes from afar, hold what does it no harm, and give back what does, whenever it dies and whenever the power goes? */

import { createPrivateKey, hash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { FleetDocument, SettingsDocument, SignedFile } from '../../../src-main/contract/fleet-settings.ts';
import { FLEET_FILE_FORMAT, signedTextOf } from '../../../src-main/contract/fleet-settings.ts';
import { LONGEST_TRIAL_MS, MENDED_WITHIN_MS, TRIAL_MS } from '../../../src-main/core/settings/judge-trial.ts';
import { openFleetDesk } from '../../../src-main/gate/fleet-desk.ts';
import { FLEET_STATE_FILE, readFleetState } from '../../../src-main/gate/fleet-file.ts';
import type { SettingsDesk } from '../../../src-main/gate/settings-desk.ts';
import { openSettingsDesk } from '../../../src-main/gate/settings-desk.ts';
import { newSigningPair, signText } from '../../../src-main/vault/signed-text.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

/** The power: so many more times a disk does what it is told, then nothing any more. */
const power = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const until = <F extends (...args: never[]) => unknown>(work: F): F =>
    ((...args: never[]) => {
      power.left -= 1;
      if (power.left < 0) throw new Error('the power is gone');
      return work(...args);
    }) as F;
  return {
    ...fs,
    openSync: until(fs.openSync),
    writeSync: until(fs.writeSync),
    fsyncSync: until(fs.fsyncSync),
    renameSync: until(fs.renameSync),
    rmSync: until(fs.rmSync),
  };
});

const { publicKey, privateKey } = newSigningPair();
const signer = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey, d: privateKey }, format: 'jwk' });
const DEVICE = '1a2b3c4d-0000-4000-8000-000000000000';
/** Half past nine at night in Vietnam: nobody comes. */
const NIGHT_UTC_MS = Date.UTC(2026, 10, 29, 14, 30);
const HOURS = { opens: '06:00', closes: '18:00' };

function document(version: number, settings: object, more: object = {}): SettingsDocument {
  return {
    kind: 'settings',
    version,
    madeAtUtcMs: NIGHT_UTC_MS,
    madeBy: 'can.bo',
    target: { type: 'unit', unit: [] },
    sharePercent: 100,
    notBeforeUtcMs: null,
    isUrgent: false,
    settings,
    ...more,
  };
}

function signed(said: FleetDocument): SignedFile {
  const packed = Buffer.from(JSON.stringify(said)).toString('base64url');
  const signature = signText(signer, signedTextOf(packed));
  return { format: FLEET_FILE_FORMAT, version: 1, document: packed, signature };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  power.left = Number.POSITIVE_INFINITY;
  vi.useRealTimers();
});

/** A gate's settings and what comes over them; its clock goes by `forward`. */
function stand(dataDir = temporaryDir()) {
  const gate = { devices: ['reader a'], well: ['reader a'], nowUtcMs: NIGHT_UTC_MS, passedMs: 0, isLogWell: true };
  const noted: unknown[] = [];
  let reports = 0;
  const fleet = openFleetDesk({
    dataDir,
    device: DEVICE,
    digest: (text) => hash('sha256', text, 'hex'),
    isAttended: true,
    settings: () => settings,
    health: () => ({ isLogWell: gate.isLogWell, devices: gate.devices, wellDevices: gate.well }),
    nowUtcMs: () => gate.nowUtcMs + gate.passedMs,
    monotonicMs: () => gate.passedMs,
    reportSoon: () => {
      reports += 1;
    },
    onChange: () => undefined,
    note: (...each) => noted.push(each),
    log: () => undefined,
  });
  const settings: SettingsDesk = openSettingsDesk({
    dataDir,
    layers: fleet.layers,
    apply: () => undefined,
    tell: () => undefined,
  });
  fleet.start();
  onTestFinished(fleet.close);
  return {
    dataDir,
    gate,
    fleet,
    settings,
    noted,
    reports: () => reports,
    days: () => settings.current().retention.days,
    volume: () => settings.current().screen.volume,
    /** It came by the collector. */
    hear: (...files: SignedFile[]) => fleet.fromCollector.take(files, publicKey, 1),
    forward: (ms: number) => {
      // In the steps in which it looks, so that no clock jumps over a look.
      for (let left = ms; left > 0; left -= 5_000) {
        gate.passedMs += Math.min(5_000, left);
        vi.advanceTimersByTime(Math.min(5_000, left));
      }
    },
  };
}

const QUIETER = signed(document(3, { screen: { volume: 0.5 } }));

describe('settings from afar', () => {
  test('wait until the venue is closed, are tried for five minutes, and then hold', () => {
    const at = stand();
    at.settings.save({ ...at.settings.current(), venue: { ...at.settings.current().venue, hours: HOURS } });
    at.gate.nowUtcMs = NIGHT_UTC_MS - 4 * 3_600_000;
    at.hear(QUIETER);
    at.forward(60_000);
    expect([at.volume(), at.fleet.status()?.waiting]).toEqual([1, [3]]);
    at.gate.nowUtcMs = NIGHT_UTC_MS;
    at.forward(5_000);
    expect([at.volume(), at.fleet.status()?.trial]).toEqual([0.5, 3]);
    at.forward(TRIAL_MS);
    expect([at.volume(), at.fleet.status()?.trial, at.fleet.standing()?.inForce]).toEqual([0.5, null, [3]]);
    expect(at.noted).toEqual([['settings-from-afar', { version: 3, became: 'in-force' }]]);
  });

  test('that cost a reader are given back after a minute, and never come again', () => {
    const at = stand();
    at.hear(signed(document(3, { screen: { volume: 0.5 } }, { isUrgent: true })));
    at.gate.well = [];
    at.forward(MENDED_WITHIN_MS);
    expect(at.volume()).toBe(0.5);
    at.forward(10_000);
    expect(at.volume()).toBe(1);
    expect(at.fleet.status()?.rolledBack).toMatchObject({ version: 3, reason: 'device-lost' });
    expect(at.fleet.standing()?.rolledBack).toEqual([{ version: 3, reason: 'device-lost' }]);
    at.hear(signed(document(3, { screen: { volume: 0.5 } }, { isUrgent: true })));
    at.forward(LONGEST_TRIAL_MS);
    expect([at.volume(), at.fleet.status()?.waiting]).toEqual([1, []]);
  });

  test('that cut the gate off its collector are given back after a quarter of an hour, in which it asks again and again', () => {
    const at = stand();
    at.gate.passedMs = 1;
    at.fleet.fromCollector.noteHeard();
    at.hear(signed(document(3, { network: { proxy: 'http://10.0.0.1:1' } }, { isUrgent: true })));
    expect(at.settings.current().network.proxy).not.toBe('');
    at.forward(LONGEST_TRIAL_MS - 5_000);
    expect(at.settings.current().network.proxy).not.toBe('');
    expect(at.reports()).toBeGreaterThan(20);
    at.forward(10_000);
    expect([at.settings.current().network.proxy, at.fleet.status()?.rolledBack?.reason]).toEqual([
      '',
      'collector-lost',
    ]);
  });

  test('delete nothing sooner while they are only tried', () => {
    const at = stand();
    at.hear(signed(document(3, { retention: { days: 7 } }, { isUrgent: true })));
    at.forward(TRIAL_MS - 10_000);
    expect([at.days(), at.fleet.status()?.trial]).toEqual([30, 3]);
    at.forward(20_000);
    expect(at.days()).toBe(7);
  });

  test('of a unit give way to those of the gate, and what is not said stays the gate’s own', () => {
    const at = stand();
    const own = { ...at.settings.current(), screen: { ...at.settings.current().screen, theme: 'dark' as const } };
    at.settings.save(own);
    at.hear(
      signed(document(3, { screen: { volume: 0.5 }, visits: { closeAfterHours: 8 } }, { isUrgent: true })),
      signed(document(4, { screen: { volume: 0.2 } }, { isUrgent: true, target: { type: 'gate', device: DEVICE } })),
    );
    at.forward(3 * TRIAL_MS);
    expect(at.settings.current()).toMatchObject({
      screen: { volume: 0.2, theme: 'dark' },
      visits: { closeAfterHours: 8 },
    });
    expect(at.fleet.status()?.locked.map(({ field, version }) => `${field} ${version}`)).toEqual([
      'visits.closeAfterHours 3',
      'screen.volume 4',
    ]);
  });

  test('that are withdrawn before their time are not begun', () => {
    const at = stand();
    at.gate.nowUtcMs = NIGHT_UTC_MS - 6 * 3_600_000;
    at.hear(QUIETER);
    at.hear();
    at.gate.nowUtcMs = NIGHT_UTC_MS + 6 * 3_600_000;
    at.forward(TRIAL_MS);
    expect([at.volume(), at.fleet.standing()?.inForce]).toEqual([1, []]);
  });
});

describe('a gate that ends while it tries them', () => {
  const urgent = signed(document(3, { screen: { volume: 0.5 } }, { isUrgent: true }));

  test('starts on what was good, tries them once more, and has them no more after a second death', () => {
    const first = stand();
    first.hear(urgent);
    expect(first.volume()).toBe(0.5);
    // Nobody closed it.
    const second = stand(first.dataDir);
    expect(second.fleet.status()).toMatchObject({ trial: 3, rolledBack: null });
    const third = stand(first.dataDir);
    expect([third.volume(), third.fleet.status()?.rolledBack?.reason]).toEqual([1, 'died']);
  });

  test('in an orderly way, tries them anew as often as it takes', () => {
    let dataDir = temporaryDir();
    for (let time = 0; time < 4; time += 1) {
      const at = stand(dataDir);
      if (time === 0) at.hear(urgent);
      expect(at.fleet.status()?.trial).toBe(3);
      at.fleet.close();
      dataDir = at.dataDir;
    }
    const at = stand(dataDir);
    at.forward(TRIAL_MS + 5_000);
    expect([at.volume(), at.fleet.standing()?.inForce]).toEqual([0.5, [3]]);
  });
});

test('a state that cannot be read is set aside and said, the gate runs on its own, and no network gives it a key', () => {
  const dataDir = temporaryDir();
  writeFileSync(join(dataDir, FLEET_STATE_FILE), '{"version":1,"key":');
  const at = stand(dataDir);
  expect(at.fleet.status()).toMatchObject({ isUnreadable: true, locked: [] });
  at.hear(QUIETER);
  expect(at.fleet.status()).toMatchObject({ refusal: 'no-settings-key', waiting: [] });
  at.fleet.pin(publicKey);
  expect(at.fleet.status()?.isUnreadable).toBe(false);
  expect(readFileSync(join(dataDir, `${FLEET_STATE_FILE}.unreadable`), 'utf8')).toBe('{"version":1,"key":');
});

test('whenever the power goes, the next start finds the step before or the one after, and settings that are whole', () => {
  const held = signed(document(3, { screen: { volume: 0.5 } }, { isUrgent: true }));
  const tried = signed(document(4, { screen: { volume: 0.2 } }, { isUrgent: true }));
  let cuts = 0;
  let before = 0;
  for (; ; cuts += 1) {
    const at = stand();
    at.hear(held);
    at.forward(TRIAL_MS + 5_000);
    expect(at.volume()).toBe(0.5);
    power.left = cuts;
    at.hear(tried);
    at.forward(TRIAL_MS + 5_000);
    const isOver = power.left >= 0;
    power.left = Number.POSITIVE_INFINITY;
    vi.clearAllTimers();
    const { state, isUnreadable } = readFleetState(at.dataDir);
    expect(isUnreadable).toBe(false);
    // What was good is there until what came after it is.
    const inForce = state.held.inForce.map(({ version }) => version);
    expect(isOver ? [[4]] : [[3], [4]]).toContainEqual(inForce);
    if (inForce[0] === 3) before += 1;
    const next = stand(at.dataDir);
    expect([0.5, 0.2]).toContain(next.volume());
    next.hear(tried);
    next.forward(2 * TRIAL_MS);
    expect(next.volume()).toBe(0.2);
    expect(readdirSync(at.dataDir)).toContain(FLEET_STATE_FILE);
    if (isOver) break;
  }
  // Taken, tried and held: three times a file that is made, written, waited for and put in place.
  expect(cuts).toBeGreaterThanOrEqual(15);
  expect(before).toBeGreaterThanOrEqual(12);
});
