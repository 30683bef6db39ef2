/** What does a gate answer to a guard when nobody has come yet? */

import type { Gate } from '../../src-main/contract/gate.ts';
import type { InsideCounts, ShiftNumbers } from '../../src-main/contract/guard-api.ts';

const NOBODY_INSIDE: InsideCounts = {
  atUtcMs: 0,
  closeAfterHours: 16,
  total: 0,
  people: 0,
  maybe: 0,
  vehicles: 0,
  closedByRule: 0,
  strayOuts: 0,
  byLane: [],
  byGroup: [],
};

const NO_NUMBERS: ShiftNumbers = {
  admittedIn: 0,
  admittedOut: 0,
  checked: 0,
  refused: 0,
  manual: 0,
  repeats: 0,
  unreadable: 0,
  troubles: 0,
  inside: 0,
};

export const NO_GUARDS: Pick<
  Gate,
  | 'openByHand'
  | 'listHistory'
  | 'correctEntry'
  | 'whoIsInside'
  | 'listForEvacuation'
  | 'viewShift'
  | 'giveOver'
  | 'takeOver'
> = {
  openByHand: () => ({ type: 'unknown-lane' }),
  listHistory: () => ({ items: [], next: null }),
  correctEntry: () => ({ type: 'refused', reason: 'not-standing' }),
  whoIsInside: () => ({ counts: NOBODY_INSIDE, visits: [] }),
  listForEvacuation: () => ({ counts: NOBODY_INSIDE, visits: [] }),
  viewShift: () => ({ sinceUtcMs: 0, countedSinceUtcMs: 0, numbers: NO_NUMBERS, handOvers: [] }),
  giveOver: () => ({ type: 'given' }),
  takeOver: () => ({ type: 'not-waiting' }),
};
