/** Who asks the console, as its handlers see them, and what may they answer? */

import type { CallInput, CallName, CallOutput, consoleApi } from '../contract/console-api.ts';
import type { Scope } from '../contract/console-roles.ts';
import type { UnitPath } from '../contract/unit-path.ts';
import type { AuditActor, AuditDetail } from './audit.ts';
import type { Session } from './sessions.ts';

export type ApiTokenCaller = {
  readonly kind: 'token';
  readonly tokenId: number;
  readonly scopes: readonly Scope[];
  readonly unit: UnitPath;
};
/** Somebody who is in, by a session or by a token. `unit` is what they never see beyond. */
export type Caller = ({ readonly kind: 'account' } & Session) | ApiTokenCaller;
/** Somebody at the door, with or without a session. */
export type Visitor = { readonly kind: 'visitor'; readonly address: string; readonly session: Session | null };

type WhoOf<Name extends CallName> = (typeof consoleApi)[Name]['who'];
export type AskerOf<Name extends CallName> =
  WhoOf<Name> extends 'anybody' | 'begun'
    ? Visitor
    : (typeof consoleApi)[Name] extends { readonly scope: Scope }
      ? Caller
      : Extract<Caller, { kind: 'account' }>;

export type Refusal = {
  readonly type: 'refused';
  readonly status: 400 | 401 | 403 | 404 | 409 | 429 | 503;
  /** A word that a screen has a sentence for. */
  readonly reason: string;
  readonly retryAfterS?: number;
  /** Who it was, where the caller himself does not say it. */
  readonly actor?: AuditActor;
};

export type Answer<Output> =
  | {
      readonly type: 'done';
      readonly output: Output;
      /** For the audit log: what it was about and how many, in words and counts. */
      readonly detail?: AuditDetail;
      /** The token of the session that begins with this answer; `null` ends the one there was. */
      readonly session?: string | null;
      readonly actor?: AuditActor;
    }
  | Refusal;

/** Notes a step of its own in the audit log, before something is done. */
export type NoteStep = (detail: AuditDetail) => Promise<void>;

export type Handler<Name extends CallName> = (
  asker: AskerOf<Name>,
  input: CallInput<Name>,
  note: NoteStep,
) => Promise<Answer<CallOutput<Name>>>;

/** A handler for each call of the table, or for those of one desk. */
export type Handlers<Names extends CallName = CallName> = { readonly [Name in Names]: Handler<Name> };

export function done<Output>(output: Output, detail: AuditDetail = {}): Answer<Output> {
  return { type: 'done', output, detail };
}

export function refuse(status: Refusal['status'], reason: string, retryAfterS?: number): Refusal {
  return { type: 'refused', status, reason, ...(retryAfterS === undefined ? {} : { retryAfterS }) };
}
