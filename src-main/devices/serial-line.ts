/** How do chunks of bytes become frames in time, without one babbling line holding up the others? */

import { MAX_CODE_LENGTH } from '../core/code/code.ts';
import type { Reading } from '../core/scan/reading.ts';
import { monotonicNowMs } from './clock.ts';
import { decodeText } from './decode-text.ts';
import type { RawFrame } from './framing.ts';
import { createFramer, SILENCE_MS } from './framing.ts';

/** A silence timer that fires later than this finds a process that was busy, and bytes that may still be unread. */
const BUSY_MS = 20;

/** One frame as text. `lastByteAtMonotonicMs` is counted like `monotonicNowMs()`. */
export type Frame = Pick<Reading, 'text' | 'encoding'> & { readonly lastByteAtMonotonicMs: number };

export type SerialLineOptions = {
  readonly onFrame: (frame: Frame) => void;
  /** Stops and resumes the flow of chunks; the system's own buffer fills meanwhile. */
  readonly pause: () => void;
  readonly resume: () => void;
};

export type SerialLine = { readonly take: (chunk: Uint8Array) => void; readonly close: () => void };

/**
 * Hands over the first frame of a chunk at once, and each further one only after everything else in this process had
 * its turn; until then nothing more is read from this line. So what waits is never more than one chunk.
 */
export function createSerialLine({ onFrame, pause, resume }: SerialLineOptions): SerialLine {
  const framer = createFramer();
  const waiting: Frame[] = [];
  let silenceTimer: NodeJS.Timeout | null = null;
  let turn: NodeJS.Immediate | null = null;
  let lastByteAtMonotonicMs = 0;
  let isPaused = false;
  let isClosed = false;

  function take(chunk: Uint8Array): void {
    if (isClosed) return;
    stopWaitingForSilence();
    lastByteAtMonotonicMs = monotonicNowMs();
    waiting.push(...framer.push(chunk).map(toFrame));
    if (turn === null) handOver();
  }

  function handOver(): void {
    turn = null;
    const frame = waiting.shift();
    if (frame !== undefined) onFrame(frame);
    if (isClosed) return;
    if (waiting.length === 0) {
      if (isPaused) resume();
      isPaused = false;
      waitForSilence(true);
      return;
    }
    if (!isPaused) pause();
    isPaused = true;
    turn = setImmediate(handOver);
  }

  function waitForSilence(mayBeBusy: boolean): void {
    if (!framer.isMidFrame()) return;
    const dueAtMonotonicMs = monotonicNowMs() + SILENCE_MS;
    silenceTimer = setTimeout(() => {
      silenceTimer = null;
      // Only once, or else a process that is always busy would never see a frame end.
      if (mayBeBusy && monotonicNowMs() - dueAtMonotonicMs > BUSY_MS) return waitForSilence(false);
      const frame = framer.endBySilence();
      if (frame !== null) onFrame(toFrame(frame));
    }, SILENCE_MS);
  }

  function stopWaitingForSilence(): void {
    if (silenceTimer !== null) clearTimeout(silenceTimer);
    silenceTimer = null;
  }

  /** What is too long is cut to one character more than is allowed, so that the gate says *too long*. */
  function toFrame({ bytes }: RawFrame): Frame {
    const { text, encoding } = decodeText(bytes);
    return { text: text.slice(0, MAX_CODE_LENGTH + 1), encoding, lastByteAtMonotonicMs };
  }

  return {
    take,
    close: () => {
      isClosed = true;
      stopWaitingForSilence();
      if (turn !== null) clearImmediate(turn);
    },
  };
}
