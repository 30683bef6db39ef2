/** Who shows a code to the camera? Opens it, shows it live, reads it, and brings it back whatever happens to it. */

import type { FrameQuality } from '../../src-decode/frame-quality.ts';
import type { CameraPicture } from '../../src-main/contract/camera-settings.ts';
import type { ReaderTrouble } from '../../src-main/contract/status-api.ts';
import type { TextEncoding } from '../../src-main/core/code/code.ts';
import type { CameraWish } from './camera-choice.ts';
import { chooseCamera } from './camera-choice.ts';
import type { CameraEffect, CameraEvent, CameraState } from './camera-life.ts';
import { LOOK_EVERY_MS, newCameraLife, nextCameraStep } from './camera-life.ts';
import type { OpenCamera } from './camera-session.ts';
import { showCamera } from './camera-session.ts';
import { cameraTrouble } from './camera-trouble.ts';
import type { CameraAbilities } from './camera-tuning.ts';
import { abilitiesOf } from './camera-tuning.ts';
import type { Decoded } from './decode-client.ts';
import type { DecodeLanes } from './decode-lanes.ts';
import { startLanes } from './decode-lanes.ts';
import type { DecoderChoice } from './decode-protocol.ts';
import { look, noHeldCodes } from './held-code.ts';
import { listCameras } from './list-cameras.ts';
import type { OpenedStream } from './open-camera.ts';
import { closeStream, openCamera } from './open-camera.ts';

/** `takenAtMs`: `performance.now()` when the frame that was decoded came from the camera. */
export type CameraCode = { readonly text: string; readonly encoding: TextEncoding; readonly takenAtMs: number };

export type CameraStatus = {
  readonly state: CameraState;
  readonly trouble: ReaderTrouble | null;
  /** The camera's own name, once one was open. */
  readonly label: string | null;
  /** Another camera is looked through while the chosen one is away. */
  readonly isStandIn: boolean;
  /** What can be set of the camera that was opened last; `null` before. */
  readonly abilities: CameraAbilities | null;
};

export type CameraOptions = {
  readonly wish: CameraWish;
  readonly picture: CameraPicture;
  /** Shows the live picture; hidden or not, the reader works. */
  readonly video: HTMLVideoElement;
  readonly decoder: DecoderChoice;
  /** Once for each time that a code comes into view (see `held-code.ts`). */
  readonly onCode: (code: CameraCode) => void;
  readonly onStatus: (status: CameraStatus) => void;
  /** For every picture that went through the decoder, in their order. */
  readonly onPicture?: (seen: {
    readonly quality: FrameQuality;
    readonly isRead: boolean;
    readonly atMs: number;
  }) => void;
};

export type CameraReader = {
  /** At once; for another size of picture the camera is opened anew. */
  readonly tune: (picture: CameraPicture) => void;
  readonly close: () => void;
};

/** A machine that was away for so long slept: no timer is that late. */
const SLEPT_MS = 5_000;

/**
 * Reads codes until closed. Nothing is thrown: what goes wrong is a status, and the reader tries again by itself. With
 * each code the window gets `gate:camera-code` with `{ takenAtMs }`, never the text. No picture is kept.
 */
export function startCamera(options: CameraOptions): CameraReader {
  let life = newCameraLife();
  let picture = options.picture;
  let label: string | null = null;
  let isStandIn = false;
  let abilities: CameraAbilities | null = null;
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
        options.onStatus({ state: effect.state, trouble: effect.trouble, label, isStandIn, abilities });
        return;
    }
  }

  function openFor(attempt: number): void {
    decoder ??= startNewDecoder();
    openCamera(options.wish, picture).then(
      (opened) => {
        happen({ type: 'opened', attempt });
        const isWanted = life.camera === 'open' && life.attempt === attempt && open === null;
        if (!isWanted) return closeStream(opened.stream);
        try {
          show(opened);
        } catch {
          closeStream(opened.stream);
          happen({ type: 'lost', trouble: 'unplugged' });
        }
      },
      (error: unknown) => happen({ type: 'open-failed', attempt, trouble: cameraTrouble(error) }),
    );
  }

  function show(opened: OpenedStream): void {
    label = opened.track.label === '' ? null : opened.track.label;
    isStandIn = opened.isStandIn;
    abilities = abilitiesOf(opened.track.getCapabilities());
    open = showCamera(opened, {
      video: options.video,
      isClimbing: picture.size === 'auto',
      onPicture: (taken, takenAtMs) => {
        if (decoder !== null) decoder.decode(taken, takenAtMs);
        else if (taken.kind === 'frame') taken.frame.close();
      },
      onEvent: happen,
    });
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

  function decoded({ code, isDark, quality, takenAtMs }: Decoded): void {
    if (life.isStopped) return;
    happen({ type: 'picture', isDark, isSame: quality?.isSame ?? false });
    if (quality !== null) {
      open?.saw({ quality, takenAtMs, decodedAtMs: performance.now() });
      options.onPicture?.({ quality, isRead: code !== null, atMs: takenAtMs });
    }
    const sight = look(held, { text: code?.text ?? null, atMs: takenAtMs });
    held = sight.held;
    if (code === null || !sight.isNew) return;
    window.dispatchEvent(new CustomEvent('gate:camera-code', { detail: { takenAtMs } }));
    options.onCode({ text: code.text, encoding: code.encoding, takenAtMs });
  }

  let lastLookAtMs = Date.now();
  /** Not counted while the decoder starts, nor in a page that nobody sees: browsers hold pictures back there. */
  const watch = setInterval(() => {
    const hasSlept = Date.now() - lastLookAtMs > SLEPT_MS;
    lastLookAtMs = Date.now();
    if (hasSlept) wake();
    if (isDecoderReady && document.visibilityState === 'visible') happen({ type: 'looked' });
  }, LOOK_EVERY_MS);

  function wake(): void {
    happen({ type: 'woke' });
    happen({ type: 'world-changed' });
  }

  const onWorldChanged = (): void => {
    happen({ type: 'world-changed' });
    if (isStandIn && life.camera === 'open') void seekChosen();
  };

  /** Back to the camera that is meant as soon as it is there. */
  async function seekChosen(): Promise<void> {
    const choice = chooseCamera(await listCameras(), options.wish);
    if (choice.type === 'camera' && !choice.isStandIn && isStandIn) happen({ type: 'reopen' });
  }

  // Absent on an insecure page, where no camera will open either.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  devices?.addEventListener('devicechange', onWorldChanged);
  document.addEventListener('visibilitychange', onWorldChanged);
  window.addEventListener('pageshow', onWorldChanged);
  happen({ type: 'started' });

  return {
    tune: (next) => {
      const isOtherSize = next.size !== picture.size;
      picture = next;
      if (isOtherSize) happen({ type: 'reopen' });
      else open?.tune(next);
    },
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
