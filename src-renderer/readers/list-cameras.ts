/** Which cameras are there to choose from? */

export type CameraChoice = { readonly deviceId: string; readonly label: string };

/**
 * The machine's cameras, in the browser's order. Labels, and with some browsers the ids, are empty until a camera was
 * allowed once; a running camera reader is enough. No cameras, or a page that may not ask: an empty list.
 */
export async function listCameras(): Promise<CameraChoice[]> {
  if (navigator.mediaDevices === undefined) return [];
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ deviceId, label }));
  } catch {
    // Asked while the page is being left or without the right to ask: nothing to choose from.
    return [];
  }
}
