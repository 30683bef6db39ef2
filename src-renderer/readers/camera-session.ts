/** What is done with a camera while it is open: show it, take its pictures, hear when it goes? */

import type { CameraPicture } from '../../src-main/contract/camera-settings.ts';
import type { SeenPicture } from './camera-climb.ts';
import { startClimb } from './camera-climb.ts';
import type { CameraEvent } from './camera-life.ts';
import { tune } from './camera-tuning.ts';
import type { OnPicture } from './frame-source.ts';
import { startFrames } from './frame-source.ts';
import type { OpenedStream } from './open-camera.ts';
import { closeStream } from './open-camera.ts';

export type SessionOptions = {
  readonly video: HTMLVideoElement;
  /** Whether a larger picture may be tried. */
  readonly isClimbing: boolean;
  readonly onPicture: OnPicture;
  readonly onEvent: (event: CameraEvent) => void;
};

export type OpenCamera = {
  /** A picture that came through the decoder. */
  readonly saw: (picture: SeenPicture) => void;
  readonly tune: (picture: CameraPicture) => void;
  /** Releases the camera at once; nothing more is heard of it. */
  readonly close: () => void;
};

/** Throws where the camera went before it could be shown: the browser gives no pictures of a track that has ended. */
export function showCamera({ stream, track }: OpenedStream, options: SessionOptions): OpenCamera {
  const { video, isClimbing, onPicture, onEvent } = options;
  if (track.readyState === 'ended') throw new DOMException('it ended on its way here', 'InvalidStateError');
  track.onended = () => onEvent({ type: 'lost', trouble: 'unplugged' });
  track.onmute = () => onEvent({ type: 'muted' });
  track.onunmute = () => onEvent({ type: 'unmuted' });
  if (track.muted) onEvent({ type: 'muted' });
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  // Refused only where the element goes away or is given the next stream; the reader itself needs no playing.
  video.play().catch(() => undefined);
  const frames = startFrames(track, video, onPicture);
  const climb = isClimbing ? startClimb(track) : null;
  return {
    saw: (picture) => climb?.saw(picture),
    tune: (picture) => void tune(track, picture),
    close: () => {
      track.onended = null;
      track.onmute = null;
      track.onunmute = null;
      frames.close();
      closeStream(stream);
      // Another reader may have the element by now.
      if (video.srcObject === stream) video.srcObject = null;
    },
  };
}
