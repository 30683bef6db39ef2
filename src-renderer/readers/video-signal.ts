/** What does a live picture look like from a reader's point of view: how often, how bright, how sharp? */

import type { FrameQuality } from '../../src-decode/frame-quality.ts';
import { measureFrame } from '../../src-decode/frame-quality.ts';
import { createGreyReader } from './grey.ts';

export type VideoSignal = {
  /** `null` until two looks were taken. */
  readonly framesPerSecond: number | null;
  readonly width: number;
  readonly height: number;
  readonly quality: Pick<FrameQuality, 'meanLevel' | 'sharpness' | 'glareShare' | 'isBlack'>;
};

/** Wide enough to tell sharp from blurred. */
const LOOK_WIDTH = 640;
const LOOK_EVERY_MS = 500;

/** Looks at a video element twice a second, until closed. The picture is measured and forgotten. */
export function watchVideo(
  find: () => HTMLVideoElement | null,
  onSignal: (signal: VideoSignal | null) => void,
): { close(): void } {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const grey = createGreyReader();
  let before: { readonly frames: number; readonly atMs: number } | null = null;

  function look(): void {
    const video = find();
    if (video === null || context === null || video.videoWidth === 0) {
      before = null;
      onSignal(null);
      return;
    }
    const { videoWidth: width, videoHeight: height } = video;
    canvas.width = Math.min(LOOK_WIDTH, width);
    canvas.height = Math.round((canvas.width * height) / width);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const now = { frames: video.getVideoPlaybackQuality().totalVideoFrames, atMs: performance.now() };
    const { quality } = measureFrame(grey.fromRgba(new Uint8Array(data.buffer), canvas.width, canvas.height), null);
    const isCounting = before !== null && now.frames >= before.frames;
    onSignal({
      framesPerSecond:
        before === null || !isCounting ? null : ((now.frames - before.frames) * 1_000) / (now.atMs - before.atMs),
      width,
      height,
      quality,
    });
    before = now;
  }

  const timer = setInterval(look, LOOK_EVERY_MS);
  return { close: () => clearInterval(timer) };
}
