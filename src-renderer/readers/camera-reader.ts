/** Who shows a code to the camera? Opens it, shows it live, reads it, and brings it back whatever happens to it. */

import type { ReaderTrouble } from '../../src-main/contract/gate-api.ts';
import type { TextEncoding } from '../../src-main/core/code/code.ts';
import type { CameraEffect, CameraEvent, CameraState } from './camera-life.ts';
import { LOOK_EVERY_MS, newCameraLife, nextCameraStep } from './camera-life.ts';
import { cameraTrouble } from './camera-trouble.ts';
import type { Decoded } from './decode-client.ts';
import type { DecodeLanes } from './decode-lanes.ts';
import { startLanes } from './decode-lanes.ts';
import type { DecoderChoice } from './decode-protocol.ts';
import type { FrameSource } from './frame-source.ts';
import { startFrames } from './frame-source.ts';
import { look, noHeldCodes } from './held-code.ts';
import { closeStream, openCamera } from './open-camera.ts';

/** `takenAtMs`: `performance.now()` when the frame that was decoded came from the camera. */
export type CameraCode = { readonly text: string; readonly encoding: TextEncoding; readonly takenAtMs: number };

export type CameraStatus = {
  readonly state: CameraState;
  readonly trouble: ReaderTrouble | null;
  /** The camera's own name, once one was open. */
  readonly label: string | null;
};

export type CameraOptions = {
  /** The browser's id, or `null` for the first camera. */
  readonly deviceId: string | null;
  /** Shows the live picture; hidden or not, the reader works. */
  readonly video: HTMLVideoElement;
  readonly decoder: DecoderChoice;
  /** Once for each time that a code comes into view (see `held-code.ts`). */
  readonly onCode: (code: CameraCode) => void;
  readonly onStatus: (status: CameraStatus) => void;
};

/**
 * Reads codes until closed. Nothing is thrown: what goes wrong is a status, and the reader tries again by itself. With
 * each code the window gets `gate:camera-code` with `{ takenAtMs }`, never the text. No picture is kept.
 */
export function startCamera(options: CameraOptions): { close(): void } {
  let life = newCameraLife();
  let label: string | null = null;
  let held = noHeldCodes();
  let open: OpenCamera | null = null;
  let decoder: DecodeLanes | null = null;
  let isDecoderReady = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function happen(event: CameraEvent): void {
    const step = nextCameraStep(life, event);
    life = step.life;
    for (const effect of step.effects) carryOut(effect);
  }

  function carryOut(effect: CameraEffect): void {
    switch (effect.type) {
      case 'open':
        clearTimeout(retry);
        openFor(effect.attempt);
        return;
      case 'close':
        open?.close();
        open = null;
        return;
      case 'schedule':
        clearTimeout(retry);
        retry = setTimeout(() => happen({ type: 'retry-due', attempt: effect.attempt }), effect.delayMs);
        return;
      case 'report':
        options.onStatus({ state: effect.state, trouble: effect.trouble, label });
        return;
    }
  }

  function openFor(attempt: number): void {
    decoder ??= startNewDecoder();
    openCamera(options.deviceId).then(
      (stream) => {
        happen({ type: 'opened', attempt });
        const isWanted = life.camera === 'open' && life.attempt === attempt && open === null;
        if (isWanted) show(stream);
        else closeStream(stream);
      },
      (error: unknown) => happen({ type: 'open-failed', attempt, trouble: cameraTrouble(error) }),
    );
  }

  function show(stream: MediaStream): void {
    const [track] = stream.getVideoTracks();
    if (track === undefined) {
      closeStream(stream);
      happen({ type: 'lost', trouble: 'other' });
      return;
    }
    label = track.label === '' ? null : track.label;
    track.onended = () => happen({ type: 'lost', trouble: 'unplugged' });
    options.video.muted = true;
    options.video.playsInline = true;
    options.video.srcObject = stream;
    // Refused only where the element goes away or is given the next stream; the reader itself needs no playing.
    options.video.play().catch(() => undefined);
    const frames = startFrames(track, options.video, (picture, takenAtMs) => {
      if (decoder !== null) decoder.decode(picture, takenAtMs);
      else if (picture.kind === 'frame') picture.frame.close();
    });
    open = openedCamera(stream, track, frames, options.video);
  }

  function startNewDecoder(): DecodeLanes {
    isDecoderReady = false;
    return startLanes(options.decoder, {
      onReady: () => {
        isDecoderReady = true;
      },
      onDecoded: decoded,
      onFailed: () => {
        decoder = null;
        happen({ type: 'lost', trouble: 'decoder-failed' });
      },
    });
  }

  function decoded({ code, isDark, takenAtMs }: Decoded): void {
    if (life.isStopped) return;
    happen({ type: 'picture', isDark });
    const sight = look(held, { text: code?.text ?? null, atMs: takenAtMs });
    held = sight.held;
    if (code === null || !sight.isNew) return;
    window.dispatchEvent(new CustomEvent('gate:camera-code', { detail: { takenAtMs } }));
    options.onCode({ text: code.text, encoding: code.encoding, takenAtMs });
  }

  /** Not counted while the decoder starts, nor in a page that nobody sees: browsers hold pictures back there. */
  const watch = setInterval(() => {
    if (isDecoderReady && document.visibilityState === 'visible') happen({ type: 'looked' });
  }, LOOK_EVERY_MS);
  const onWorldChanged = (): void => happen({ type: 'world-changed' });
  // Absent on an insecure page, where no camera will open either.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  devices?.addEventListener('devicechange', onWorldChanged);
  document.addEventListener('visibilitychange', onWorldChanged);
  window.addEventListener('pageshow', onWorldChanged);
  happen({ type: 'started' });

  return {
    close: () => {
      clearInterval(watch);
      clearTimeout(retry);
      devices?.removeEventListener('devicechange', onWorldChanged);
      document.removeEventListener('visibilitychange', onWorldChanged);
      window.removeEventListener('pageshow', onWorldChanged);
      happen({ type: 'stopped' });
      decoder?.close();
      decoder = null;
      held = noHeldCodes();
    },
  };
}

type OpenCamera = { readonly close: () => void };

function openedCamera(
  stream: MediaStream,
  track: MediaStreamTrack,
  frames: FrameSource,
  video: HTMLVideoElement,
): OpenCamera {
  return {
    close: () => {
      track.onended = null;
      frames.close();
      closeStream(stream);
      // Another reader may have the element by now.
      if (video.srcObject === stream) video.srcObject = null;
    },
  };
}
