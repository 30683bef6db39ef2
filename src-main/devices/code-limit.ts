/** How much may one scanner say before it is held back, so that a broken one cannot keep the gate from the others? */

/** A scanner that empties its memory may do so at once; nobody shows so many codes a second by hand. */
const BURST_CODES = 300;
const CODES_PER_SECOND = 40;
const BURST_BYTES = 1_000_000;
const BYTES_PER_SECOND = 200_000;
/** It has calmed down when so much of what it may say is unused again. */
const CALM_PART = 0.5;

export type CodeLimit = {
  /** Counts a chunk that came. */
  readonly countBytes: (bytes: number, nowMs: number) => void;
  /** Counts a code that was handed over. */
  readonly countCode: (nowMs: number) => void;
  /** How long to wait before the next code, and before reading on; 0 = not at all. */
  readonly waitMs: (nowMs: number) => number;
  readonly isCalm: (nowMs: number) => boolean;
};

/** Two buckets that fill with time. Times are milliseconds of any clock that never goes back. */
export function createCodeLimit(nowMs: number): CodeLimit {
  const codes = createBucket(BURST_CODES, CODES_PER_SECOND, nowMs);
  const bytes = createBucket(BURST_BYTES, BYTES_PER_SECOND, nowMs);
  return {
    countBytes: bytes.take,
    countCode: (atMs) => codes.take(1, atMs),
    waitMs: (atMs) => Math.max(codes.waitMs(atMs), bytes.waitMs(atMs)),
    isCalm: (atMs) => codes.fullness(atMs) >= CALM_PART && bytes.fullness(atMs) >= CALM_PART,
  };
}

type Bucket = {
  readonly take: (amount: number, nowMs: number) => void;
  readonly waitMs: (nowMs: number) => number;
  readonly fullness: (nowMs: number) => number;
};

function createBucket(size: number, perSecond: number, startMs: number): Bucket {
  let level = size;
  let atMs = startMs;

  function fill(nowMs: number): void {
    level = Math.min(size, level + ((nowMs - atMs) / 1_000) * perSecond);
    atMs = nowMs;
  }

  return {
    take: (amount, nowMs) => {
      fill(nowMs);
      level -= amount;
    },
    waitMs: (nowMs) => {
      fill(nowMs);
      return level >= 0 ? 0 : Math.ceil((-level / perSecond) * 1_000);
    },
    fullness: (nowMs) => {
      fill(nowMs);
      return level / size;
    },
  };
}
