/** What can this camera set of its focus, zoom, exposure and lamp, and how is it told? */

import type { CameraPicture } from '../../src-main/contract/camera-settings.ts';

export type Span = { readonly min: number; readonly max: number; readonly step: number };

/** `null`, or false: the camera has none. In the camera's own units. */
export type CameraAbilities = {
  readonly focusDistance: Span | null;
  readonly zoom: Span | null;
  readonly exposureCompensation: Span | null;
  readonly exposureTime: Span | null;
  readonly canFollowFocus: boolean;
  readonly canFollowExposure: boolean;
  readonly hasTorch: boolean;
};

/** What Chromium adds to the standard's constraints, of which the DOM types know none: https://www.w3.org/TR/image-capture/ */
type ImageCapture = {
  readonly focusMode?: string;
  readonly focusDistance?: number;
  readonly zoom?: number;
  readonly exposureMode?: string;
  readonly exposureCompensation?: number;
  readonly exposureTime?: number;
  readonly torch?: boolean;
};

/** What `getCapabilities` says, which is whatever the driver says. */
export function abilitiesOf(capabilities: object): CameraAbilities {
  const found = capabilities as Readonly<Record<string, unknown>>;
  const hasMode = (name: string, mode: string): boolean => {
    const modes = found[name];
    return Array.isArray(modes) && modes.includes(mode);
  };
  return {
    focusDistance: hasMode('focusMode', 'manual') ? spanOf(found.focusDistance) : null,
    zoom: spanOf(found.zoom),
    exposureCompensation: spanOf(found.exposureCompensation),
    exposureTime: hasMode('exposureMode', 'manual') ? spanOf(found.exposureTime) : null,
    canFollowFocus: hasMode('focusMode', 'continuous'),
    canFollowExposure: hasMode('exposureMode', 'continuous'),
    hasTorch: found.torch === true || (Array.isArray(found.torch) && found.torch.includes(true)),
  };
}

/** As far as it sees; cameras on tablets begin below, with another lens. */
const PLAIN_ZOOM = 1;

/** What is left to the camera is set back: drivers remember what they were told last. Only what the camera has, within its bounds, so that it has no reason to refuse. */
export function tuningFor(picture: CameraPicture, abilities: CameraAbilities): readonly ImageCapture[] {
  const { focusDistance, zoom, exposureCompensation, exposureTime, hasTorch } = abilities;
  const focus = within(focusDistance, picture.focusDistance);
  const time = within(exposureTime, picture.exposureTime);
  const compensation = within(exposureCompensation, picture.exposureCompensation ?? 0);
  const zoomed = within(zoom, picture.zoom ?? Math.max(PLAIN_ZOOM, zoom?.min ?? PLAIN_ZOOM));
  return [
    ...(focus !== null ? [{ focusMode: 'manual', focusDistance: focus }] : []),
    ...(focus === null && abilities.canFollowFocus ? [{ focusMode: 'continuous' }] : []),
    ...(time !== null ? [{ exposureMode: 'manual', exposureTime: time }] : []),
    ...(time === null && abilities.canFollowExposure ? [{ exposureMode: 'continuous' }] : []),
    ...(time === null && compensation !== null ? [{ exposureCompensation: compensation }] : []),
    ...(zoomed !== null ? [{ zoom: zoomed }] : []),
    ...(hasTorch ? [{ torch: picture.isTorchOn }] : []),
  ];
}

/**
 * Never fails: a camera that says it can and then cannot is as good as before. Never in one call with the picture's size,
 * which Chromium refuses (crbug.com/708723); first all at once, then one by one, as some drivers want it.
 */
export async function tune(track: MediaStreamTrack, picture: CameraPicture): Promise<void> {
  const wishes = tuningFor(picture, abilitiesOf(track.getCapabilities()));
  if (wishes.length === 0 || (await apply(track, Object.assign({}, ...wishes)))) return;
  for (const wish of wishes) await apply(track, wish);
}

async function apply(track: MediaStreamTrack, wish: ImageCapture): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [wish as MediaTrackConstraintSet] });
    return true;
  } catch {
    return false;
  }
}

function spanOf(value: unknown): Span | null {
  if (typeof value !== 'object' || value === null) return null;
  const { min, max, step } = value as Readonly<Record<string, unknown>>;
  if (typeof min !== 'number' || typeof max !== 'number' || !(max > min)) return null;
  return { min, max, step: typeof step === 'number' && step > 0 ? step : (max - min) / 100 };
}

function within(span: Span | null, value: number | null): number | null {
  return span === null || value === null ? null : Math.min(Math.max(value, span.min), span.max);
}
