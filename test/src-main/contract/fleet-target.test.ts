import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SettingsTarget } from '../../../src-main/contract/fleet-settings.ts';
import { isInShare, isMeant, narrowness, targetKeyOf } from '../../../src-main/contract/fleet-target.ts';

const DEVICE = '1a2b3c4d-0000-4000-8000-000000000000';
const GATE = { device: DEVICE, unit: ['Bắc Ninh', 'Phường Kinh Bắc'], venueName: 'Nhà máy Sao Mai' };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const of = (...unit: string[]): SettingsTarget => ({ type: 'unit', unit });

test('a unit means what lies in it, and nothing beside it or above', () => {
  for (const target of [of(), of('Bắc Ninh'), of(...GATE.unit), of('Bắc Ninh'.normalize('NFD'))]) {
    expect(isMeant(target, GATE)).toBe(true);
  }
  for (const target of [of('Hà Nội'), of('Bắc Ninh', 'Phường'), of(...GATE.unit, 'Khu 1'), of('bắc ninh')]) {
    expect(isMeant(target, GATE)).toBe(false);
  }
});

test('a venue is its name in its unit; a gate without a name is in none', () => {
  const venue: SettingsTarget = { type: 'venue', unit: GATE.unit, name: 'Nhà máy Sao Mai' };
  expect(isMeant(venue, GATE)).toBe(true);
  expect(isMeant(venue, { ...GATE, unit: ['Bắc Ninh'] })).toBe(false);
  expect(isMeant(venue, { ...GATE, unit: [...GATE.unit, 'Khu 1'] })).toBe(false);
  expect(isMeant({ ...venue, name: ' ' }, { ...GATE, venueName: '' })).toBe(false);
  expect(isMeant({ type: 'gate', device: DEVICE }, GATE)).toBe(true);
});

test('the narrower counts more', () => {
  const order = [
    of(),
    of('A'),
    of('A', 'B'),
    { type: 'venue', unit: ['A'], name: 'V' },
    { type: 'gate', device: DEVICE },
  ];
  const ranks = order.map((target) => narrowness(target as SettingsTarget));
  expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
  expect(new Set(ranks).size).toBe(ranks.length);
});

test('who is among the first few is among more; about so many are; and not the same ones for another target', () => {
  const devices = Array.from({ length: 4_000 }, () => randomUUID());
  const share = (target: SettingsTarget, sharePercent: number) =>
    new Set(devices.filter((device) => isInShare({ target, sharePercent }, device, sha256)));
  const [one, ten, fifty, all] = [1, 10, 50, 100].map((percent) => share(of('A'), percent));
  expect([...(one ?? [])].every((device) => ten?.has(device))).toBe(true);
  expect([...(ten ?? [])].every((device) => fifty?.has(device))).toBe(true);
  expect(all?.size).toBe(devices.length);
  expect((ten?.size ?? 0) / devices.length).toBeCloseTo(0.1, 1);
  expect((fifty?.size ?? 0) / devices.length).toBeCloseTo(0.5, 1);
  const others = share(of('B'), 50);
  const both = devices.filter((device) => fifty?.has(device) && others.has(device)).length;
  expect(both / devices.length).toBeCloseTo(0.25, 1);
});

test('two targets have one key only where they are one target', () => {
  const unit = fc.array(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 4 });
  fc.assert(
    fc.property(unit, unit, fc.string({ minLength: 1 }), (one, other, name) => {
      const same = JSON.stringify(one.map(plain)) === JSON.stringify(other.map(plain));
      expect(targetKeyOf({ type: 'unit', unit: one }) === targetKeyOf({ type: 'unit', unit: other })).toBe(same);
      expect(targetKeyOf({ type: 'unit', unit: one })).not.toBe(targetKeyOf({ type: 'venue', unit: one, name }));
    }),
  );
});

function plain(name: string): string {
  return name.trim().normalize('NFC');
}
