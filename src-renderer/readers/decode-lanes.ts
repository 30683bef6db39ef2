/** Which pictures of a camera go to which of its two decoders: all to the fast one, the difficult ones to the thorough one? */

import type { DecodeClient, Decoded, DecodeListeners } from './decode-client.ts';
import { startDecoder } from './decode-client.ts';
import type { DecoderChoice, Picture } from './decode-protocol.ts';

/** The thorough decoder is only help: where it breaks, it is started again, but not over and over. */
const MOST_RESTARTS = 5;

export type DecodeLanes = Pick<DecodeClient, 'decode' | 'close'>;

/**
 * Starts both, each in a worker of its own, so that no frame waits for a difficult one. The listeners hear of the fast
 * decoder as ever; of the thorough one only what it read. Where only the slow library runs there is no second lane.
 */
export function startLanes(choice: DecoderChoice, listeners: DecodeListeners): DecodeLanes {
  let hard: DecodeClient | null = null;
  let restarts = 0;
  let isClosed = false;
  /** Whether the fast decoder found nothing in the last picture. */
  let isDifficult = false;

  const fast = startDecoder(choice, 'fast', {
    onReady: (decoder) => {
      if (decoder === 'zxing-wasm') startHard();
      listeners.onReady(decoder);
    },
    onDecoded: (decoded) => {
      isDifficult = decoded.code === null && !decoded.isDark;
      listeners.onDecoded(decoded);
    },
    onFailed: () => {
      close();
      listeners.onFailed();
    },
  });

  function startHard(): void {
    if (isClosed) return;
    hard = startDecoder('zxing-wasm', 'hard', {
      onReady: () => undefined,
      onDecoded: (decoded: Decoded) => {
        if (decoded.code !== null && !isClosed) listeners.onDecoded(decoded);
      },
      onFailed: () => {
        hard = null;
        restarts += 1;
        if (restarts <= MOST_RESTARTS) startHard();
      },
    });
  }

  function close(): void {
    isClosed = true;
    fast.close();
    hard?.close();
    hard = null;
  }

  return {
    decode: (picture, takenAtMs) => {
      // Only when it is free: a frame that waits would keep the camera from its memory.
      if (isDifficult && hard?.isIdle() === true) hard.decode(copyOf(picture), takenAtMs);
      fast.decode(picture, takenAtMs);
    },
    close,
  };
}

/** Of a frame only the handle is copied, not the picture. */
function copyOf(picture: Picture): Picture {
  return picture.kind === 'frame'
    ? { kind: 'frame', frame: picture.frame.clone() }
    : { ...picture, pixels: picture.pixels.slice(0) };
}
