/** Which of the gate's answers belongs to which question of the contract? */

import { implement, ORPCError } from '@orpc/server';
import type { Caller } from '../contract/caller.ts';
import type { Gate } from '../contract/gate.ts';
import { gateContract } from '../contract/gate-api.ts';
import { CALL_ROLES } from '../contract/roles.ts';
import type { HostLog } from './log.ts';
import { errorFields } from './screened-words.ts';
import { watchGate } from './watch-gate.ts';

/** What each call comes with, whatever carried it. */
export type CallContext = { readonly caller: Caller };

/**
 * One router for every transport; each procedure is one call of the gate, and is made only by who may make it. An error of ours
 * reaches the screen as "internal server error", and the log as its kind and place: its message might quote what was read.
 */
export function createGateRouter(gate: Gate, log: HostLog) {
  const api = implement(gateContract)
    .$context<CallContext>()
    .use(async ({ next, path }) => {
      try {
        return await next();
      } catch (error) {
        const isOurs = !(error instanceof ORPCError) || error.code === 'INTERNAL_SERVER_ERROR';
        log(isOurs ? 'call-failed' : 'call-refused', { call: callName(path), ...errorFields(error) });
        throw error;
      }
    })
    .use(({ next, path, context: { caller } }) => {
      const call = callName(path);
      if (call === 'unknown') throw new ORPCError('NOT_FOUND');
      if (!caller.admits(call)) throw new ORPCError('FORBIDDEN', { data: { role: CALL_ROLES[call] } });
      return caller.run(() => next());
    });
  return api.router({
    watch: api.watch.handler(({ context, signal }) => watchGate(gate, context.caller, signal)),
    rosterSummary: api.rosterSummary.handler(() => gate.rosterSummary()),
    findPeople: api.findPeople.handler(({ input }) => gate.findPeople(input)),
    openPerson: api.openPerson.handler(({ input }) => gate.openPerson(input)),
    savePerson: api.savePerson.handler(({ input }) => gate.savePerson(input)),
    removePerson: api.removePerson.handler(({ input }) => gate.removePerson(input)),
    addVisitor: api.addVisitor.handler(({ input }) => gate.addVisitor(input)),
    returnBadge: api.returnBadge.handler(({ input }) => gate.returnBadge(input)),
    admitPerson: api.admitPerson.handler(({ input }) => gate.admitPerson(input)),
    linkBadge: api.linkBadge.handler(({ input }) => gate.linkBadge(input)),
    linkState: api.linkState.handler(() => gate.linkState()),
    beginImport: api.beginImport.handler(({ input }) => gate.beginImport(input)),
    sendImportPiece: api.sendImportPiece.handler(({ input }) => gate.sendImportPiece(input)),
    previewImport: api.previewImport.handler(({ input }) => gate.previewImport(input)),
    importRoster: api.importRoster.handler(({ input }) => gate.importRoster(input)),
    cancelImport: api.cancelImport.handler(({ input }) => gate.cancelImport(input)),
    rosterTemplate: api.rosterTemplate.handler(({ input }) => gate.rosterTemplate(input)),
    exportRoster: api.exportRoster.handler(({ input }) => gate.exportRoster(input)),
    loadView: api.loadView.handler(() => gate.loadView()),
    submitReading: api.submitReading.handler(({ input }) => gate.submitReading(input)),
    submitManualEntry: api.submitManualEntry.handler(({ input }) => gate.submitManualEntry(input)),
    openByHand: api.openByHand.handler(({ input }) => gate.openByHand(input)),
    listHistory: api.listHistory.handler(({ input }) => gate.listHistory(input)),
    correctEntry: api.correctEntry.handler(({ input }) => gate.correctEntry(input)),
    whoIsInside: api.whoIsInside.handler(() => gate.whoIsInside()),
    listForEvacuation: api.listForEvacuation.handler(() => gate.listForEvacuation()),
    viewShift: api.viewShift.handler(() => gate.viewShift()),
    giveOver: api.giveOver.handler(({ input }) => gate.giveOver(input)),
    takeOver: api.takeOver.handler(({ input }) => gate.takeOver(input)),
    testBarrier: api.testBarrier.handler(({ input }) => gate.testBarrier(input)),
    testLane: api.testLane.handler(({ input }) => gate.testLane(input)),
    setDirection: api.setDirection.handler(({ input }) => gate.setDirection(input)),
    reportReader: api.reportReader.handler(({ input }) => gate.reportReader(input)),
    saveSettings: api.saveSettings.handler(({ input }) => gate.saveSettings(input)),
    listSerialPorts: api.listSerialPorts.handler(() => gate.listSerialPorts()),
    listWrongModeScanners: api.listWrongModeScanners.handler(() => gate.listWrongModeScanners()),
    enrol: api.enrol.handler(({ input }) => gate.enrol(input)),
    lookForUpdate: api.lookForUpdate.handler(() => gate.lookForUpdate()),
    takeUpdateNow: api.takeUpdateNow.handler(() => gate.takeUpdateNow()),
    retryQuarantined: api.retryQuarantined.handler(() => gate.retryQuarantined()),
    listWatched: api.listWatched.handler(() => gate.listWatched()),
    addWatched: api.addWatched.handler(({ input }) => gate.addWatched(input)),
    removeWatched: api.removeWatched.handler(({ input }) => gate.removeWatched(input)),
    findSubject: api.findSubject.handler(({ input }) => gate.findSubject(input)),
    exportSubject: api.exportSubject.handler(({ input }) => gate.exportSubject(input)),
    eraseSubject: api.eraseSubject.handler(({ input }) => gate.eraseSubject(input)),
    listTraced: api.listTraced.handler(() => gate.listTraced()),
    listTrust: api.listTrust.handler(() => gate.listTrust()),
    importTrust: api.importTrust.handler(({ input }) => gate.importTrust(input)),
    makePasses: api.makePasses.handler(({ input }) => gate.makePasses(input)),
    listPasses: api.listPasses.handler(() => gate.listPasses()),
    applySetup: api.applySetup.handler(({ input }) => gate.applySetup(input)),
    exportSetup: api.exportSetup.handler(({ input }) => gate.exportSetup(input)),
    hearSetupCode: api.hearSetupCode.handler(({ input }) => gate.hearSetupCode(input)),
    foundSetup: api.foundSetup.handler(() => gate.foundSetup()),
    revokePass: api.revokePass.handler(({ input }) => gate.revokePass(input)),
    accessState: api.accessState.handler(({ context }) => context.caller.accessState()),
    unlock: api.unlock.handler(({ context, input }) => context.caller.unlock(input)),
    lock: api.lock.handler(({ context }) => context.caller.lock()),
    setPin: api.setPin.handler(({ context, input }) => context.caller.setPin(input)),
    removePin: api.removePin.handler(({ context, input }) => context.caller.removePin(input)),
    listAudit: api.listAudit.handler(({ input }) => gate.listAudit(input)),
    leaveState: api.leaveState.handler(() => gate.leaveState()),
    leaveKiosk: api.leaveKiosk.handler(({ input }) => gate.leaveKiosk(input)),
    hearLeaveBadge: api.hearLeaveBadge.handler(({ input }) => gate.hearLeaveBadge(input)),
    makeLeaveBadge: api.makeLeaveBadge.handler(() => gate.makeLeaveBadge()),
    removeLeaveBadge: api.removeLeaveBadge.handler(() => gate.removeLeaveBadge()),
    listVisits: api.listVisits.handler(({ input }) => gate.listVisits(input)),
    openVisit: api.openVisit.handler(({ input }) => gate.openVisit(input)),
    setDepartment: api.setDepartment.handler(({ input }) => gate.setDepartment(input)),
    answerJoin: api.answerJoin.handler(({ input }) => gate.answerJoin(input)),
    awaitCompanion: api.awaitCompanion.handler(({ input }) => gate.awaitCompanion(input)),
    declareHealth: api.declareHealth.handler(({ input }) => gate.declareHealth(input)),
    copyVisit: api.copyVisit.handler(({ input }) => gate.copyVisit(input)),
    listTrips: api.listTrips.handler(() => gate.listTrips()),
    openTrip: api.openTrip.handler(({ input }) => gate.openTrip(input)),
    setLaneTrip: api.setLaneTrip.handler(({ input }) => gate.setLaneTrip(input)),
    readManifest: api.readManifest.handler(({ input }) => gate.readManifest(input)),
    seatPassenger: api.seatPassenger.handler(({ input }) => gate.seatPassenger(input)),
    movePassenger: api.movePassenger.handler(({ input }) => gate.movePassenger(input)),
    closeTrip: api.closeTrip.handler(({ input }) => gate.closeTrip(input)),
    examine: api.examine.handler(() => gate.examine()),
    finishSelfTest: api.finishSelfTest.handler(({ input }) => gate.finishSelfTest(input)),
    listSelfTests: api.listSelfTests.handler(() => gate.listSelfTests()),
    diagnostics: api.diagnostics.handler(() => gate.diagnostics()),
    report: api.report.handler(({ input }) => gate.report(input)),
    searchEntries: api.searchEntries.handler(({ input }) => gate.searchEntries(input)),
    revealEntry: api.revealEntry.handler(({ input }) => gate.revealEntry(input)),
    writeExport: api.writeExport.handler(({ input }) => gate.writeExport(input)),
    writeFullExport: api.writeFullExport.handler(({ input }) => gate.writeFullExport(input)),
    writeSubjectFile: api.writeSubjectFile.handler(({ input }) => gate.writeSubjectFile(input)),
  });
}

function callName(path: readonly string[]): keyof typeof gateContract | 'unknown' {
  const name = path.join('.');
  return Object.hasOwn(gateContract, name) ? (name as keyof typeof gateContract) : 'unknown';
}
