/** How does an operator give accounts and tokens, within the own unit, and who reads what was done? */

import { isWithin } from '../contract/unit-path.ts';
import type { Invitation } from './accounts.ts';
import {
  addAccount,
  approveAccount,
  changeAccount,
  disableAccount,
  listAccounts,
  resetAccount,
  waitingAccounts,
} from './accounts.ts';
import { issueApiToken, listApiTokens, revokeApiToken } from './api-tokens.ts';
import type { Handlers, Refusal } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';
import { invitationLink } from './desk.ts';

type Names =
  | `account.${'list' | 'add' | 'disable' | 'reset' | 'change' | 'waiting' | 'approve'}`
  | `token.${'list' | 'issue' | 'revoke'}`
  | 'audit.list';

/** What lies in another unit is not there. */
const UNKNOWN: Refusal = { type: 'refused', status: 404, reason: 'unknown' };

export function keeperDesk({ database, audit, url }: DeskTools): Handlers<Names> {
  const handedOver = ({ id, token, validUntil, isWaiting }: Invitation) => ({
    id,
    link: invitationLink(url(), token),
    validUntil,
    isWaiting,
  });
  return {
    'account.list': async (caller) => done({ accounts: await listAccounts(database, caller.unit) }),

    'account.add': async (caller, asked) => {
      if (!isWithin(asked.unit, caller.unit)) return refuse(403, 'beyond-unit');
      const invitation = await addAccount(database, asked, false, caller.accountId);
      if (invitation === 'taken') return refuse(409, 'taken');
      return done(handedOver(invitation), { account: invitation.id, roles: asked.roles.join(',') });
    },

    'account.disable': async (caller, { id }) => {
      if (id === caller.accountId) return refuse(409, 'yourself');
      const became = await disableAccount(database, id, caller.unit);
      if (became === 'unknown') return UNKNOWN;
      return became === 'done' ? done({}, { account: id }) : refuse(409, became);
    },

    'account.reset': async (caller, { id }) => {
      const invitation = await resetAccount(database, id, caller.unit, caller.accountId);
      return invitation === null ? UNKNOWN : done(handedOver(invitation), { account: id });
    },

    'account.change': async (caller, { id, roles, unit }) => {
      if (id === caller.accountId) return refuse(409, 'yourself');
      if (!isWithin(unit, caller.unit)) return refuse(403, 'beyond-unit');
      const became = await changeAccount(database, { id, roles, unit }, caller.unit, caller.accountId);
      if (became === 'unknown') return UNKNOWN;
      if (became === 'last-operator') return refuse(409, became);
      const isWaiting = became === 'waits';
      return done({ isWaiting }, { account: id, roles: roles.join(','), became });
    },

    'account.waiting': async (caller) => done({ accounts: await waitingAccounts(database, caller.unit) }),

    'account.approve': async (caller, { id }) => {
      const became = await approveAccount(database, id, caller.unit, caller.accountId);
      if (became === 'unknown') return UNKNOWN;
      return became === 'own' ? refuse(409, 'same-person') : done({}, { account: id });
    },

    'token.list': async (caller) => done({ tokens: await listApiTokens(database, caller.unit) }),

    'token.issue': async (caller, asked) => {
      if (!isWithin(asked.unit, caller.unit)) return refuse(403, 'beyond-unit');
      const issued = await issueApiToken(database, { ...asked, issuedBy: caller.accountId });
      return done(issued, { token: issued.id, scopes: asked.scopes.join(','), days: asked.days });
    },

    'token.revoke': async (caller, { id }) =>
      (await revokeApiToken(database, id, caller.unit)) ? done({}, { token: id }) : UNKNOWN,

    'audit.list': async (caller, { beforeId, limit, ...filter }) => {
      const rows = await audit.list(caller.unit, { beforeId, limit, filter });
      return done({ rows }, { rows: rows.length });
    },
  };
}
