/** Which cameras are there to choose from? */

import type { CameraFacing } from '../../src-main/contract/camera-settings.ts';
import type { SeenCamera } from './camera-choice.ts';

/**
 * The machine's cameras, in the browser's order. Labels, and with some browsers the ids, are empty until a camera was
 * allowed once; a running camera reader is enough. No cameras, or a page that may not ask: an empty list.
 */
export async function listCameras(): Promise<SeenCamera[]> {
  if (navigator.mediaDevices === undefined) return [];
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices
      .filter(({ kind }) => kind === 'videoinput')
      .map((device) => ({ deviceId: device.deviceId, label: device.label, facing: facingOf(device) }));
  } catch {
    // Asked while the page is being left or without the right to ask: nothing to choose from.
    return [];
  }
}

/** Which way a tablet's camera looks; webcams do not know. */
function facingOf(device: MediaDeviceInfo): CameraFacing | null {
  if (!('getCapabilities' in device)) return null;
  const { facingMode = [] } = (device as InputDeviceInfo).getCapabilities();
  const [facing] = facingMode;
  return facing === 'user' || facing === 'environment' ? facing : null;
}
