/** How is a whole set of pictures put through every decoder, and the empty pictures with it? */

import { createDecoders } from './decoders.ts';
import { emptyShots } from './empty-shots.ts';
import type { Plan, Shot } from './measure.ts';
import { measure } from './measure.ts';
import type { Report } from './report.ts';
import { reportOf } from './report.ts';
import type { Answer } from './tally.ts';

/** Where the words of a bench go: the figures to standard output, progress and complaints to standard error. */
export type Say = (text: string) => void;

export type Run = {
  readonly shots: Iterable<Shot>;
  readonly total: number;
  readonly jsqrEvery: number;
  readonly emptyCount: number;
  readonly seed: number;
};

const WARM_UPS = 3;
const SAY_EVERY = 50;
/** Of empty pictures, where its time hardly differs. */
const JSQR_EVERY_EMPTY = 3;

export async function runDecoders({ shots, total, jsqrEvery, emptyCount, seed }: Run, say: Say): Promise<Report> {
  const decoders = await createDecoders();
  const empty = emptyShots(seed, emptyCount);
  const warmUps = empty.slice(0, WARM_UPS).map(({ picture }) => picture);
  const answersTo = (from: Iterable<Shot>, plan: Plan): Answer[] => {
    const answers: Answer[] = [];
    let count = 0;
    for (const some of measure(decoders, from, plan)) {
      answers.push(...some);
      count += 1;
      if (count % SAY_EVERY === 0) say(`${count} of ${total}…`);
    }
    return answers;
  };
  const emptyAnswers = answersTo(empty, { warmUps, jsqrEvery: JSQR_EVERY_EMPTY, withFastLane: true });
  const answers = answersTo(shots, { warmUps: [], jsqrEvery, withFastLane: false });
  return reportOf(answers, emptyAnswers);
}
