/** Which gate of a page has to be looked into first, and is it heard of? */

import type { Alarm, FleetGate } from '../../../src-collector/contract/fleet-calls.ts';
import { ALARMS } from '../../../src-collector/contract/fleet-calls.ts';

/** By its gravest alarm, then by how many it has, then the longest silent. Those without any stay behind in the order of the collector. */
export function gravestFirst(gates: readonly FleetGate[]): FleetGate[] {
  return [...gates].sort(
    (left, right) =>
      gravity(left) - gravity(right) ||
      right.alarms.length - left.alarms.length ||
      (left.alarms.length === 0 ? 0 : (left.heardAtUtcMs ?? 0) - (right.heardAtUtcMs ?? 0)),
  );
}

function gravity({ alarms }: FleetGate): number {
  const [first] = alarms;
  return first === undefined ? ALARMS.length : ALARMS.indexOf(first);
}

export type Presence = 'lately' | 'away' | 'never';

export function presenceOf({ heardAtUtcMs, alarms }: FleetGate): Presence {
  if (heardAtUtcMs === null) return 'never';
  return alarms.includes('away') ? 'away' : 'lately';
}

/** Those for which somebody has to go there at once. */
const GRAVE: readonly Alarm[] = ['log', 'keys'];

export function toneOf(alarm: Alarm): 'alarm' | 'warning' {
  return GRAVE.includes(alarm) ? 'alarm' : 'warning';
}
