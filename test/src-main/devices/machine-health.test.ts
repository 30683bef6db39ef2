import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureWrites, readMachineHealth } from '../../../src-main/devices/machine-health.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function system(files: Readonly<Record<string, string>>): string {
  const dir = temporaryDir();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), `${text}\n`);
  }
  return dir;
}

test('the hottest part counts, and a sensor that is not there does not', () => {
  const dir = system({
    'thermal/thermal_zone0/temp': '48000',
    'thermal/thermal_zone1/temp': '61500',
    'thermal/thermal_zone2/temp': '-274000',
    'thermal/cooling_device0/temp': '99000',
  });
  expect(readMachineHealth(dir)).toMatchObject({ celsius: 61.5, battery: null });
});

test('a battery of the machine is told from one of a mouse, and from the mains', () => {
  const mouse = {
    'power_supply/hid/type': 'Battery',
    'power_supply/hid/scope': 'Device',
    'power_supply/hid/capacity': '5',
  };
  const battery = { 'power_supply/BAT0/type': 'Battery', 'power_supply/BAT0/capacity': '64' };
  const mains = (online: string) => ({ 'power_supply/AC/type': 'Mains', 'power_supply/AC/online': online });
  expect(readMachineHealth(system(mouse)).battery).toBeNull();
  expect(readMachineHealth(system({ ...mouse, ...battery, ...mains('0') })).battery).toEqual({
    percent: 64,
    isOnMains: false,
  });
  expect(readMachineHealth(system({ ...battery, ...mains('1') })).battery).toEqual({ percent: 64, isOnMains: true });
});

test('a machine that says nothing of itself is asked nothing', () => {
  expect(readMachineHealth(join(temporaryDir(), 'none'))).toMatchObject({ celsius: null, battery: null });
  expect(readMachineHealth().freeMemoryBytes).toBeGreaterThan(0);
});

test('a disk is written to, and left as it was; one that takes nothing is told', () => {
  const dir = temporaryDir();
  expect(measureWrites(dir)).toBeGreaterThan(0);
  expect(readdirSync(dir)).toEqual([]);
  expect(measureWrites(join(dir, 'gone'))).toBe('failed');
});
