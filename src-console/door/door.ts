/** How does the page ask the collector, and who is it that asks? Every call goes through here, and what is known of the session is kept here. */

import type { CallName, CallOutput, CallRequest } from '../../src-collector/contract/console-api.ts';
import { API_PATH, CSRF_HEADER, consoleApi } from '../../src-collector/contract/console-api.ts';
import { consoleRefusal } from '../../src-collector/contract/console-call.ts';
import type { SessionState } from '../../src-collector/contract/door-calls.ts';

export type Refused = {
  readonly type: 'refused';
  /** A word of the collector's, or `no-network`, `strange-answer`; the words have its sentences under it. */
  readonly reason: string;
  /** After so many seconds it may be tried again. */
  readonly retryAfterS: number | null;
};
export type CallResult<Name extends CallName> = { readonly type: 'done'; readonly output: CallOutput<Name> } | Refused;

export type FullSession = Extract<SessionState, { stage: 'full' }>;
/** `unknown`: not asked yet. `unreachable`: asked, and no answer. */
export type DoorState =
  | SessionState
  | { readonly stage: 'unknown' }
  | { readonly stage: 'unreachable'; readonly refused: Refused };

export type Door = {
  readonly call: <Name extends CallName>(name: Name, input: CallRequest<Name>) => Promise<CallResult<Name>>;
  readonly state: () => DoorState;
  /** Whether a session ended while somebody was at work. */
  readonly wasLost: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  /** Takes over what a call said of the session. */
  readonly enter: (state: SessionState) => void;
  /** Asks who is in. */
  readonly look: () => Promise<void>;
};

type Fetch = (path: string, request: RequestInit) => Promise<Response>;

/** By these the collector says that the session is over, or not yet begun. */
const SESSION_ENDED: readonly string[] = ['not-signed-in', 'not-confirmed'];

export function openDoor(fetch: Fetch): Door {
  let state: DoorState = { stage: 'unknown' };
  let isLost = false;
  const listeners = new Set<() => void>();

  function enter(next: DoorState): void {
    state = next;
    if (next.stage === 'full') isLost = false;
    for (const listener of listeners) listener();
  }

  async function look(): Promise<void> {
    const answer = await send('session.current', {}, null);
    enter(answer.type === 'done' ? answer.output : { stage: 'unreachable', refused: answer });
  }

  async function send<Name extends CallName>(
    name: Name,
    input: CallRequest<Name>,
    csrf: string | null,
  ): Promise<CallResult<Name>> {
    let response: Response;
    try {
      response = await fetch(API_PATH + name, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(csrf === null ? {} : { [CSRF_HEADER]: csrf }) },
        body: JSON.stringify(input),
        credentials: 'same-origin',
        cache: 'no-store',
      });
    } catch {
      return refused('no-network'); // The browser says no more than that.
    }
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) {
      const parsed = consoleApi[name].output.safeParse(body);
      if (parsed.success) return { type: 'done', output: parsed.data as CallOutput<Name> };
      return refused('strange-answer');
    }
    const said = consoleRefusal.safeParse(body);
    // A proxy that answers in the collector's place.
    if (!said.success) return refused(response.status >= 500 ? 'out-of-order' : 'strange-answer');
    return refused(said.data.reason, said.data.retryAfterS ?? null);
  }

  async function call<Name extends CallName>(name: Name, input: CallRequest<Name>): Promise<CallResult<Name>> {
    const before = csrfOf(state);
    let answer = await send(name, input, before);
    if (answer.type === 'refused' && answer.reason === 'no-console-token') {
      // In another window of this browser somebody signed in anew: ask who it is now, and once more.
      await look();
      if (csrfOf(state) !== before) answer = await send(name, input, csrfOf(state));
    }
    if (answer.type === 'refused' && SESSION_ENDED.includes(answer.reason)) {
      isLost = state.stage === 'full';
      enter({ stage: 'none' });
    }
    return answer;
  }

  return {
    call,
    look,
    enter,
    state: () => state,
    wasLost: () => isLost,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function csrfOf(state: DoorState): string | null {
  return state.stage === 'begun' || state.stage === 'full' ? state.csrf : null;
}

function refused(reason: string, retryAfterS: number | null = null): Refused {
  return { type: 'refused', reason, retryAfterS };
}
