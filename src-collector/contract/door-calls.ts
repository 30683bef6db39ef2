/** Which calls let a person in, keep the door behind them, and let them change their own key? */

import { z } from 'zod';
import { call, nothing } from './console-call.ts';
import { role } from './console-roles.ts';
import { unitPath } from './unit-path.ts';

/** Longer than a password is, shorter than what keeps a processor busy. */
const LONGEST_PASSWORD = 256;
export const SHORTEST_PASSWORD = 12;

const givenPassword = z.string().min(1).max(LONGEST_PASSWORD);
export const newPassword = z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD);
const secondStepCode = z.string().regex(/^\d{6}$/);
const recoveryCode = z.string().regex(/^[0-9a-z]{5}(-[0-9a-z]{5}){3}$/);
const token = z.string().regex(/^[\w-]{43}$/);

/** What an authenticator app is set up with; shown once. */
const secondStep = z.strictObject({ secret: z.string(), uri: z.string(), qrSvg: z.string() });
const recoveryCodes = z.array(z.string());

/** As somebody stands at the door; `csrf` goes into the header `x-console-token` of each later call. */
export const sessionState = z.discriminatedUnion('stage', [
  z.strictObject({ stage: z.literal('none') }),
  z.strictObject({ stage: z.literal('begun'), csrf: z.string() }),
  z.strictObject({
    stage: z.literal('full'),
    csrf: z.string(),
    name: z.string(),
    roles: z.array(role),
    unit: unitPath,
    hasSecondStep: z.boolean(),
  }),
]);
export type SessionState = z.infer<typeof sessionState>;

export const doorCalls = {
  /** What stands on the door, for everybody who comes up to it. */
  'door.about': call({
    kind: 'read',
    who: 'anybody',
    input: nothing,
    output: z.strictObject({
      /** Of the collector. */
      name: z.string(),
      /** Whether a single sign-on vouches for people, at `/console/sign-on`. */
      hasSignOn: z.boolean(),
    }),
  }),
  'session.current': call({ kind: 'read', who: 'anybody', input: nothing, output: sessionState }),
  'session.begin': call({
    kind: 'write',
    who: 'anybody',
    input: z.strictObject({ name: z.string().min(1).max(200), password: givenPassword }),
    output: sessionState,
  }),
  'session.confirm': call({
    kind: 'write',
    who: 'begun',
    input: z.union([z.strictObject({ code: secondStepCode }), z.strictObject({ recoveryCode })]),
    output: sessionState,
  }),
  'session.end': call({ kind: 'write', who: 'everybody', input: nothing, output: nothing }),

  /** The second step's secret is the same each time, until the invitation is accepted. */
  'invitation.open': call({
    kind: 'write',
    who: 'anybody',
    input: z.strictObject({ token }),
    output: z.strictObject({ name: z.string(), needsSecondStep: z.boolean(), secondStep }),
  }),
  /** Who accepts is in. */
  'invitation.accept': call({
    kind: 'write',
    who: 'anybody',
    input: z.strictObject({ token, password: newPassword, code: secondStepCode.nullable() }),
    output: z.strictObject({ recoveryCodes }),
  }),

  /** Ends all other sessions of the account. */
  'own.setPassword': call({
    kind: 'write',
    who: 'everybody',
    input: z.strictObject({ password: givenPassword, newPassword }),
    output: sessionState,
  }),
  'own.beginSecondStep': call({
    kind: 'write',
    who: 'everybody',
    input: z.strictObject({ password: givenPassword }),
    output: secondStep,
  }),
  'own.setSecondStep': call({
    kind: 'write',
    who: 'everybody',
    input: z.strictObject({ code: secondStepCode }),
    output: z.strictObject({ recoveryCodes }),
  }),
  'own.removeSecondStep': call({
    kind: 'write',
    who: 'everybody',
    input: z.strictObject({ password: givenPassword }),
    output: nothing,
  }),
} as const;
