/** Which settings from afar that a gate gave back still matter? */

import type { FleetStanding } from '../../../src-main/contract/fleet-settings.ts';

type GivenBack = FleetStanding['rolledBack'][number];

/** The last one, until a later version holds: then somebody has seen to it. */
export function lastGivenBack(standing: FleetStanding | null): GivenBack | null {
  const last = standing?.rolledBack[0];
  if (standing === null || last === undefined) return null;
  return standing.inForce.every((version) => version < last.version) ? last : null;
}
