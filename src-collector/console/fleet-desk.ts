/** Who is told how which gates are? */

import { isWithin } from '../contract/unit-path.ts';
import { fleetGates, fleetOverview } from '../fleet/fleet-gates.ts';
import { revokeDevice, shownDevice } from '../revocation.ts';
import type { Handlers } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

export function fleetDesk({
  database,
  nowUtcMs,
}: DeskTools): Handlers<'fleet.gates' | 'fleet.overview' | 'fleet.revoke'> {
  return {
    'fleet.gates': async (caller, input) =>
      isWithin(input.unit, caller.unit)
        ? done(await fleetGates(database, input, nowUtcMs()))
        : refuse(403, 'beyond-unit'),
    'fleet.revoke': async (caller, { device }) => {
      // What lies in another unit is not there.
      const { gates } = await fleetGates(
        database,
        { unit: caller.unit, afterDevice: null, limit: 1, device },
        nowUtcMs(),
      );
      const answer = gates.length === 0 ? null : await revokeDevice(database, device);
      if (answer?.type !== 'revoked') return refuse(404, 'unknown-gate');
      return done({ device: answer.device }, { gate: shownDevice(answer.device) });
    },
    'fleet.overview': async (caller, { unit }) =>
      isWithin(unit, caller.unit) ? done(await fleetOverview(database, unit, nowUtcMs())) : refuse(403, 'beyond-unit'),
  };
}
