/** How do chunks of bytes become frames in time, without one babbling line holding up the others? */

import { MAX_CODE_LENGTH } from '../core/code/code.ts';
import type { Reading } from '../core/scan/reading.ts';
import { afterSilence } from './after-silence.ts';
import { monotonicNowMs } from './clock.ts';
import type { CodeLimit } from './code-limit.ts';
import { decodeText } from './decode-text.ts';
import type { RawFrame } from './framing.ts';
import { createFramer, SILENCE_MS, TAB_SILENCE_MS } from './framing.ts';

/** How long a scanner that marks its ends is waited for when it falls silent without one: longer than a pulled plug stays unnoticed. */
export const HALF_HOLD_MS = 700;

/** How often a babbling scanner is looked at, whether it is one still. */
const CALM_CHECK_MS = 1_000;

/** One frame as text. `lastByteAtMonotonicMs` is counted like `monotonicNowMs()`. */
export type Frame = Pick<Reading, 'text' | 'encoding'> & {
  readonly lastByteAtMonotonicMs: number;
  /** How it came; `null` where there is no line. */
  readonly line: LineSignal | null;
};

/** Of one code on a serial line, nothing of what it says. `isMarked`: the scanner said that it ends; else silence did. */
export type LineSignal = { readonly bytes: number; readonly isMarked: boolean };

export type SerialLineOptions = {
  readonly onFrame: (frame: Frame) => void;
  /** Codes that will never be handed over: cut by the plug (`half`), or waiting when a babbling scanner was pulled. */
  readonly onDropped: (why: 'half' | 'babbled', codes: number) => void;
  /** The scanner says more than it may, from now on or no longer. */
  readonly onBabbling: (isBabbling: boolean) => void;
  /** Stops and resumes the flow of chunks; the system's own buffer fills meanwhile. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Asks the system, at once: the plug may be out before anybody has said so. */
  readonly isStillThere: () => Promise<boolean>;
  readonly limit: CodeLimit;
  /** The scanner ended its last code with a mark, before this connection. */
  readonly marksItsEnds: boolean;
};

export type SerialLine = {
  readonly take: (chunk: Uint8Array) => void;
  /** The plug is out: whole codes that wait are still handed over, a begun one is dropped. */
  readonly endByLoss: () => void;
  /** Nothing is said any more. */
  readonly close: () => void;
  readonly marksItsEnds: () => boolean;
};

/**
 * One connection's bytes. Hands over the first frame of a chunk at once, and each further one only after everything else
 * in this process had its turn; until then nothing more is read from this line. So what waits is never more than one
 * chunk. A frame that ends without a mark is handed over only when the scanner is known to be still there.
 */
export function createSerialLine(options: SerialLineOptions): SerialLine {
  const { onFrame, onDropped, onBabbling, pause, resume, isStillThere, limit } = options;
  const framer = createFramer();
  const waiting: Frame[] = [];
  let unsure: Frame | null = null;
  /** Calls off what is waited for; without effect where nothing is. */
  let stopWaiting: () => void = () => undefined;
  let turn: NodeJS.Immediate | null = null;
  let limitTimer: NodeJS.Timeout | null = null;
  let calmTimer: NodeJS.Timeout | null = null;
  let lastByteAtMonotonicMs = 0;
  let marksItsEnds = options.marksItsEnds;
  let isPaused = false;
  let isLost = false;
  let isClosed = false;

  function take(chunk: Uint8Array): void {
    if (isClosed || isLost) return;
    stopWaiting();
    lastByteAtMonotonicMs = monotonicNowMs();
    limit.countBytes(chunk.length, lastByteAtMonotonicMs);
    // It goes on: what the silence cut off was all of a code, or the scanner itself had cut it.
    if (unsure !== null) waiting.push(unsure);
    unsure = null;
    for (const frame of framer.push(chunk)) {
      if (!frame.isTooLong) marksItsEnds = true;
      waiting.push(toFrame(frame));
    }
    if (turn === null && limitTimer === null) handOver();
  }

  function handOver(): void {
    turn = null;
    limitTimer = null;
    const waitMs = isLost ? 0 : limit.waitMs(monotonicNowMs());
    if (waitMs > 0) {
      holdBack(waitMs);
      return;
    }
    const frame = waiting.shift();
    if (frame !== undefined) {
      limit.countCode(monotonicNowMs());
      onFrame(frame);
    }
    if (isClosed) return;
    if (waiting.length > 0) {
      pauseOnce();
      turn = setImmediate(handOver);
      return;
    }
    if (isLost) return;
    const restMs = limit.waitMs(monotonicNowMs());
    if (restMs > 0) {
      holdBack(restMs);
      return;
    }
    if (isPaused) resume();
    isPaused = false;
    waitForSilence();
  }

  function holdBack(waitMs: number): void {
    pauseOnce();
    limitTimer = setTimeout(handOver, waitMs);
    if (calmTimer !== null) return;
    onBabbling(true);
    calmTimer = setInterval(() => {
      if (limit.isCalm(monotonicNowMs())) calmDown();
    }, CALM_CHECK_MS);
  }

  function calmDown(): void {
    if (calmTimer === null) return;
    clearInterval(calmTimer);
    calmTimer = null;
    onBabbling(false);
  }

  function pauseOnce(): void {
    if (!isPaused) pause();
    isPaused = true;
  }

  function waitForSilence(): void {
    if (!framer.isMidFrame()) return;
    stopWaiting = afterSilence(framer.endsWithTab() ? TAB_SILENCE_MS : SILENCE_MS, () => {
      const frame = framer.endBySilence();
      if (frame === null) return;
      if (!frame.isMarked) return waitUntilSure(toFrame(frame));
      limit.countCode(monotonicNowMs());
      onFrame(toFrame(frame));
    });
  }

  function waitUntilSure(frame: Frame): void {
    unsure = frame;
    if (!marksItsEnds) return void makeSure(frame);
    const timer = setTimeout(() => void makeSure(frame), HALF_HOLD_MS);
    stopWaiting = () => clearTimeout(timer);
  }

  async function makeSure(frame: Frame): Promise<void> {
    const isThere = await isStillThere();
    // Meanwhile more came, the plug was found to be out, or this line was closed.
    if (unsure !== frame) return;
    unsure = null;
    if (!isThere) return onDropped('half', 1);
    marksItsEnds = false;
    limit.countCode(monotonicNowMs());
    onFrame(frame);
  }

  /** What is too long is cut to one character more than is allowed, so that the gate says *too long*. */
  function toFrame({ bytes, isMarked }: RawFrame): Frame {
    const { text, encoding } = decodeText(bytes);
    return {
      text: text.slice(0, MAX_CODE_LENGTH + 1),
      encoding,
      lastByteAtMonotonicMs,
      line: { bytes: bytes.length, isMarked },
    };
  }

  return {
    take,
    endByLoss: () => {
      if (isLost || isClosed) return;
      isLost = true;
      stopWaiting();
      if (unsure !== null || framer.heldBytes() > 0) onDropped('half', 1);
      unsure = null;
      if (calmTimer === null) return;
      calmDown();
      // Held back so long that nobody knows any more whose codes they are.
      if (limitTimer !== null) clearTimeout(limitTimer);
      limitTimer = null;
      if (waiting.length > 0) onDropped('babbled', waiting.length);
      waiting.length = 0;
    },
    close: () => {
      isClosed = true;
      unsure = null;
      stopWaiting();
      if (turn !== null) clearImmediate(turn);
      if (limitTimer !== null) clearTimeout(limitTimer);
      if (calmTimer !== null) clearInterval(calmTimer);
    },
    marksItsEnds: () => marksItsEnds,
  };
}
