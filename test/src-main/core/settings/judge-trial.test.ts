import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GateHealth } from '../../../../src-main/core/settings/judge-trial.ts';
import {
  judgeTrial,
  LONGEST_TRIAL_MS,
  MENDED_WITHIN_MS,
  TRIAL_MS,
  troubleOf,
} from '../../../../src-main/core/settings/judge-trial.ts';

const NAMES = ['reader a', 'reader b', 'barrier c'];
const health: fc.Arbitrary<GateHealth> = fc.subarray(NAMES).chain((devices) =>
  fc.record({
    isLogWell: fc.boolean(),
    devices: fc.constant(devices),
    wellDevices: fc.subarray(devices),
    isCollectorHeard: fc.boolean(),
  }),
);
const trouble = fc.constantFrom(null, 'log-failing' as const, 'device-lost' as const, 'collector-lost' as const);
const ms = fc.integer({ min: 0, max: 2 * LONGEST_TRIAL_MS });

const WELL: GateHealth = { isLogWell: true, devices: NAMES, wellDevices: NAMES, isCollectorHeard: true };

test('a gate that is as well as before has no trouble, whatever was wrong with it before', () => {
  fc.assert(
    fc.property(health, (before) => {
      expect(troubleOf(before, before)).toBeNull();
    }),
  );
});

test('what was not well before is no fault of the settings', () => {
  const ill: GateHealth = { isLogWell: false, devices: NAMES, wellDevices: [], isCollectorHeard: false };
  fc.assert(
    fc.property(health, (now) => {
      expect(troubleOf(ill, now)).toBeNull();
    }),
  );
});

test('what was well and is not, is; a device that the settings no longer name is not missed', () => {
  expect(troubleOf(WELL, { ...WELL, isLogWell: false, isCollectorHeard: false })).toBe('log-failing');
  expect(troubleOf(WELL, { ...WELL, wellDevices: ['reader a', 'reader b'] })).toBe('device-lost');
  expect(troubleOf(WELL, { ...WELL, devices: ['reader a'], wellDevices: ['reader a'] })).toBeNull();
  expect(troubleOf(WELL, { ...WELL, isCollectorHeard: false })).toBe('collector-lost');
});

test('nothing is held with a trouble, or before its time; nothing is given back without one; and every trial ends', () => {
  fc.assert(
    fc.property(trouble, ms, ms, (found, forMs, troubledForMs) => {
      const verdict = judgeTrial(found, forMs, Math.min(forMs, troubledForMs));
      if (verdict === 'healthy') expect([found, forMs >= TRIAL_MS]).toEqual([null, true]);
      if (verdict === 'unhealthy') expect(found).not.toBeNull();
      if (verdict === 'waiting') expect(forMs).toBeLessThan(LONGEST_TRIAL_MS);
    }),
  );
});

test('a log that takes nothing ends it at once, a plug that is pulled has a minute, a collector that is away a quarter of an hour', () => {
  expect(judgeTrial('log-failing', 1, 1)).toBe('unhealthy');
  expect(judgeTrial('device-lost', MENDED_WITHIN_MS, MENDED_WITHIN_MS - 1)).toBe('waiting');
  expect(judgeTrial('device-lost', MENDED_WITHIN_MS, MENDED_WITHIN_MS)).toBe('unhealthy');
  expect(judgeTrial('collector-lost', LONGEST_TRIAL_MS - 1, LONGEST_TRIAL_MS - 1)).toBe('waiting');
  expect(judgeTrial('collector-lost', LONGEST_TRIAL_MS, 1)).toBe('unhealthy');
});
