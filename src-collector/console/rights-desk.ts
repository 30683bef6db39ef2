/** How does a privacy officer serve a person's request and a breach, and who sees what proves that days are gone? */

import type { CallName } from '../contract/console-api.ts';
import { listReceipts } from '../days/purge-receipts.ts';
import { countBreach } from '../rights/breach-counts.ts';
import { breachForm, breachOf, listBreaches, registerBreach, settleBreach } from '../rights/breaches.ts';
import { copyPerson, erasePerson, findPerson } from '../rights/of-person.ts';
import type { Keeper, RightsRefused } from '../rights/requests.ts';
import {
  holidayList,
  listRequests,
  receiptsOf,
  registerRequest,
  requestOf,
  setHolidays,
  stepsOf,
  takeStep,
} from '../rights/requests.ts';
import type { Caller, Handlers, Refusal } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

type Names = Extract<CallName, `rights.${string}` | `breach.${string}` | `receipts.${string}`>;
type Account = Extract<Caller, { kind: 'account' }>;

/** What lies in another unit is not there. */
const UNKNOWN: Refusal = { type: 'refused', status: 404, reason: 'unknown' };

export function rightsDesk(tools: DeskTools): Handlers<Names> {
  return { ...requestCalls(tools), ...breachCalls(tools) };
}

function requestCalls({ database, nowUtcMs }: DeskTools): Handlers<Exclude<Names, `breach.${string}`>> {
  return {
    'rights.register': async (caller, input) => {
      const requestId = await registerRequest(database, input, keeperOf(caller));
      return done({ requestId }, { request: requestId, kind: input.kind });
    },

    'rights.list': async (caller, input) =>
      done({ requests: await listRequests(database, input, caller.unit, nowUtcMs()) }),

    'rights.show': async (caller, { requestId }) => {
      const request = await requestOf(database, requestId, caller.unit, nowUtcMs());
      if (request === null) return UNKNOWN;
      return done({
        request,
        steps: await stepsOf(database, requestId),
        receipts: await receiptsOf(database, requestId),
      });
    },

    'rights.step': async (caller, input) => {
      const answer = await takeStep(database, input, keeperOf(caller), nowUtcMs());
      return answer.type === 'refused' ? refusal(answer) : done({}, { request: input.requestId, step: input.step });
    },

    'rights.find': async (caller, input, note) => {
      await note({ request: input.requestId, tags: input.tags.length });
      const answer = await findPerson(database, input, keeperOf(caller), nowUtcMs());
      if (answer.type === 'refused') return refusal(answer);
      const { type: _, ...found } = answer;
      return done(found, { request: input.requestId, entries: found.entries });
    },

    'rights.copy': async (caller, input, note) => {
      await note({ request: input.requestId, tags: input.tags.length });
      const answer = await copyPerson(database, input, keeperOf(caller), nowUtcMs());
      if (answer.type === 'refused') return refusal(answer);
      return done({ file: answer.file }, { request: input.requestId, entries: answer.file.entries.length });
    },

    'rights.erase': async (caller, input, note) => {
      await note({ request: input.requestId, tags: input.tags.length });
      const answer = await erasePerson(database, input, keeperOf(caller), nowUtcMs());
      if (answer.type === 'refused') return refusal(answer);
      const { receiptId, entries } = answer.receipt;
      return done({ receipt: answer.receipt }, { request: input.requestId, receipt: receiptId, entries });
    },

    'rights.holidays': async () => done({ days: await holidayList(database) }),

    'rights.setHolidays': async (caller, { days }) => {
      // One calendar for all: who sees one unit alone does not change it.
      if (caller.unit.length > 0) return refuse(403, 'beyond-unit');
      await setHolidays(database, days);
      return done({}, { days: days.length });
    },

    'receipts.list': async (caller, { beforeId, limit }) =>
      done({ receipts: await listReceipts(database, caller.unit, beforeId, limit) }),
  };
}

function breachCalls({ database, nowUtcMs }: DeskTools): Handlers<Extract<Names, `breach.${string}`>> {
  return {
    'breach.query': async (caller, input) => {
      const answer = await countBreach(database, input, caller.unit);
      if (answer.type === 'refused') return breachRefusal(answer.reason);
      return done({ counts: answer.counts }, { scope: input.scope.kind, entries: answer.counts.entries });
    },

    'breach.register': async (caller, input) => {
      const answer = await countBreach(database, input, caller.unit);
      if (answer.type === 'refused') return breachRefusal(answer.reason);
      const breachId = await registerBreach(database, input, answer.counts, keeperOf(caller));
      const breach = await breachOf(database, breachId, caller.unit, nowUtcMs());
      if (breach === null) throw new Error('a breach that was registered just now is not there');
      return done({ breach }, { breach: breachId, entries: answer.counts.entries });
    },

    'breach.list': async (caller, { limit }) =>
      done({ breaches: await listBreaches(database, caller.unit, limit, nowUtcMs()) }),

    'breach.settle': async (caller, input) => {
      const became = await settleBreach(database, input, caller.unit);
      if (became === 'unknown') return UNKNOWN;
      return became === 'closed' ? refuse(409, 'closed') : done({}, { breach: input.breachId, became: input.became });
    },

    'breach.document': async (caller, { breachId }) => {
      const breach = await breachOf(database, breachId, caller.unit, nowUtcMs());
      return breach === null ? UNKNOWN : done({ form: [...breachForm(breach)] }, { breach: breachId });
    },
  };
}

function keeperOf({ accountId, name, unit }: Account): Keeper {
  return { accountId, name, unit };
}

function refusal({ reason }: RightsRefused): Refusal {
  return refuse(reason === 'unknown-request' ? 404 : 409, reason);
}

function breachRefusal(reason: 'beyond-unit' | 'unknown'): Refusal {
  return reason === 'unknown' ? UNKNOWN : refuse(403, reason);
}
