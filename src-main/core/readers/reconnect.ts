/** How does a reader live through a port that will not open, a pulled plug, and the plug put back? */

/** The first look after a loss; a scanner that re-enumerates needs about as long. */
export const FIRST_REOPEN_DELAY_MS = 500;
/** The promise is *usable at most 2 s after it is back*: what is left of it is for opening the port. */
export const LONGEST_REOPEN_DELAY_MS = 1_500;
export const REOPEN_DELAY_GROWTH = 1.5;

/** Why a port is not at hand. A subset of the contract's reader troubles. */
export const PORT_TROUBLES = ['not-found', 'no-permission', 'in-use', 'taken', 'unplugged', 'other'] as const;
export type PortTrouble = (typeof PORT_TROUBLES)[number];

export type ReaderState = 'starting' | 'ready' | 'lost';

export type ReaderLife = {
  /** What the guard is told. */
  readonly state: ReaderState;
  readonly trouble: PortTrouble | null;
  /** What the port itself is doing; a new one is opened only when the old one is closed. */
  readonly port: 'closed' | 'opening' | 'open' | 'closing';
  /** Openings that failed in a row. */
  readonly failures: number;
  readonly isRetryScheduled: boolean;
  readonly isStopped: boolean;
};

export type ReaderEvent =
  | { readonly type: 'started' }
  | { readonly type: 'opened' }
  | { readonly type: 'open-failed'; readonly trouble: PortTrouble }
  /** An open port failed or went; it still has to be closed. */
  | { readonly type: 'lost'; readonly trouble: PortTrouble }
  | { readonly type: 'closed' }
  | { readonly type: 'retry-due' }
  | { readonly type: 'stopped' };

/** Carried out by the device, in order. Each `open` is answered by `opened` or `open-failed`, each `close` by `closed`. */
export type ReaderEffect =
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  | { readonly type: 'schedule'; readonly delayMs: number }
  | { readonly type: 'report'; readonly state: ReaderState; readonly trouble: PortTrouble | null };

export type ReaderStep = { readonly state: ReaderLife; readonly effects: readonly ReaderEffect[] };

export function newReaderLife(): ReaderLife {
  return { state: 'starting', trouble: null, port: 'closed', failures: 0, isRetryScheduled: false, isStopped: false };
}

/** True once a stopped reader holds no port any more. */
export function isAtRest(life: ReaderLife): boolean {
  return life.isStopped && life.port === 'closed';
}

/**
 * The next step of a reader's life. Whatever the order of events, at most one port is open or opening, and a lost
 * reader is always either trying or about to: it never gives up. Events that cannot be true any more change nothing.
 */
export function nextReaderStep(life: ReaderLife, event: ReaderEvent): ReaderStep {
  switch (event.type) {
    case 'started':
      return start(life);
    case 'opened':
      return life.port === 'opening' ? opened(life) : nothing(life);
    case 'open-failed':
      return life.port === 'opening' ? openFailed(life, event.trouble) : nothing(life);
    case 'lost':
      return life.port === 'open' ? lost(life, event.trouble) : nothing(life);
    case 'closed':
      return life.port === 'closing' ? { state: { ...life, port: 'closed' }, effects: [] } : nothing(life);
    case 'retry-due':
      return life.isRetryScheduled ? retry(life) : nothing(life);
    case 'stopped':
      return stop(life);
  }
}

function start(life: ReaderLife): ReaderStep {
  if (life.isStopped || life.state !== 'starting' || life.port !== 'closed') return nothing(life);
  return {
    state: { ...life, port: 'opening' },
    effects: [{ type: 'report', state: 'starting', trouble: null }, { type: 'open' }],
  };
}

function opened(life: ReaderLife): ReaderStep {
  // Stopped while it was opening: only now is there something to close.
  if (life.isStopped) return { state: { ...life, port: 'closing' }, effects: [{ type: 'close' }] };
  return {
    state: { ...life, state: 'ready', trouble: null, port: 'open', failures: 0 },
    effects: [{ type: 'report', state: 'ready', trouble: null }],
  };
}

function openFailed(life: ReaderLife, trouble: PortTrouble): ReaderStep {
  if (life.isStopped) return { state: { ...life, port: 'closed' }, effects: [] };
  // A scanner that was there and was pulled out stays *unplugged* for the guard, though its path is *not found*.
  const told = life.trouble === 'unplugged' && trouble === 'not-found' ? 'unplugged' : trouble;
  const state: ReaderLife = {
    ...life,
    state: 'lost',
    trouble: told,
    port: 'closed',
    failures: life.failures + 1,
    isRetryScheduled: true,
  };
  const schedule: ReaderEffect = { type: 'schedule', delayMs: reopenDelayMs(life.failures) };
  const isNews = life.state !== 'lost' || life.trouble !== told;
  return { state, effects: isNews ? [{ type: 'report', state: 'lost', trouble: told }, schedule] : [schedule] };
}

function lost(life: ReaderLife, trouble: PortTrouble): ReaderStep {
  return {
    state: { ...life, state: 'lost', trouble, port: 'closing', isRetryScheduled: true },
    effects: [
      { type: 'report', state: 'lost', trouble },
      { type: 'close' },
      { type: 'schedule', delayMs: FIRST_REOPEN_DELAY_MS },
    ],
  };
}

function retry(life: ReaderLife): ReaderStep {
  // The old port is not gone yet: opening now would only find it locked by ourselves.
  if (life.port !== 'closed') {
    return { state: life, effects: [{ type: 'schedule', delayMs: FIRST_REOPEN_DELAY_MS }] };
  }
  return { state: { ...life, port: 'opening', isRetryScheduled: false }, effects: [{ type: 'open' }] };
}

function stop(life: ReaderLife): ReaderStep {
  const stopped: ReaderLife = { ...life, isStopped: true, isRetryScheduled: false };
  return life.port === 'open'
    ? { state: { ...stopped, port: 'closing' }, effects: [{ type: 'close' }] }
    : { state: stopped, effects: [] };
}

function reopenDelayMs(failures: number): number {
  return Math.min(FIRST_REOPEN_DELAY_MS * REOPEN_DELAY_GROWTH ** failures, LONGEST_REOPEN_DELAY_MS);
}

function nothing(life: ReaderLife): ReaderStep {
  return { state: life, effects: [] };
}
