/** Which camera is opened, and in which manner? */

import type { CameraPicture } from '../../src-main/contract/camera-settings.ts';
import type { CameraWish } from './camera-choice.ts';
import { chooseCamera } from './camera-choice.ts';
import { mayBeTheSize, rungsFor, wishesFor } from './camera-ladder.ts';
import { tune } from './camera-tuning.ts';
import { listCameras } from './list-cameras.ts';

export type OpenedStream = {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  /** Another than the one that is meant, which is away. */
  readonly isStandIn: boolean;
};

/**
 * Opens the camera that is meant, or another where the wish allows it, with the largest picture that it opens with. Throws
 * the `DOMException` of `getUserMedia`; `NotFoundError` where the camera is away.
 */
export async function openCamera(wish: CameraWish, picture: CameraPicture): Promise<OpenedStream> {
  if (navigator.mediaDevices === undefined) throw new DOMException('no camera on an insecure page', 'SecurityError');
  const choice = chooseCamera(await listCameras(), wish);
  if (choice.type === 'away') throw new DOMException('the camera is away', 'NotFoundError');
  // Which camera is a demand: a wish might be answered by one that looks at another lane.
  const which: MediaTrackConstraints =
    choice.type === 'any' ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: choice.deviceId } };
  const stream = await openOnLadder(which, picture);
  const [track] = stream.getVideoTracks();
  if (track === undefined) {
    closeStream(stream);
    throw new DOMException('a stream without a picture', 'NotReadableError');
  }
  // Not waited for: a driver that never answers would keep the camera open and away from every later attempt.
  void tune(track, picture);
  return { stream, track, isStandIn: choice.type === 'camera' && choice.isStandIn };
}

async function openOnLadder(which: MediaTrackConstraints, { size }: CameraPicture): Promise<MediaStream> {
  let refusal: unknown;
  for (const rung of rungsFor(size)) {
    try {
      const video = { ...wishesFor(rung), ...which };
      return await navigator.mediaDevices.getUserMedia({ audio: false, video });
    } catch (error) {
      // What the larger picture met says most about the camera: that one is told.
      refusal ??= error;
      if (!mayBeTheSize(error)) throw error;
    }
  }
  throw refusal;
}

/** Releases the camera; its lamp goes out. */
export function closeStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
