/** Who is told how which gates are? */

import { isWithin } from '../contract/unit-path.ts';
import { fleetGates, fleetOverview } from '../fleet/fleet-gates.ts';
import type { Handlers } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

export function fleetDesk({ database, nowUtcMs }: DeskTools): Handlers<'fleet.gates' | 'fleet.overview'> {
  return {
    'fleet.gates': async (caller, input) =>
      isWithin(input.unit, caller.unit)
        ? done(await fleetGates(database, input, nowUtcMs()))
        : refuse(403, 'beyond-unit'),
    'fleet.overview': async (caller, { unit }) =>
      isWithin(unit, caller.unit) ? done(await fleetOverview(database, unit, nowUtcMs())) : refuse(403, 'beyond-unit'),
  };
}
