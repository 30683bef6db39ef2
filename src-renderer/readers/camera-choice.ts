/** Which of the cameras that are there is the one that is meant? */

import type { CameraFacing } from '../../src-main/contract/camera-settings.ts';
import type { CameraReaderSettings, ReaderSettings } from '../../src-main/contract/settings.ts';

export type SeenCamera = { readonly deviceId: string; readonly label: string; readonly facing: CameraFacing | null };

export type CameraWish = Pick<CameraReaderSettings, 'deviceId' | 'label' | 'facing' | 'mayStandIn'> & {
  /** Cameras that other readers of this gate mean: never taken in place of one's own. */
  readonly claimedIds: readonly string[];
};

export type CameraChoice =
  /** None is meant: whichever the browser takes first. */
  | { readonly type: 'any' }
  /** `isStandIn`: it is another than the one that is meant. */
  | { readonly type: 'camera'; readonly deviceId: string; readonly isStandIn: boolean }
  | { readonly type: 'away' };

/** The cameras that the other readers mean. */
export function claimedIds(readers: readonly ReaderSettings[], ownId: string): readonly string[] {
  return readers.flatMap((reader) =>
    reader.kind === 'camera' && reader.id !== ownId && reader.deviceId !== null ? [reader.deviceId] : [],
  );
}

/**
 * By its id; where no camera has that id any more (browsers name cameras anew when their data is cleared, the page's
 * address changes or, with some, the plug goes elsewhere), by what it called itself and where it looks, if only one camera
 * answers to that. Another one only where the venue allows it: it might look at another lane.
 */
export function chooseCamera(cameras: readonly SeenCamera[], wish: CameraWish): CameraChoice {
  const { deviceId, label, facing, mayStandIn, claimedIds } = wish;
  const free = cameras.filter((camera) => !claimedIds.includes(camera.deviceId));
  if (deviceId === null) return chooseAny(free, claimedIds);
  if (cameras.some((camera) => camera.deviceId === deviceId)) return taken(deviceId);
  // Before a camera was allowed once browsers tell neither ids nor names: the id is tried as it is.
  if (cameras.some((camera) => camera.deviceId === '')) return taken(deviceId);
  const alike = label === '' ? onlyOne(cameras, free) : free.filter((camera) => camera.label === label);
  const [first, ...others] = alike.length > 1 ? alike.filter((camera) => camera.facing === facing) : alike;
  if (first !== undefined && others.length === 0) return taken(first.deviceId);
  const [other] = free;
  if (mayStandIn && other !== undefined) return { ...taken(other.deviceId), isStandIn: true };
  return { type: 'away' };
}

/** On a tablet the camera on its back; elsewhere the browser's own first, unless that belongs to another reader. */
function chooseAny(free: readonly SeenCamera[], claimedIds: readonly string[]): CameraChoice {
  if (claimedIds.length === 0) return { type: 'any' };
  const first = free.find((camera) => camera.facing === 'environment') ?? free[0];
  if (first === undefined) return { type: 'away' };
  return first.deviceId === '' ? { type: 'any' } : taken(first.deviceId);
}

/** Settings from before names were kept: where the machine has only one camera, that one is meant. */
function onlyOne(cameras: readonly SeenCamera[], free: readonly SeenCamera[]): readonly SeenCamera[] {
  return cameras.length === 1 ? free : [];
}

function taken(deviceId: string): { readonly type: 'camera'; readonly deviceId: string; readonly isStandIn: boolean } {
  return { type: 'camera', deviceId, isStandIn: false };
}
