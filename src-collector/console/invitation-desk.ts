/** How does somebody who was invited set the own password and second step, once? */

import { needsSecondStep } from '../contract/console-roles.ts';
import { visitorOf } from './brakes.ts';
import type { Handlers, Refusal } from './caller.ts';
import { done, refuse } from './caller.ts';
import { credentialsInvited, setSecondStep } from './credentials.ts';
import type { DeskTools } from './desk.ts';
import { secondStepOf } from './own-desk.ts';
import { begun } from './session-desk.ts';
import { tokenHash } from './tokens.ts';

type Names = 'invitation.open' | 'invitation.accept';

const BUSY_RETRY_S = 5;
/** It is theirs, and not yet: a privacy officer has still to agree. */
const WAITING: Refusal = { type: 'refused', status: 409, reason: 'awaits-approval' };
const GONE: Refusal = { type: 'refused', status: 404, reason: 'invitation-used-or-expired' };

export function invitationDesk(tools: DeskTools): Handlers<Names> {
  const { database, secret, passwords, brakes } = tools;
  return {
    'invitation.open': async ({ address }, { token }) => {
      const wait = await brakes.take('invitation', visitorOf(address));
      if (wait !== null) return refuse(429, 'wait', wait);
      const account = await credentialsInvited(database, token);
      if (account === null) return GONE;
      await brakes.giveBack('invitation', visitorOf(address));
      if (account.isWaiting) return WAITING;
      const { id, name, roles, unit } = account;
      return {
        ...done({
          name,
          needsSecondStep: needsSecondStep(roles),
          secondStep: await secondStepOf(tools, id, name, false),
        }),
        actor: { kind: 'account', id, unit },
      };
    },

    'invitation.accept': async ({ address, session }, { token, password, code }) => {
      const wait = await brakes.take('invitation', visitorOf(address));
      if (wait !== null) return refuse(429, 'wait', wait);
      const account = await credentialsInvited(database, token);
      if (account === null) return GONE;
      await brakes.giveBack('invitation', visitorOf(address));
      if (account.isWaiting) return WAITING;
      if (code === null && needsSecondStep(account.roles)) return refuse(409, 'second-step-needed');
      const hash = await passwords.hash(password);
      if (hash === 'busy') return refuse(503, 'busy', BUSY_RETRY_S);
      const accepted = await database
        .transaction(async (connection) => {
          const codes =
            code === null ? [] : await setSecondStep(connection, secret, account.id, code, tools.nowUtcMs());
          if (codes === null) return null;
          const used = await connection.query(
            'delete from console_invitation where token_hash = $1 and expires_at > now() returning account_id',
            [tokenHash(token)],
          );
          // Another was quicker: what was set just now is undone with the transaction.
          if (used.length === 0) throw new InvitationGone();
          await connection.query('update console_account set password = $2 where id = $1', [account.id, hash]);
          return codes;
        })
        .catch((error: unknown) => {
          if (error instanceof InvitationGone) return 'gone' as const;
          throw error;
        });
      if (accepted === 'gone') return GONE;
      if (accepted === null) return refuse(403, 'wrong');
      const { session: begins, actor = { kind: 'account', id: account.id, unit: account.unit } } = await begun(
        tools,
        account.id,
        'full',
        session?.token ?? null,
      );
      return { ...done({ recoveryCodes: [...accepted] }), actor, session: begins ?? null };
    },
  };
}

class InvitationGone extends Error {}
