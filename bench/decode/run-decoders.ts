/** How is a whole set of pictures put through every decoder, and the empty pictures with it? */

import type { Decoders } from './decoders.ts';
import { emptyShots, warmUps } from './gate/gate-shots.ts';
import type { Plan, Shot } from './measure.ts';
import { measure } from './measure.ts';
import type { Report } from './report.ts';
import { reportOf } from './report.ts';
import type { Answer } from './tally.ts';

/** Where the words of a bench go: the figures to standard output, progress and complaints to standard error. */
export type Say = (text: string) => void;

/** What is left to be written; exit status 1: some of the pictures were left out, 2: nothing could be done. */
export type Printed = {
  readonly exitStatus: 0 | 1 | 2;
  readonly lines: readonly string[];
  readonly json: object | null;
};

/** What a run costs besides its pictures. */
export type Effort = {
  /** How many pictures without a code are read too. */
  readonly emptyCount: number;
  /** How many pictures are read before the clock counts, so that everything is compiled. */
  readonly warmUpCount: number;
};

export type Run = {
  readonly decoders: Decoders;
  readonly shots: Iterable<Shot>;
  readonly total: number;
  readonly jsqrEvery: number;
  readonly effort: Effort;
  readonly seed: number;
};

const SAY_EVERY = 50;
/** Of empty pictures, where its time hardly differs. */
const JSQR_EVERY_EMPTY = 3;

export function runDecoders({ decoders, shots, total, jsqrEvery, effort, seed }: Run, say: Say): Report {
  const emptyAnswers = answersTo(emptyShots(seed, effort.emptyCount), {
    warmUps: warmUps(seed, effort.warmUpCount),
    jsqrEvery: JSQR_EVERY_EMPTY,
    withFastLane: true,
  });
  const answers = answersTo(shots, { warmUps: [], jsqrEvery, withFastLane: false });
  return reportOf(answers, emptyAnswers);

  function answersTo(from: Iterable<Shot>, plan: Plan): Answer[] {
    const answers: Answer[] = [];
    let count = 0;
    for (const some of measure(decoders, from, plan)) {
      answers.push(...some);
      count += 1;
      if (count % SAY_EVERY === 0) say(`${count} of ${total}…`);
    }
    return answers;
  }
}
