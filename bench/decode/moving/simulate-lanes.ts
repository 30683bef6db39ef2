/** When would a camera's decoders have read the code, had they this speed? Simulated time, measured work. */

/** One decoder asked for one frame: what it read, and how long that took. */
export type Looked = { readonly text: string | null; readonly tookMs: number };
export type Look = (frame: number) => Looked;

export type Lanes = {
  readonly fast: Look;
  /** The second worker; `null` where there is none. */
  readonly hard: Look | null;
};

export type Read = { readonly text: string; readonly atMs: number };

export type Camera = {
  readonly framesPerSecond: number;
  readonly frameCount: number;
  /** How many times slower the processor is than the one that the work was measured on. */
  readonly slower: number;
};

type Task = { readonly text: string | null; readonly doneMs: number };

/**
 * As `src-renderer/readers/decode-lanes.ts` goes about it: every frame is for the fast decoder, of those that come while
 * it is busy only the newest waits, and the thorough one gets a frame when it is idle and the fast one has just failed.
 * The first text ends it. The time counts from the first frame; `null` where the frames ran out before.
 */
export function simulateLanes(lanes: Lanes, { framesPerSecond, frameCount, slower }: Camera): Read | null {
  let fast: Task | null = null;
  let hard: Task | null = null;
  let waiting: number | null = null;
  let isDifficult = false;
  let frame = 0;
  for (;;) {
    const arrivalMs = frame < frameCount ? (frame * 1_000) / framesPerSecond : Number.POSITIVE_INFINITY;
    const next = earliest(fast, hard);
    if (next !== null && next.doneMs <= arrivalMs) {
      if (next.text !== null) return { text: next.text, atMs: next.doneMs };
      if (next === hard) hard = null;
      else {
        isDifficult = true;
        fast = waiting === null ? null : start(lanes.fast, waiting, next.doneMs);
        waiting = null;
      }
    } else {
      if (frame === frameCount) return null;
      if (isDifficult && hard === null && lanes.hard !== null) hard = start(lanes.hard, frame, arrivalMs);
      if (fast === null) fast = start(lanes.fast, frame, arrivalMs);
      else waiting = frame;
      frame += 1;
    }
  }

  function start(look: Look, of: number, atMs: number): Task {
    const { text, tookMs } = look(of);
    return { text, doneMs: atMs + tookMs * slower };
  }
}

function earliest(one: Task | null, other: Task | null): Task | null {
  if (one === null || other === null) return one ?? other;
  return other.doneMs < one.doneMs ? other : one;
}
