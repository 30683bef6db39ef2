/** What do the cameras of the lanes show in the first seconds of a self-test, before anybody holds a card to them? */

import type { SelfTestInput } from '../../../src-main/contract/readiness-api.ts';
import type { VideoSignal } from '../../readers/video-signal.ts';
import { watchVideo } from '../../readers/video-signal.ts';

type CameraSeen = SelfTestInput['cameras'][number];

/** At two looks a second. */
const MOST_LOOKS = 12;
/** A camera that has shown nothing by then is taken to show nothing. */
const PATIENT_LOOKS = 6;

export type CameraWatch = {
  /** Once each camera was looked at for long enough to know how often its picture changes: a test may be over in a second. */
  readonly seen: () => Promise<CameraSeen[]>;
  readonly close: () => void;
};

type Looked = { readonly readerId: string; looks: number; readonly signals: VideoSignal[] };

/** Figures only: each picture is measured and forgotten. */
export function watchCameras(readerIds: readonly string[], watch = watchVideo): CameraWatch {
  const all: readonly Looked[] = readerIds.map((readerId) => ({ readerId, looks: 0, signals: [] }));
  const { promise: isEnough, resolve: enough } = Promise.withResolvers<void>();
  const watches = all.map((camera) =>
    watch(
      () => document.querySelector<HTMLVideoElement>(`[data-camera-of="${CSS.escape(camera.readerId)}"] video`),
      (signal) => {
        camera.looks += 1;
        if (signal !== null && camera.signals.length < MOST_LOOKS) camera.signals.push(signal);
        if (all.every(isKnown)) enough();
      },
    ),
  );
  if (all.length === 0) enough();
  return {
    seen: async () => {
      await isEnough;
      return all.map(({ readerId, signals }) => ({ readerId, picture: pictureOf(signals) }));
    },
    close: () => {
      for (const each of watches) each.close();
      enough();
    },
  };
}

function isKnown({ looks, signals }: Looked): boolean {
  return looks >= PATIENT_LOOKS || signals.some(({ framesPerSecond }) => framesPerSecond !== null);
}

/** Of several looks: the mean of what flickers, the best of what a passer-by can only make worse. */
export function pictureOf(signals: readonly VideoSignal[]): CameraSeen['picture'] {
  const last = signals.at(-1);
  if (last === undefined) return null;
  const rates = signals.flatMap(({ framesPerSecond }) => (framesPerSecond === null ? [] : [framesPerSecond]));
  const sharpness = signals.flatMap(({ quality }) => (quality.sharpness === null ? [] : [quality.sharpness]));
  const glare = signals.map(({ quality }) => quality.glareShare);
  return {
    width: last.width,
    height: last.height,
    framesPerSecond: Math.min(1_000, Math.max(0, mean(rates))),
    meanLevel: Math.min(255, mean(signals.map(({ quality }) => quality.meanLevel))),
    sharpness: sharpness.length === 0 ? null : Math.min(1, Math.max(...sharpness)),
    glareShare: Math.min(1, Math.max(0, Math.min(...glare))),
    isBlack: signals.every(({ quality }) => quality.isBlack),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
