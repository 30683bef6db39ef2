/** What can a screen ask of the gate, and what does it hear? One contract for every transport. */

import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { accessCalls, accessState } from './access-api.ts';
import { entryId, reason } from './entry-words.ts';
import { guardCalls } from './guard-api.ts';
import { leaveCalls } from './leave-api.ts';
import { machineCalls } from './machine-api.ts';
import { makePassesAnswer, passItem, passOrder } from './pass-api.ts';
import { readinessCalls } from './readiness-api.ts';
import { reportCalls } from './report-api.ts';
import { rosterCalls } from './roster-api.ts';
import { scanCalls, shown, tally, tried } from './scan-api.ts';
import { settings } from './settings.ts';
import { setupCalls } from './setup-api.ts';
import { gateStatus } from './status-api.ts';
import { eraseInput, subjectErased, subjectExport, subjectInput, subjectSummary } from './subject-api.ts';
import { tracedCalls } from './traced-api.ts';
import { laneTrip, tripCalls } from './trip-api.ts';
import { trustImport, trustListItem, trustSource } from './trust-api.ts';
import { visitCalls } from './visit-api.ts';
import { watchCalls } from './watch-api.ts';

const count = z.int().min(0);
const direction = z.enum(['in', 'out']);

export const laneView = z.strictObject({ id: z.string(), name: z.string(), direction });

/** What the desks of hospitals and stations have: `revision` counts up with every change, so that their pages look anew. */
export const deskView = z.strictObject({ laneTrips: z.array(laneTrip), revision: count });

export const gateSnapshot = z.strictObject({
  version: z.string(),
  settings,
  lanes: z.array(laneView),
  status: gateStatus,
  tally,
  desk: deskView,
});

/** A verdict that a screen may not have heard: how long ago it came, and why it no longer stands, if it does not. */
export const shownBefore = z.strictObject({ shown, agoMs: z.number().min(0), takenBack: reason.nullable() });

/** The first event of a watch is always a snapshot; the others replace their part of it. */
export const gateEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('snapshot'), snapshot: gateSnapshot }),
  z.strictObject({ type: z.literal('shown'), shown, tally }),
  /** Follows a snapshot where there are any: the last verdicts before it, oldest first. */
  z.strictObject({ type: z.literal('shown-before'), before: z.array(shownBefore).readonly() }),
  z.strictObject({ type: z.literal('tried'), tried }),
  /** An entry was taken back, by a barrier whose sensor saw nobody pass, or by a guard. `why`: the word that the log has for it. */
  z.strictObject({ type: z.literal('taken-back'), laneId: z.string(), entry: entryId, why: reason, tally }),
  z.strictObject({ type: z.literal('status'), status: gateStatus }),
  z.strictObject({ type: z.literal('lanes'), lanes: z.array(laneView) }),
  z.strictObject({ type: z.literal('settings'), settings }),
  /** What this very connection may do; follows each snapshot, and comes whenever it is another. */
  z.strictObject({ type: z.literal('access'), access: accessState }),
  z.strictObject({ type: z.literal('desk'), desk: deskView }),
]);

export const gateContract = {
  ...rosterCalls,
  ...setupCalls,
  watch: oc.output(eventIterator(gateEvent)),
  ...scanCalls,
  ...guardCalls,
  ...machineCalls,
  ...watchCalls,
  /** A person asks what is held of them, wants it, or wants to be taken out of it. */
  findSubject: oc.input(subjectInput).output(subjectSummary),
  exportSubject: oc.input(subjectInput).output(subjectExport),
  eraseSubject: oc.input(eraseInput).output(subjectErased),
  listTrust: oc.output(z.array(trustListItem)),
  importTrust: oc.input(trustSource).output(z.array(trustImport)),
  makePasses: oc.input(passOrder).output(makePassesAnswer),
  listPasses: oc.output(z.array(passItem)),
  revokePass: oc
    .input(z.strictObject({ id: z.string().max(40) }))
    .output(z.strictObject({ type: z.enum(['revoked', 'unknown-pass']) })),
  ...accessCalls,
  ...leaveCalls,
  ...visitCalls,
  ...tripCalls,
  ...reportCalls,
  ...tracedCalls,
  ...readinessCalls,
};

export type GateEvent = z.infer<typeof gateEvent>;
export type GateSnapshot = z.infer<typeof gateSnapshot>;
export type ShownBefore = z.infer<typeof shownBefore>;
export type DeskView = z.infer<typeof deskView>;
export type LaneView = z.infer<typeof laneView>;
