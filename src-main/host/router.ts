/** Which of the gate's answers belongs to which question of the contract? */

import { implement, ORPCError } from '@orpc/server';
import type { Gate } from '../contract/gate.ts';
import { gateContract } from '../contract/gate-api.ts';
import type { HostLog } from './log.ts';
import { errorFields } from './log.ts';
import { watchGate } from './watch-gate.ts';

/**
 * One router for every transport; each procedure is one call of the gate. An error of ours reaches the screen as
 * "internal server error", and the log as its kind and place: its message might quote what was read.
 */
export function createGateRouter(gate: Gate, log: HostLog) {
  const api = implement(gateContract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (error) {
      const isOurs = !(error instanceof ORPCError) || error.code === 'INTERNAL_SERVER_ERROR';
      log(isOurs ? 'call-failed' : 'call-refused', { call: callName(path), ...errorFields(error) });
      throw error;
    }
  });
  return api.router({
    watch: api.watch.handler(({ signal }) => watchGate(gate, signal)),
    submitReading: api.submitReading.handler(({ input }) => gate.submitReading(input)),
    submitManualEntry: api.submitManualEntry.handler(({ input }) => gate.submitManualEntry(input)),
    testBarrier: api.testBarrier.handler(({ input }) => gate.testBarrier(input)),
    testLane: api.testLane.handler(({ input }) => gate.testLane(input)),
    setDirection: api.setDirection.handler(({ input }) => gate.setDirection(input)),
    reportReader: api.reportReader.handler(({ input }) => gate.reportReader(input)),
    saveSettings: api.saveSettings.handler(({ input }) => gate.saveSettings(input)),
    listSerialPorts: api.listSerialPorts.handler(() => gate.listSerialPorts()),
    listWrongModeScanners: api.listWrongModeScanners.handler(() => gate.listWrongModeScanners()),
    enrol: api.enrol.handler(({ input }) => gate.enrol(input)),
    retryQuarantined: api.retryQuarantined.handler(() => gate.retryQuarantined()),
    listWatched: api.listWatched.handler(() => gate.listWatched()),
    addWatched: api.addWatched.handler(({ input }) => gate.addWatched(input)),
    removeWatched: api.removeWatched.handler(({ input }) => gate.removeWatched(input)),
    findSubject: api.findSubject.handler(({ input }) => gate.findSubject(input)),
    exportSubject: api.exportSubject.handler(({ input }) => gate.exportSubject(input)),
    eraseSubject: api.eraseSubject.handler(({ input }) => gate.eraseSubject(input)),
    listTrust: api.listTrust.handler(() => gate.listTrust()),
    importTrust: api.importTrust.handler(({ input }) => gate.importTrust(input)),
    makePasses: api.makePasses.handler(({ input }) => gate.makePasses(input)),
    listPasses: api.listPasses.handler(() => gate.listPasses()),
    revokePass: api.revokePass.handler(({ input }) => gate.revokePass(input)),
  });
}

function callName(path: readonly string[]): keyof typeof gateContract | 'unknown' {
  const name = path.join('.');
  return Object.hasOwn(gateContract, name) ? (name as keyof typeof gateContract) : 'unknown';
}
