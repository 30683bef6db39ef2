/** Does the guard hear every verdict where he stands? One tone after the other in an order that he does not know. */

import type { Verdict } from '../../src-main/core/entry/verdict.ts';
import { VERDICTS } from '../../src-main/core/entry/verdict.ts';

export type HearingTest = {
  readonly order: readonly Verdict[];
  /** What he says that he heard, tone by tone; `null` = nothing. */
  readonly answers: readonly (Verdict | null)[];
};

/** `random` gives 0 to 1. */
export function newHearingTest(random: () => number): HearingTest {
  const order = VERDICTS.map((verdict) => ({ verdict, place: random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ verdict }) => verdict);
  return { order, answers: [] };
}

/** The tone that is to be told now; `null` when all are. */
export function toneNow({ order, answers }: HearingTest): Verdict | null {
  return order[answers.length] ?? null;
}

export function answerHearing(test: HearingTest, heard: Verdict | null): HearingTest {
  return toneNow(test) === null ? test : { ...test, answers: [...test.answers, heard] };
}

/** Tones that he did not hear or took for another. */
export function missedTones({ order, answers }: HearingTest): readonly Verdict[] {
  return order.filter((verdict, index) => index < answers.length && answers[index] !== verdict);
}
