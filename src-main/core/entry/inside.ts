/** Who is inside, as far as the entries of this gate can say? */

import type { Direction, Verdict } from './verdict.ts';

/** One standing entry of the time that is looked at; nothing of a person but the tag. Oldest first, in the order of the log. */
export type Passing = {
  /** Its place in the log, by which its person is read later. */
  readonly id: number;
  readonly atUtcMs: number;
  readonly laneId: string;
  readonly direction: Direction;
  readonly verdict: Verdict;
  /** `null`: a code that hides who it is, a vehicle, or somebody who was taken out of the log. */
  readonly subjectTag: string | null;
  /** Typed by name alone: two people of one name have one tag. */
  readonly isNameOnly: boolean;
};

/** `maybe`: was to be checked on the way in or out, and nobody wrote down what came of it. */
export type Certainty = 'certain' | 'maybe';

export type Visit = {
  readonly id: number;
  readonly atUtcMs: number;
  readonly laneId: string;
  readonly certainty: Certainty;
};

export type Inside = {
  /** Who came in and was not seen to leave, the last arrival first. */
  readonly visits: readonly Visit[];
  /** Visits of the time that is looked at that nobody ended and that the rule takes for over. No entry says so. */
  readonly closedByRule: number;
  /** Ways out of somebody who was not inside: came in by another gate, or was not scanned. */
  readonly strayOuts: number;
};

/**
 * Follows each subject from entry to entry. Who is admitted in is inside, until admitted out. A check says too little: on the way
 * in it makes somebody perhaps inside, on the way out it leaves them perhaps inside, because in a fire one too many is looked for
 * rather than one too few. A refusal moves nobody. People without a tag of their own are counted one by one: whoever leaves is the
 * one of them who came first. A visit that began before `now - closeAfterMs` is over by rule.
 */
export function whoIsInside(passings: readonly Passing[], nowUtcMs: number, closeAfterMs: number): Inside {
  const known = new Map<string, Visit>();
  const unnamed = new Map<string, Visit[]>();
  let strayOuts = 0;

  for (const passing of passings) {
    if (passing.verdict !== 'admit' && passing.verdict !== 'check') continue;
    const { subjectTag } = passing;
    const isLeft =
      subjectTag === null || passing.isNameOnly
        ? moveUnnamed(unnamed, subjectTag ?? '', passing)
        : moveKnown(known, subjectTag, passing);
    if (!isLeft) strayOuts += 1;
  }

  const open = [...known.values(), ...[...unnamed.values()].flat()];
  const fromUtcMs = nowUtcMs - closeAfterMs;
  const visits = open.filter(({ atUtcMs }) => atUtcMs >= fromUtcMs).sort((one, other) => other.id - one.id);
  return { visits, closedByRule: open.length - visits.length, strayOuts };
}

/** False where somebody left who was not inside. */
function moveKnown(known: Map<string, Visit>, tag: string, passing: Passing): boolean {
  const before = known.get(tag);
  const isCertain = passing.verdict === 'admit';
  if (passing.direction === 'in') {
    // Somebody who is inside and comes in again left by a way that nobody watches: the visit is a new one.
    if (isCertain || before?.certainty !== 'certain') known.set(tag, visitOf(passing, isCertain ? 'certain' : 'maybe'));
    return true;
  }
  if (before === undefined) return !isCertain;
  if (isCertain) known.delete(tag);
  else known.set(tag, { ...before, certainty: 'maybe' });
  return true;
}

function moveUnnamed(unnamed: Map<string, Visit[]>, tag: string, passing: Passing): boolean {
  const visits = unnamed.get(tag) ?? [];
  unnamed.set(tag, visits);
  const isCertain = passing.verdict === 'admit';
  if (passing.direction === 'in') {
    visits.push(visitOf(passing, isCertain ? 'certain' : 'maybe'));
    return true;
  }
  if (!isCertain) return true;
  return visits.shift() !== undefined;
}

function visitOf({ id, atUtcMs, laneId }: Passing, certainty: Certainty): Visit {
  return { id, atUtcMs, laneId, certainty };
}
