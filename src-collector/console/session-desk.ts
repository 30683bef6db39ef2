/** How does a person come in, by password and second step, and go again? */

import type { SessionState } from '../contract/door-calls.ts';
import type { AuditActor } from './audit.ts';
import { visitorOf } from './brakes.ts';
import type { Answer, Handlers, Refusal } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { Credentials } from './credentials.ts';
import { credentialsByName, stepAfter, takeCode, takeRecoveryCode } from './credentials.ts';
import type { DeskTools } from './desk.ts';
import type { Session } from './sessions.ts';
import { beginSession, endSession, sessionOf } from './sessions.ts';
import { csrfOf } from './tokens.ts';

type Names = 'door.about' | 'session.current' | 'session.begin' | 'session.confirm' | 'session.end';

/** When too many passwords are being worked out. */
const BUSY_RETRY_S = 5;
const STRANGER: AuditActor = { kind: 'stranger', id: null, unit: [] };

export function sessionDesk(tools: DeskTools): Handlers<Names> {
  const { database, secret, passwords, brakes } = tools;
  return {
    'door.about': async () => done({ name: tools.name, hasSignOn: tools.hasSignOn }),

    'session.current': async ({ session }) => done(stateOf(session)),

    'session.begin': async ({ address, session }, { name, password }) => {
      const [visitor, tried] = [visitorOf(address), name.normalize('NFC').toLowerCase()];
      const wait = (await brakes.take('address', visitor)) ?? (await brakes.take('account', tried));
      if (wait !== null) return refuse(429, 'wait', wait);
      const account = await credentialsByName(database, tried);
      // Nobody, somebody who may not come in, and somebody who mistyped: the same work, the same answer.
      const isRight = await passwords.isRight(password, account?.isDisabled === false ? account.password : null);
      if (isRight === 'busy') {
        await brakes.giveBack('account', tried);
        return refuse(503, 'busy', BUSY_RETRY_S);
      }
      const actor = account === null ? STRANGER : actorOf(account);
      if (!isRight || account === null) return { ...refuse(401, 'wrong'), actor };
      await brakes.release('account', tried);
      await brakes.giveBack('address', visitor);
      return comeIn(tools, account, session);
    },

    'session.confirm': async ({ session }, input) => {
      if (session === null) return refuse(401, 'not-signed-in');
      const { accountId } = session;
      const wait = await brakes.take('code', String(accountId));
      if (wait !== null) return refuse(429, 'wait', wait);
      const isRight =
        'code' in input
          ? await takeCode(database, secret, accountId, input.code, tools.nowUtcMs())
          : await takeRecoveryCode(database, accountId, input.recoveryCode);
      if (!isRight) return refuse(401, 'wrong');
      await brakes.release('code', String(accountId));
      return begun(tools, accountId, 'full', session.token, { by: 'code' in input ? 'code' : 'recovery-code' });
    },

    'session.end': async (caller) => {
      await endSession(database, caller.token);
      return { ...done({}), session: null };
    },
  };
}

/** After the first step, whichever it was: in, or asked for the second. */
export async function comeIn(
  tools: DeskTools,
  account: Credentials,
  before: Session | null,
): Promise<Answer<SessionState> | Refusal> {
  const step = stepAfter(account);
  if (step === 'missing') return { ...refuse(403, 'second-step-missing'), actor: actorOf(account) };
  const stage = step === 'none' ? 'full' : 'begun';
  return begun(tools, account.id, stage, before?.token ?? null, { stage });
}

/** The answer with which a session begins, under a token that nobody has seen. */
export async function begun(
  { database }: DeskTools,
  accountId: number,
  stage: Session['stage'],
  instead: string | null,
  detail: Readonly<Record<string, string>> = {},
): Promise<Answer<SessionState> & { readonly type: 'done' }> {
  const token = await beginSession(database, accountId, stage, instead);
  const session = await sessionOf(database, token);
  if (session === null) throw new Error('a session that began just now is not there');
  return {
    type: 'done',
    output: stateOf(session),
    session: token,
    actor: { kind: 'account', id: accountId, unit: session.unit },
    detail,
  };
}

function stateOf(session: Session | null): SessionState {
  if (session === null) return { stage: 'none' };
  const csrf = csrfOf(session.token);
  if (session.stage === 'begun') return { stage: 'begun', csrf };
  const { name, roles, unit, hasSecondStep } = session;
  return { stage: 'full', csrf, name, roles: [...roles], unit: [...unit], hasSecondStep };
}

function actorOf({ id, unit }: Credentials): AuditActor {
  return { kind: 'account', id, unit };
}
