/** Who is at the other end of one connection, and what may they do? One of these lives as long as its connection. */

import type {
  AccessState,
  RemovePinAnswer,
  RemovePinInput,
  SetPinAnswer,
  SetPinInput,
  UnlockAnswer,
} from './access-api.ts';
import type { CallName } from './roles.ts';

export type Caller = {
  /** Whether this call may be made now. One that takes more than a guard keeps the session awake, and is noted. */
  readonly admits: (call: CallName) => boolean;
  /** Does `work` as this caller: what is noted meanwhile is noted as theirs. */
  readonly run: <T>(work: () => T) => T;
  readonly accessState: () => AccessState;
  readonly unlock: (input: { readonly pin: string }) => Promise<UnlockAnswer>;
  readonly lock: () => { readonly type: 'locked' };
  readonly setPin: (input: SetPinInput) => Promise<SetPinAnswer>;
  readonly removePin: (input: RemovePinInput) => Promise<RemovePinAnswer>;
  /** Hears whenever `accessState` is another; the returned function ends it. */
  readonly onChange: (listener: () => void) => () => void;
  /** The connection has ended, and its role with it. */
  readonly close: () => void;
};
