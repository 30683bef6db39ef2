/** What does one screen hear, from the moment it connects? A snapshot, then every event in order. */

import type { Gate } from '../contract/gate.ts';
import type { GateEvent } from '../contract/gate-api.ts';

/** A screen that is so far behind gets a fresh snapshot instead of what it missed. */
export const MOST_WAITING_EVENTS = 200;

/**
 * Every event of the gate, a snapshot first. However slowly it is read, no more than `MOST_WAITING_EVENTS` are kept.
 * Lets go of the gate when `signal` says that the screen is gone.
 */
export async function* watchGate(gate: Gate, signal: AbortSignal | undefined): AsyncGenerator<GateEvent, void> {
  let waiting: GateEvent[] = [snapshotOf(gate)];
  let wake: (() => void) | null = null;
  const call = (): void => {
    wake?.();
    wake = null;
  };
  const stop = gate.subscribe((event) => {
    waiting.push(event);
    if (waiting.length > MOST_WAITING_EVENTS) waiting = [snapshotOf(gate)];
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

function snapshotOf(gate: Gate): GateEvent {
  return { type: 'snapshot', snapshot: gate.snapshot() };
}
