/** How does the screen hand pictures to its decode worker: one at a time, the newest next? */

import type { DecoderChoice, DecoderName, FromDecoder, Lane, Picture, ToDecoder } from './decode-protocol.ts';

/** A decoder that is silent for longer than this is broken, slow disk and slow processor included. */
export const LONGEST_START_MS = 20_000;
export const LONGEST_DECODE_MS = 5_000;

export type Decoded = Extract<FromDecoder, { type: 'decoded' }>;

export type DecodeClient = {
  /** Takes the picture over. While one is being decoded only the newest waits; older ones are let go. */
  readonly decode: (picture: Picture, takenAtMs: number) => void;
  /** Started, and without a picture. */
  readonly isIdle: () => boolean;
  readonly close: () => void;
};

export type DecodeListeners = {
  readonly onReady: (decoder: DecoderName) => void;
  readonly onDecoded: (decoded: Decoded) => void;
  /** Said once; the client is closed then. */
  readonly onFailed: () => void;
};

/** Starts a worker with a decoder in it. Pictures given before it is ready wait, the newest of them. */
export function startDecoder(choice: DecoderChoice, lane: Lane, listeners: DecodeListeners): DecodeClient {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module', name: `decode-${lane}` });
  let waiting: { readonly picture: Picture; readonly takenAtMs: number } | null = null;
  let isBusy = true;
  let isClosed = false;
  let deadline = setTimeout(fail, LONGEST_START_MS);

  worker.onmessage = ({ data: message }: MessageEvent<FromDecoder>) => {
    clearTimeout(deadline);
    isBusy = false;
    if (isClosed) worker.terminate();
    else if (message.type === 'failed') fail();
    else tell(message);
  };
  worker.onerror = fail;
  worker.onmessageerror = fail;
  say({ type: 'start', decoder: choice, lane }, []);

  function tell(message: Exclude<FromDecoder, { type: 'failed' }>): void {
    if (waiting !== null) {
      const { picture, takenAtMs } = waiting;
      waiting = null;
      send(picture, takenAtMs);
    }
    if (message.type === 'ready') listeners.onReady(message.decoder);
    else listeners.onDecoded(message);
  }

  function send(picture: Picture, takenAtMs: number): void {
    isBusy = true;
    deadline = setTimeout(fail, LONGEST_DECODE_MS);
    say({ type: 'decode', picture, takenAtMs }, [picture.kind === 'frame' ? picture.frame : picture.pixels]);
  }

  function say(message: ToDecoder, owned: Transferable[]): void {
    worker.postMessage(message, owned);
  }

  function fail(): void {
    if (isClosed) return;
    isBusy = false;
    close();
    listeners.onFailed();
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(deadline);
    if (waiting !== null) letGo(waiting.picture);
    waiting = null;
    if (!isBusy) worker.terminate();
    // It still holds a frame: it ends itself with its answer, or by force if there is none.
    else setTimeout(() => worker.terminate(), LONGEST_DECODE_MS);
  }

  return {
    decode: (picture, takenAtMs) => {
      if (isClosed) return letGo(picture);
      if (!isBusy) return send(picture, takenAtMs);
      if (waiting !== null) letGo(waiting.picture);
      waiting = { picture, takenAtMs };
    },
    isIdle: () => !isBusy && !isClosed,
    close,
  };
}

function letGo(picture: Picture): void {
  if (picture.kind === 'frame') picture.frame.close();
}
