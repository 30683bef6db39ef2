/** What do the cameras of the lanes show in the first seconds of a self-test, before anybody holds a card to them? */

import type { SelfTestInput } from '../../../src-main/contract/readiness-api.ts';
import type { VideoSignal } from '../../readers/video-signal.ts';
import { watchVideo } from '../../readers/video-signal.ts';

type CameraSeen = SelfTestInput['cameras'][number];

/** At two looks a second. */
const MOST_LOOKS = 12;

export type CameraWatch = { readonly seen: () => CameraSeen[]; readonly close: () => void };

/** Figures only: each picture is measured and forgotten. */
export function watchCameras(readerIds: readonly string[]): CameraWatch {
  const signals = new Map<string, VideoSignal[]>(readerIds.map((id) => [id, []]));
  const watches = readerIds.map((id) =>
    watchVideo(
      () => document.querySelector<HTMLVideoElement>(`[data-camera-of="${CSS.escape(id)}"] video`),
      (signal) => {
        const kept = signals.get(id) ?? [];
        if (signal !== null && kept.length < MOST_LOOKS) kept.push(signal);
      },
    ),
  );
  return {
    seen: () => readerIds.map((readerId) => ({ readerId, picture: pictureOf(signals.get(readerId) ?? []) })),
    close: () => {
      for (const watch of watches) watch.close();
    },
  };
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
