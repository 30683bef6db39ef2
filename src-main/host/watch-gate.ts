/** What does one screen hear, from the moment it connects? A snapshot, the verdicts just before it, then every event in order. */

import type { Caller } from '../contract/caller.ts';
import type { Gate } from '../contract/gate.ts';
import type { GateEvent } from '../contract/gate-api.ts';

/** A screen that is so far behind gets a fresh snapshot instead of what it missed. */
export const MOST_WAITING_EVENTS = 200;

/** Every event of the gate, a snapshot first, with what this caller may do. */
export function watchGate(
  gate: Gate,
  caller: Caller,
  signal: AbortSignal | undefined,
): AsyncGenerator<GateEvent, void> {
  const access = (): GateEvent => ({ type: 'access', access: caller.accessState() });
  const subscribe = (listener: (event: GateEvent) => void): (() => void) => {
    const stops = [gate.subscribe(listener), caller.onChange(() => listener(access()))];
    return () => {
      for (const stop of stops) stop();
    };
  };
  const first = (): readonly GateEvent[] => {
    const before = gate.shownBefore();
    const snapshot: GateEvent = { type: 'snapshot', snapshot: gate.snapshot() };
    return before.length === 0 ? [snapshot, access()] : [snapshot, access(), { type: 'shown-before', before }];
  };
  return watchFeed(first, subscribe, signal);
}

/**
 * Every event of a feed, after what `first` says. However slowly it is read, no more than `MOST_WAITING_EVENTS` are kept.
 * Lets go of the feed when `signal` says that the screen is gone.
 */
export async function* watchFeed<Event>(
  first: () => readonly Event[],
  subscribe: (listener: (event: Event) => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event, void> {
  let waiting = [...first()];
  let wake: (() => void) | null = null;
  const call = (): void => {
    wake?.();
    wake = null;
  };
  const stop = subscribe((event) => {
    waiting.push(event);
    if (waiting.length > MOST_WAITING_EVENTS) waiting = [...first()];
    call();
  });
  signal?.addEventListener('abort', call);
  try {
    while (signal?.aborted !== true) {
      const event = waiting.shift();
      if (event !== undefined) yield event;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', call);
  }
}
