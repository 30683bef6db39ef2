/** When does a barrier open, and what becomes of an opening that nobody passed? */

import type { EntryId } from '../entry/entry.ts';

export const OUTPUTS = ['barrier', 'greenLamp', 'redLamp', 'buzzer'] as const;
export type Output = (typeof OUTPUTS)[number];

/** Why a lane's barrier is out of order; the screen has a sentence of what to do for each. */
export const BARRIER_TROUBLES = ['no-board', 'no-answer', 'contradicts', 'no-sensor', 'blocked'] as const;
export type BarrierTrouble = (typeof BARRIER_TROUBLES)[number];

export type BarrierTimes = {
  /** How long the relay that opens is held. */
  readonly pulseMs: number;
  readonly lampMs: number;
  /** 0 = the buzzer stays silent. */
  readonly buzzerMs: number;
  /** How long an opening waits for somebody to pass; `null` = there is no sensor, and nobody knows. */
  readonly passWithinMs: number | null;
};

/** An opening whose entry stands in the log, and that nobody has passed yet. */
type Waiting = { readonly entry: EntryId; readonly dueAtMs: number };

export type Barrier = {
  /** `null` until the board has said for the first time how it is. */
  readonly isInOrder: boolean | null;
  readonly trouble: BarrierTrouble | null;
  /** Until when each output is held; `null` = off. */
  readonly heldUntilMs: Readonly<Record<Output, number | null>>;
  /** Oldest first. */
  readonly waiting: readonly Waiting[];
  readonly opened: number;
  readonly notPassed: number;
  /** Passings that no opening waited for: late ones, and people behind others. */
  readonly unexpected: number;
  readonly breakdowns: number;
};

/** `atMs` counts monotonically. */
export type BarrierEvent = { readonly atMs: number } & (
  | /** The entry stands in the log: nothing else than a commit may say this. */ {
      readonly type: 'admitted';
      readonly entry: EntryId;
    }
  | { readonly type: 'refused' }
  /** Somebody who sets the gate up asks for it, and said twice that it is to be. */
  | { readonly type: 'tried' }
  | { readonly type: 'passed' }
  | { readonly type: 'board-ready' }
  | { readonly type: 'out-of-order'; readonly trouble: BarrierTrouble }
  | { readonly type: 'due' }
  /** The gate ends: nothing stays on. */
  | { readonly type: 'ended' }
);

/** Carried out in order. `not-passed`: the entry is to be taken back. */
export type BarrierCommand =
  | { readonly type: 'switch'; readonly output: Output; readonly isOn: boolean }
  | { readonly type: 'not-passed'; readonly entry: EntryId };

export type BarrierStep = { readonly barrier: Barrier; readonly commands: readonly BarrierCommand[] };

const ALL_OFF: Barrier['heldUntilMs'] = { barrier: null, greenLamp: null, redLamp: null, buzzer: null };

export function newBarrier(): Barrier {
  return {
    isInOrder: null,
    trouble: null,
    heldUntilMs: ALL_OFF,
    waiting: [],
    opened: 0,
    notPassed: 0,
    unexpected: 0,
    breakdowns: 0,
  };
}

/** When `due` has to come next; `null` = nothing is held and nobody is waited for. */
export function nextDueAtMs({ heldUntilMs, waiting }: Barrier): number | null {
  const times = [...Object.values(heldUntilMs), ...waiting.map(({ dueAtMs }) => dueAtMs)];
  const due = times.filter((time) => time !== null);
  return due.length === 0 ? null : Math.min(...due);
}

/**
 * The next step. Only `admitted` and `tried` open, and only on a board that is in order. What is held ends by itself; what is
 * out of order holds nothing, and forgets whom it waited for: without its sensor nobody knows who passed, and what is not
 * known is not written. A passing counts for the oldest opening that waits; one that comes after the correction changes nothing.
 */
export function nextBarrierStep(barrier: Barrier, event: BarrierEvent, times: BarrierTimes): BarrierStep {
  switch (event.type) {
    case 'admitted':
      return open(due(barrier, event.atMs), event, event.entry, times);
    case 'tried':
      return open(due(barrier, event.atMs), event, null, times);
    case 'refused':
      return hold(due(barrier, event.atMs), event.atMs, [
        ['redLamp', times.lampMs],
        ['buzzer', times.buzzerMs],
      ]);
    case 'passed':
      return pass(due(barrier, event.atMs));
    case 'board-ready':
      return ready(barrier);
    case 'out-of-order':
      return breakDown(due(barrier, event.atMs), event.trouble);
    case 'due':
      return due(barrier, event.atMs);
    case 'ended':
      return { barrier: { ...barrier, heldUntilMs: ALL_OFF, waiting: [] }, commands: switchOff(barrier) };
  }
}

/** Everything whose time is over, before anything else happens: a passing at the last instant or later is too late. */
function due(barrier: Barrier, atMs: number): BarrierStep {
  const over = OUTPUTS.filter((output) => (barrier.heldUntilMs[output] ?? Number.POSITIVE_INFINITY) <= atMs);
  const late = barrier.waiting.filter(({ dueAtMs }) => dueAtMs <= atMs);
  const heldUntilMs = { ...barrier.heldUntilMs };
  for (const output of over) heldUntilMs[output] = null;
  return {
    barrier: {
      ...barrier,
      heldUntilMs,
      waiting: barrier.waiting.filter((each) => !late.includes(each)),
      notPassed: barrier.notPassed + late.length,
    },
    commands: [
      ...over.map((output) => ({ type: 'switch' as const, output, isOn: false })),
      ...late.map(({ entry }) => ({ type: 'not-passed' as const, entry })),
    ],
  };
}

function open(step: BarrierStep, { atMs }: BarrierEvent, entry: EntryId | null, times: BarrierTimes): BarrierStep {
  if (step.barrier.isInOrder !== true) return step;
  const held = hold(step, atMs, [
    ['barrier', times.pulseMs],
    ['greenLamp', times.lampMs],
  ]);
  const { waiting } = held.barrier;
  return {
    commands: held.commands,
    barrier: {
      ...held.barrier,
      opened: held.barrier.opened + 1,
      waiting:
        entry === null || times.passWithinMs === null
          ? waiting
          : [...waiting, { entry, dueAtMs: atMs + times.passWithinMs }],
    },
  };
}

function hold(
  { barrier, commands }: BarrierStep,
  atMs: number,
  outputs: readonly (readonly [Output, number])[],
): BarrierStep {
  const wanted = outputs.filter(([, forMs]) => forMs > 0);
  if (barrier.isInOrder !== true || wanted.length === 0) return { barrier, commands };
  const heldUntilMs = { ...barrier.heldUntilMs };
  const switched: BarrierCommand[] = [];
  for (const [output, forMs] of wanted) {
    if (heldUntilMs[output] === null) switched.push({ type: 'switch', output, isOn: true });
    heldUntilMs[output] = atMs + forMs;
  }
  return { barrier: { ...barrier, heldUntilMs }, commands: [...commands, ...switched] };
}

function pass({ barrier, commands }: BarrierStep): BarrierStep {
  const [first, ...others] = barrier.waiting;
  if (first === undefined) return { barrier: { ...barrier, unexpected: barrier.unexpected + 1 }, commands };
  return { barrier: { ...barrier, waiting: others }, commands };
}

function ready(barrier: Barrier): BarrierStep {
  if (barrier.isInOrder === true) return { barrier, commands: [] };
  return { barrier: { ...barrier, isInOrder: true, trouble: null }, commands: [] };
}

/** Still says *off* for what was on: the board may hear it, and a board that comes back is switched off before it is ready. */
function breakDown({ barrier, commands }: BarrierStep, trouble: BarrierTrouble): BarrierStep {
  return {
    commands: [...commands, ...switchOff(barrier)],
    barrier: {
      ...barrier,
      isInOrder: false,
      trouble,
      heldUntilMs: ALL_OFF,
      waiting: [],
      breakdowns: barrier.breakdowns + (barrier.isInOrder === false ? 0 : 1),
    },
  };
}

function switchOff({ heldUntilMs }: Barrier): BarrierCommand[] {
  return OUTPUTS.filter((output) => heldUntilMs[output] !== null).map((output) => ({
    type: 'switch',
    output,
    isOn: false,
  }));
}
