/** What does a gate answer at whose desks nobody has been? */

import type { Gate } from '../../src-main/contract/gate.ts';
import type { TripCalls } from '../../src-main/contract/trip-api.ts';
import type { VisitCalls } from '../../src-main/contract/visit-api.ts';
import type { VisitorCalls } from '../../src-main/contract/visitor-api.ts';

export const NO_VISITS: Pick<Gate, keyof (VisitCalls & TripCalls & VisitorCalls)> = {
  listVisits: () => ({ items: [], questions: [], visits: 0, undeclared: 0, separate: 0, departments: [] }),
  openVisit: () => ({ type: 'gone' }),
  setDepartment: () => ({ type: 'gone' }),
  answerJoin: () => ({ type: 'gone' }),
  awaitCompanion: () => ({ type: 'gone' }),
  declareHealth: () => ({ type: 'gone' }),
  copyVisit: () => ({ type: 'gone' }),
  listTrips: () => ({ trips: [], laneTrips: [] }),
  openTrip: () => ({ type: 'cannot-write' }),
  setLaneTrip: () => ({ type: 'unknown-trip' }),
  readManifest: () => ({ type: 'unknown-trip' }),
  seatPassenger: () => ({ type: 'unknown-trip' }),
  movePassenger: () => ({ type: 'unknown-trip' }),
  closeTrip: () => ({ type: 'unknown-trip' }),
  visitorView: () => ({
    venueName: '',
    asksHealth: false,
    keptDays: 30,
    collectorName: null,
    isSealed: false,
    keepsAddress: false,
    keepsInsurance: false,
    keepsTrip: false,
    lanes: [],
  }),
  subscribeVisitor: () => () => undefined,
  declareByVisitor: () => ({ type: 'unknown-ticket' }),
};

/** Nothing boards, nothing changed. */
export const QUIET_DESK = { laneTrips: [], revision: 0 };
