/** How do the pictures of a camera come out of it, the newest first and none kept? */

import type { Picture } from './decode-protocol.ts';

/** `onPicture` owns the picture: it closes the frame or passes it on. `takenAtMs` is `performance.now()`. */
export type OnPicture = (picture: Picture, takenAtMs: number) => void;

export type FrameSource = { readonly close: () => void };

/** Chromium's reader of raw frames; the DOM types do not know it yet. https://www.w3.org/TR/mediacapture-transform/ */
type TrackProcessorConstructor = new (init: {
  readonly track: MediaStreamTrack;
  readonly maxBufferSize: number;
}) => { readonly readable: ReadableStream<VideoFrame> };

/**
 * So many pictures on the screen and no raw frame for so long, and pictures are drawn and read back instead. Chromium gives a page
 * no more raw frames of a camera while one of an older opening waits for the garbage collector; and it loses one itself now and then
 * when a track is stopped (five of 350 stops of its fake camera, with every frame closed by us).
 */
const SHOWN_WITHOUT_RAW = 8;
const LONGEST_WITHOUT_RAW_MS = 1_500;
/** So many raw frames, and they have come back for good. */
const RAW_TO_TRUST = 30;

/** Raw frames where the browser gives them, else what the video element shows, drawn and read back. */
export function startFrames(track: MediaStreamTrack, video: HTMLVideoElement, onPicture: OnPicture): FrameSource {
  const { MediaStreamTrackProcessor } = globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor };
  if (MediaStreamTrackProcessor === undefined) return startDrawnFrames(video, onPicture);
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
  let shownWithoutRaw = 0;
  let rawWhileDrawn = 0;
  let lastRawAtMs = performance.now();
  let drawn: FrameSource | null = null;
  const raw = startRawFrames(reader, (picture, takenAtMs) => {
    shownWithoutRaw = 0;
    lastRawAtMs = takenAtMs;
    if (drawn === null) return onPicture(picture, takenAtMs);
    if (picture.kind === 'frame') picture.frame.close();
    rawWhileDrawn += 1;
    if (rawWhileDrawn < RAW_TO_TRUST) return;
    drawn.close();
    drawn = null;
  });
  let handle = video.requestVideoFrameCallback(shown);

  function shown(): void {
    handle = video.requestVideoFrameCallback(shown);
    shownWithoutRaw += 1;
    const isStarved = performance.now() - lastRawAtMs > LONGEST_WITHOUT_RAW_MS && shownWithoutRaw >= SHOWN_WITHOUT_RAW;
    if (!isStarved || drawn !== null) return;
    rawWhileDrawn = 0;
    drawn = startDrawnFrames(video, onPicture);
  }

  return {
    close: () => {
      video.cancelVideoFrameCallback(handle);
      drawn?.close();
      raw.close();
    },
  };
}

function startRawFrames(reader: ReadableStreamDefaultReader<VideoFrame>, onPicture: OnPicture): FrameSource {
  let isClosed = false;

  /** Reads on while older pictures are being decoded, so that nothing waits in a queue. */
  async function readOn(): Promise<void> {
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      if (isClosed) frame.close();
      else onPicture({ kind: 'frame', frame }, performance.now());
    }
  }

  // The stream ends or breaks with its track; whoever holds the track hears of it there.
  readOn().catch(() => undefined);
  return {
    close: () => {
      isClosed = true;
      reader.cancel().catch(() => undefined);
    },
  };
}

function startDrawnFrames(video: HTMLVideoElement, onPicture: OnPicture): FrameSource {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let handle = video.requestVideoFrameCallback(draw);

  function draw(): void {
    handle = video.requestVideoFrameCallback(draw);
    const { videoWidth: width, videoHeight: height } = video;
    if (context === null || width === 0 || height === 0) return;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.drawImage(video, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    onPicture({ kind: 'rgba', pixels: data.buffer, width, height }, performance.now());
  }

  return { close: () => video.cancelVideoFrameCallback(handle) };
}
