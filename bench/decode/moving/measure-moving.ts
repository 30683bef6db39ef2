/** Of how many persons who hold up a code is it read within a second, on this processor and on a slower one? */

import { ratio, spread } from '../../support/statistics.ts';
import type { DecoderName } from '../decoder-names.ts';
import type { Picture } from '../picture.ts';
import { pictureOf } from '../picture.ts';
import type { Presentation } from './presentation.ts';
import { FRAMES_PER_SECOND, presentation } from './presentation.ts';
import type { Lanes, Look, Read } from './simulate-lanes.ts';
import { simulateLanes } from './simulate-lanes.ts';

/** `takenAtMs`: of the frame, from the first one on. */
export type FrameDecoder = (picture: Picture, takenAtMs: number) => string | null;
/** Decoders for one presentation: what they remember of its frames is theirs. */
export type LaneDecoders = { readonly fast: FrameDecoder; readonly hard: FrameDecoder | null };
/** Who takes part: the two lanes together, and each peer alone in one. */
export type Contestants = Readonly<Partial<Record<DecoderName, () => LaneDecoders>>>;

export type MovingFigures = {
  /** Read within a second, 0 … 1. */
  readonly withinOneSecond: number;
  /** Of those that were read at all. */
  readonly firstMs: { readonly median: number; readonly p90: number } | null;
  readonly wrong: number;
};

export type Moving = {
  readonly presentations: number;
  readonly framesPerSecond: number;
  /** By how many times slower the processor is. */
  readonly slower: Readonly<Record<string, Readonly<Partial<Record<DecoderName, MovingFigures>>>>>;
};

/** Today's, and that of a cheap tablet. */
export const SPEEDS = [1, 4] as const;
const SECONDS = 1.5;
const FRAME_COUNT = SECONDS * FRAMES_PER_SECOND;

type Outcome = {
  readonly name: DecoderName;
  readonly slower: number;
  readonly read: Read | null;
  readonly isRight: boolean;
};

/** `say` is told how many presentations are done. */
export function measureMoving(
  contestants: Contestants,
  seed: number,
  count: number,
  say: (done: number) => void,
): Moving {
  const names = Object.keys(contestants) as DecoderName[];
  const outcomes: Outcome[] = [];
  for (let index = 0; index < count; index += 1) {
    const shown = presentation(seed, index);
    const pictureAt = remembered(shown);
    for (const slower of SPEEDS) {
      for (const name of names) {
        const decoders = contestants[name]?.();
        if (decoders === undefined) continue;
        const camera = { framesPerSecond: FRAMES_PER_SECOND, frameCount: FRAME_COUNT, slower };
        const read = simulateLanes(lanesOf(decoders, pictureAt), camera);
        outcomes.push({ name, slower, read, isRight: read?.text === shown.text });
      }
    }
    say(index + 1);
  }
  const figures = SPEEDS.map((slower) => {
    const own = outcomes.filter((outcome) => outcome.slower === slower);
    const each = names.map((name) => [name, figuresOf(own.filter((outcome) => outcome.name === name))]);
    return [String(slower), Object.fromEntries(each)];
  });
  return { presentations: count, framesPerSecond: FRAMES_PER_SECOND, slower: Object.fromEntries(figures) };
}

function figuresOf(outcomes: readonly Outcome[]): MovingFigures {
  const timesMs = outcomes.flatMap(({ read, isRight }) => (read !== null && isRight ? [read.atMs] : []));
  const sorted = timesMs.toSorted((one, other) => one - other);
  const p90 = sorted[Math.ceil(0.9 * sorted.length) - 1];
  return {
    withinOneSecond: outcomes.length === 0 ? 0 : ratio(timesMs.filter((atMs) => atMs <= 1_000).length, outcomes.length),
    firstMs: p90 === undefined ? null : { median: Math.round(spread(timesMs).median), p90: Math.round(p90) },
    wrong: outcomes.filter(({ read, isRight }) => read !== null && !isRight).length,
  };
}

/** Frames are made only when somebody looks at them, and once. */
function remembered({ frameAt }: Presentation): (frame: number) => Picture {
  const pictures = new Map<number, Picture>();
  return (frame) => {
    const known = pictures.get(frame) ?? pictureOf(frameAt(frame));
    pictures.set(frame, known);
    return known;
  };
}

function lanesOf({ fast, hard }: LaneDecoders, pictureAt: (frame: number) => Picture): Lanes {
  const timed =
    (decode: FrameDecoder): Look =>
    (frame) => {
      const picture = pictureAt(frame);
      const startedAtMs = workedMs();
      const text = decode(picture, (frame * 1_000) / FRAMES_PER_SECOND);
      return { text, tookMs: workedMs() - startedAtMs };
    };
  return { fast: timed(fast), hard: hard === null ? null : timed(hard) };
}

/** What this thread has computed so far: a machine that others use, too, does not make a decoder slower than it is. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
