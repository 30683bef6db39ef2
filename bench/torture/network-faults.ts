/** What may go wrong with one request on its way, and how often? */

import type { Random } from './random.ts';

/** At most one of these: the gate does not get its true answer. */
export const HARD_FAULTS = {
  /** The connection breaks in the middle of the request. */
  'cut-request': 4,
  /** The collector gets the beginning of the request and its end. */
  'truncate-request': 4,
  /** The collector has stored it; the connection breaks before or in the middle of the answer. */
  'cut-answer': 8,
  /** The answer ends early, as if that were all. */
  'truncate-answer': 6,
  /** Nobody answers until the gate gives up. */
  hang: 0.3,
  'status-500': 4,
  'status-503': 3,
  /** Only to more than one entry: a single one that is too large is set aside by the gate, and rightly. */
  'status-413': 4,
  'status-429': 3,
  redirect: 2,
  /** A page of a hotel's network in place of the answer. */
  'answer-not-json': 3,
  'answer-wrong-shape': 3,
  'answer-foreign-seqs': 3,
  'answer-settles-nothing': 2,
  'answer-of-earlier-request': 3,
  'answer-endless': 2,
  /** “Not proven”, with a time that is an hour off. */
  'answer-401-wrong-time': 2,
} as const;

/** Any number of these together: slow and repeated, but whole. */
export const SOFT_FAULTS = {
  'delay-request': 0.4,
  'delay-answer': 0.3,
  /** The same bytes twice at once. */
  duplicate: 0.35,
  /** The same bytes once more, seconds later. */
  'late-replay': 0.3,
  'trickle-request': 0.2,
  'trickle-answer': 0.2,
} as const;

export type HardFault = keyof typeof HARD_FAULTS;
export type SoftFault = keyof typeof SOFT_FAULTS;
export type FaultPlan = { readonly hard: HardFault | null; readonly soft: ReadonlySet<SoftFault> };

export const NO_FAULTS: FaultPlan = { hard: null, soft: new Set() };

const HARD_SHARE = 0.25;

export function drawFaults(random: Random): FaultPlan {
  const soft = Object.entries(SOFT_FAULTS) as [SoftFault, number][];
  return {
    hard: random.chance(HARD_SHARE) ? random.weighted(HARD_FAULTS) : null,
    soft: new Set(soft.flatMap(([kind, share]) => (random.chance(share) ? [kind] : []))),
  };
}
