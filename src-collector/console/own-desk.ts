/** How does a person change the own password and second step? */

import { needsSecondStep } from '../contract/console-roles.ts';
import { drawSetupQr } from '../setup-qr.ts';
import type { Handlers, Refusal } from './caller.ts';
import { done, refuse } from './caller.ts';
import { credentialsByName, prepareSecondStep, removeSecondStep, setSecondStep } from './credentials.ts';
import type { DeskTools } from './desk.ts';
import { secondStepUri } from './second-step.ts';
import { begun } from './session-desk.ts';
import type { Session } from './sessions.ts';
import { endSessionsOf } from './sessions.ts';

type Names = 'own.setPassword' | 'own.beginSecondStep' | 'own.setSecondStep' | 'own.removeSecondStep';

const BUSY_RETRY_S = 5;

export function ownDesk(tools: DeskTools): Handlers<Names> {
  const { database, secret, passwords, brakes } = tools;

  /** A session that was left open is not enough to change the locks. `null` = it was the password. */
  async function refusalOf({ name }: Session, password: string): Promise<Refusal | null> {
    const wait = await brakes.take('account', name);
    if (wait !== null) return refuse(429, 'wait', wait);
    const account = await credentialsByName(database, name);
    const isRight = await passwords.isRight(password, account?.password ?? null);
    if (isRight === 'busy') return refuse(503, 'busy', BUSY_RETRY_S);
    if (!isRight) return refuse(403, 'wrong');
    await brakes.release('account', name);
    return null;
  }

  return {
    'own.setPassword': async (caller, { password, newPassword }) => {
      const refusal = await refusalOf(caller, password);
      if (refusal !== null) return refusal;
      const hash = await passwords.hash(newPassword);
      if (hash === 'busy') return refuse(503, 'busy', BUSY_RETRY_S);
      await database.query('update console_account set password = $2 where id = $1', [caller.accountId, hash]);
      await endSessionsOf(database, caller.accountId, null);
      return begun(tools, caller.accountId, 'full', caller.token);
    },

    'own.beginSecondStep': async (caller, { password }) => {
      const refusal = await refusalOf(caller, password);
      if (refusal !== null) return refusal;
      return done(await secondStepOf(tools, caller.accountId, caller.name, true));
    },

    'own.setSecondStep': async (caller, { code }) => {
      const { accountId, token } = caller;
      const wait = await brakes.take('code', String(accountId));
      if (wait !== null) return refuse(429, 'wait', wait);
      const codes = await database.transaction((connection) =>
        setSecondStep(connection, secret, accountId, code, tools.nowUtcMs()),
      );
      if (codes === null) return refuse(403, 'wrong');
      await brakes.release('code', String(accountId));
      await endSessionsOf(database, accountId, token);
      return done({ recoveryCodes: [...codes] });
    },

    'own.removeSecondStep': async (caller, { password }) => {
      if (needsSecondStep(caller.roles)) return refuse(409, 'second-step-needed');
      const refusal = await refusalOf(caller, password);
      if (refusal !== null) return refusal;
      await removeSecondStep(database, caller.accountId);
      await endSessionsOf(database, caller.accountId, caller.token);
      return done({});
    },
  };
}

/** What the person's device is set up with, also as a picture. */
export async function secondStepOf(
  { database, secret, name: issuer }: DeskTools,
  accountId: number,
  name: string,
  isNew: boolean,
): Promise<{ readonly secret: string; readonly uri: string; readonly qrSvg: string }> {
  const made = await prepareSecondStep(database, secret, accountId, isNew);
  const uri = secondStepUri(made, issuer, name);
  return { secret: made, uri, qrSvg: (await drawSetupQr(uri)).svg };
}
