/** Which gates stand in a unit, when a country has a hundred thousand of them? */

export const gatesOfAUnit: readonly string[] = ['create index gate_profile_by_unit on gate_profile (unit_path)'];
