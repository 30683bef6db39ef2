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

/** Raw frames where the browser gives them, else what the video element shows, drawn and read back. */
export function startFrames(track: MediaStreamTrack, video: HTMLVideoElement, onPicture: OnPicture): FrameSource {
  const { MediaStreamTrackProcessor } = globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor };
  if (MediaStreamTrackProcessor === undefined) return startDrawnFrames(video, onPicture);
  return startRawFrames(new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader(), onPicture);
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
