/** Who may stand before a gate's screen, and what may each of them ask of it? */

import type { gateContract } from './gate-api.ts';

/** From the least to the most: who may do more may do all that those before may. A guard never signs in. */
export const ROLES = ['guard', 'supervisor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export type CallName = keyof typeof gateContract;

/** Who it takes for each call. A call that is not in here does not compile. */
export const CALL_ROLES: Readonly<Record<CallName, Role>> = {
  watch: 'guard',
  submitReading: 'guard',
  submitManualEntry: 'guard',
  setDirection: 'guard',
  reportReader: 'guard',
  retryQuarantined: 'guard',
  listPasses: 'guard',
  makePasses: 'guard',
  revokePass: 'guard',
  listWatched: 'guard',
  testLane: 'guard',
  listSerialPorts: 'guard',
  listWrongModeScanners: 'guard',
  testBarrier: 'supervisor',
  addWatched: 'supervisor',
  removeWatched: 'supervisor',
  findSubject: 'supervisor',
  exportSubject: 'administrator',
  eraseSubject: 'administrator',
  saveSettings: 'administrator',
  enrol: 'administrator',
  listTrust: 'guard',
  importTrust: 'administrator',
};

/** Whether `role` may do what takes `wanted`. */
export function mayDo(role: Role, wanted: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(wanted);
}
