import { expect, test } from 'vitest';
import { fleetParts, isForOneGate } from '../../../src-main/contract/fleet-parts.ts';
import { laidOver } from '../../../src-main/contract/laid-over.ts';
import { defaultSettings, settings } from '../../../src-main/contract/settings.ts';

test('nothing is filled in that was not said', () => {
  const said = { rules: { signedCodes: { expired: 'refuse' } }, screen: {}, retention: { days: 14 } };
  expect(fleetParts.parse(said)).toEqual(said);
  const merged = settings.parse(laidOver(defaultSettings(), said));
  expect(merged.rules.signedCodes).toEqual({ ...defaultSettings().rules.signedCodes, expired: 'refuse' });
  expect(merged.retention).toEqual({ ...defaultSettings().retention, days: 14 });
});

test('whom guards call when a gate is out of order is set for many at once, in one line', () => {
  const said = { support: { phone: '0900 000 000 (Phòng kỹ thuật)' } };
  expect(fleetParts.parse(said)).toEqual(said);
  expect(isForOneGate(said)).toBe(false);
  for (const phone of ['0'.repeat(61), 'a\u0007b', 7]) {
    expect(fleetParts.safeParse({ support: { phone } }).success, String(phone)).toBe(false);
  }
});

test('the collector, who may read, keys, where a gate stands, its lanes and its folders are never set from afar', () => {
  const never = ['collector', 'setup', 'authority', 'lanes', 'backup', 'exports', '__proto__x'];
  for (const name of never) expect(fleetParts.safeParse({ [name]: {} }).success, name).toBe(false);
  const wrong = [
    { venue: { name: 'x' } },
    { venue: { unit: [] } },
    { network: { clientKey: '/etc/key.pem' } },
    { network: { ca: '/etc/ca.pem' } },
    { network: { proxy: 'http://who:secret@proxy:1' } },
    { retention: { days: 0 } },
    { retention: { days: 14, more: 1 } },
    { readers: [{ kind: 'simulated', id: 'x', laneId: 'lane-1', everyMs: 100 }] },
  ];
  for (const each of wrong) expect(fleetParts.safeParse(each).success, JSON.stringify(each)).toBe(false);
});

test('what is plugged into one machine is told from the rest', () => {
  expect(isForOneGate({ readers: [] })).toBe(true);
  expect(isForOneGate({ visitorScreen: { isOn: true } })).toBe(true);
  expect(isForOneGate({ retention: { days: 3 }, screen: {} })).toBe(false);
});
