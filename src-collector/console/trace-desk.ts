/** How is a trace asked for, decided, and handed out, by accounts of the console? */

import type { Officer, Refused, TraceCase } from '../contract/trace-api.ts';
import { decideCase, listCases, openCase } from '../tracing/cases.ts';
import { handOut } from '../tracing/hand-out.ts';
import type { Caller, Handlers, Refusal } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

type Account = Extract<Caller, { kind: 'account' }>;

/** A trace follows people wherever they went: who sees one unit alone cannot be the one who asks, or who agrees. */
const BEYOND_UNIT: Refusal = { type: 'refused', status: 403, reason: 'beyond-unit' };

export function traceDesk({ database }: DeskTools): Handlers<`trace.${'open' | 'list' | 'decide' | 'handOut'}`> {
  return {
    'trace.open': async (caller, input) => {
      if (caller.unit.length > 0) return BEYOND_UNIT;
      const answer = await openCase(database, input, officerOf(caller));
      if (answer.type === 'refused') return refusal(answer);
      const { caseId, counts } = answer;
      return done({ caseId, counts }, { case: caseId, contacts: counts.contacts });
    },

    'trace.list': async (caller, input) => {
      if (caller.unit.length > 0) return BEYOND_UNIT;
      return done({ cases: (await listCases(database, input)).map(written) });
    },

    'trace.decide': async (caller, input) => {
      if (caller.unit.length > 0) return BEYOND_UNIT;
      const answer = await decideCase(database, input, officerOf(caller));
      if (answer.type === 'refused') return refusal(answer);
      return done({}, { case: input.caseId, decision: input.decision });
    },

    'trace.handOut': async (caller, input) => {
      if (caller.unit.length > 0) return BEYOND_UNIT;
      const answer = await handOut(database, input, officerOf(caller));
      if (answer.type === 'refused') return refusal(answer);
      return done({ file: answer.file }, { case: input.caseId, contacts: answer.file.contacts.length });
    },
  };
}

function officerOf({ accountId, name, roles }: Account): Officer {
  return { accountId: String(accountId), name, role: roles.includes('tracer') ? 'tracer' : 'privacy' };
}

function refusal({ reason }: Refused): Refusal {
  return refuse(reason === 'unknown-case' ? 404 : 409, reason);
}

function written({ askedAt, from, to, decidedAt, resultsDeletedAt, ...rest }: TraceCase) {
  return {
    ...rest,
    askedAtUtcMs: askedAt.getTime(),
    fromUtcMs: from.getTime(),
    toUtcMs: to.getTime(),
    decidedAtUtcMs: decidedAt?.getTime() ?? null,
    resultsDeletedAtUtcMs: resultsDeletedAt?.getTime() ?? null,
  };
}
