/** What does a light beam on an input line say: somebody passed, or something stands in it? */

import type { BarrierTrouble } from './barrier.ts';

/** Nobody stands in a beam that long; a dirty mirror, a parked trolley or a cut wire does. */
export const BLOCKED_AFTER_MS = 30_000;

export type LineSensor = { readonly activeSinceMs: number | null };
export type LineSensorStep = {
  readonly sensor: LineSensor;
  readonly hasPassed: boolean;
  readonly trouble: BarrierTrouble | null;
};

/** One look at the line; `null` = it cannot be read. A passing is the beam that is broken, once until it is whole again. */
export function nextLineSensor(sensor: LineSensor, isActive: boolean | null, atMs: number): LineSensorStep {
  if (isActive === null) return { sensor: { activeSinceMs: null }, hasPassed: false, trouble: 'no-sensor' };
  if (!isActive) return { sensor: { activeSinceMs: null }, hasPassed: false, trouble: null };
  const activeSinceMs = sensor.activeSinceMs ?? atMs;
  return {
    sensor: { activeSinceMs },
    hasPassed: sensor.activeSinceMs === null,
    trouble: atMs - activeSinceMs >= BLOCKED_AFTER_MS ? 'blocked' : null,
  };
}
