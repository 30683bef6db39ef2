/** How does a test set the wall clock of its process, as somebody sets a machine's? */

import { onTestFinished } from 'vitest';

const MachineDate = Date;

export type ShiftedClock = {
  /** From now on it is this time, and time goes on. Clocks that nobody sets go on as before. */
  readonly setTo: (utcMs: number) => void;
  readonly setRight: () => void;
  /** By the machine's own clock, whatever this one was set to. */
  readonly trueNow: () => number;
};

/** Until the test is over. */
export function shiftedClock(): ShiftedClock {
  let shiftMs = 0;
  const now = (): number => MachineDate.now() + shiftMs;
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  onTestFinished(() => {
    globalThis.Date = MachineDate;
  });
  return {
    setTo: (utcMs) => {
      shiftMs = utcMs - MachineDate.now();
    },
    setRight: () => {
      shiftMs = 0;
    },
    trueNow: () => MachineDate.now(),
  };
}
