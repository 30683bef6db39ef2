/** Does the gate that has to be looked into first stand first, and is an away one told apart? */

import { expect, test } from 'vitest';
import type { Alarm, FleetGate } from '../../../../src-collector/contract/fleet-calls.ts';
import { gravestFirst, presenceOf, toneOf } from '../../../../src-console/pages/fleet/gravest-first.ts';

function gate(device: string, alarms: Alarm[], heardAtUtcMs: number | null = 1_000): FleetGate {
  return {
    device,
    standing: 'trusted',
    unit: [],
    venueId: device,
    venueName: device,
    venueKind: 'school',
    enrolledAtUtcMs: 0,
    heardAtUtcMs,
    lastEntryAtUtcMs: null,
    report: null,
    alarms,
  };
}

test('by the gravest alarm, then by how many, then the longest silent; the others stay as they came', () => {
  const gates = [
    gate('well-1', []),
    gate('clock', ['clock']),
    gate('away-later', ['away'], 900),
    gate('well-2', []),
    gate('away-long', ['away'], 100),
    gate('log', ['log', 'other']),
    gate('away-and-disk', ['away', 'disk'], 950),
  ];
  expect(gravestFirst(gates).map(({ device }) => device)).toEqual([
    'log',
    'away-and-disk',
    'away-long',
    'away-later',
    'clock',
    'well-1',
    'well-2',
  ]);
});

test('heard, away and never heard are three, and only what stops a gate is an alarm', () => {
  expect(presenceOf(gate('a', []))).toBe('lately');
  expect(presenceOf(gate('a', ['disk', 'away']))).toBe('away');
  expect(presenceOf(gate('a', ['never-heard'], null))).toBe('never');
  expect([toneOf('log'), toneOf('keys'), toneOf('away')]).toEqual(['alarm', 'alarm', 'warning']);
});
