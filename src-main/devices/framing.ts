/** Where does one code end and the next begin in a scanner's stream of bytes? */

import { MAX_CODE_LENGTH } from '../core/code/code.ts';

/** A scanner sends a code without pausing; so much silence ends a frame where no suffix is set. */
export const SILENCE_MS = 80;
/** After a TAB less will do: it is the suffix, or the code goes on at once. */
export const TAB_SILENCE_MS = 30;
/** The longest frame that is held: a code of the greatest length, all in four-byte letters. */
export const MAX_FRAME_BYTES = MAX_CODE_LENGTH * 4;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const END_OF_TEXT = 0x03;
const TAB = 0x09;

/**
 * `isTooLong`: only the first `MAX_FRAME_BYTES` are there, and the rest will never come. `isMarked`: the scanner said
 * that it ends here; a frame that only silence ended may be half of one.
 */
export type RawFrame = { readonly bytes: Uint8Array; readonly isTooLong: boolean; readonly isMarked: boolean };

export type Framer = {
  /** The frames that end in this chunk. They do not depend on how the bytes were cut into chunks. */
  readonly push: (chunk: Uint8Array) => readonly RawFrame[];
  /** Tells that the line was silent for `SILENCE_MS`: what is held is a frame. */
  readonly endBySilence: () => RawFrame | null;
  /** True where a frame has begun and not ended, also one whose rest is being swallowed. */
  readonly isMidFrame: () => boolean;
  /** The last byte was a TAB, which some scanners are set to send after a code, and codes hold inside, if ever. */
  readonly endsWithTab: () => boolean;
  readonly heldBytes: () => number;
};

/**
 * Cuts at CR, LF, CRLF, ETX and silence. Control characters at both ends (STX, NUL, …) are dropped, those inside stay
 * for the decoder. Frames without content are not reported. A frame longer than the limit is reported once, at once,
 * and its rest is swallowed up to the next end.
 */
export function createFramer(): Framer {
  const held = new Uint8Array(MAX_FRAME_BYTES);
  let length = 0;
  let isSwallowing = false;

  const endsWithTab = (): boolean => length > 0 && held[length - 1] === TAB;

  function end(isMarked: boolean): RawFrame | null {
    let trimmed = length;
    while (trimmed > 0 && isControl(held[trimmed - 1] ?? 0)) trimmed -= 1;
    const frame = trimmed === 0 ? null : { bytes: held.slice(0, trimmed), isTooLong: false, isMarked };
    length = 0;
    isSwallowing = false;
    return frame;
  }

  return {
    push: (chunk) => {
      const frames: RawFrame[] = [];
      for (const byte of chunk) {
        if (isEnd(byte)) {
          const frame = end(true);
          if (frame !== null) frames.push(frame);
        } else if (isSwallowing || (length === 0 && isControl(byte))) {
          // Nothing of it is wanted.
        } else if (length === MAX_FRAME_BYTES) {
          frames.push({ bytes: held.slice(), isTooLong: true, isMarked: true });
          length = 0;
          isSwallowing = true;
        } else {
          held[length] = byte;
          length += 1;
        }
      }
      return frames;
    },
    endBySilence: () => end(endsWithTab()),
    endsWithTab,
    isMidFrame: () => isSwallowing || length > 0,
    heldBytes: () => length,
  };
}

function isEnd(byte: number): boolean {
  return byte === CARRIAGE_RETURN || byte === LINE_FEED || byte === END_OF_TEXT;
}

function isControl(byte: number): boolean {
  return byte < 0x20 || byte === 0x7f;
}
