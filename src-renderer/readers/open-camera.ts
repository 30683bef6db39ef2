/** Which camera is opened, and in which manner? */

/** A picture as large as the camera has: a card's code is only some 2 cm wide. All of it is wished, none demanded. */
const WISHES: MediaTrackConstraints = {
  width: { ideal: 1920 },
  height: { ideal: 1080 },
  frameRate: { ideal: 30 },
  facingMode: { ideal: 'environment' },
};

/**
 * Opens the camera `deviceId`, or the first one for `null`. Browsers name cameras anew when their data is cleared or the
 * page's address changes; so where the named one is not known and the machine has only one, that one is meant. With
 * several it fails rather than look at another lane. Throws the `DOMException` of `getUserMedia`.
 */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) throw new DOMException('no camera on an insecure page', 'SecurityError');
  if (deviceId === null) return open(WISHES);
  try {
    return await open({ ...WISHES, deviceId: { exact: deviceId } });
  } catch (error) {
    if (!(error instanceof Error) || !['OverconstrainedError', 'NotFoundError'].includes(error.name)) throw error;
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (devices.filter(({ kind }) => kind === 'videoinput').length !== 1) throw error;
    return open(WISHES);
  }
}

async function open(video: MediaTrackConstraints): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video });
  const [track] = stream.getVideoTracks();
  if (track !== undefined) await keepSharp(track);
  return stream;
}

/** What Chromium adds to the standard's constraints: https://www.w3.org/TR/image-capture/ */
type FocusCapabilities = MediaTrackCapabilities & { readonly focusMode?: readonly string[] };
type FocusConstraints = MediaTrackConstraintSet & { readonly focusMode?: string };

/** Cameras that can follow the card with their focus are told to; few webcams can. */
async function keepSharp(track: MediaStreamTrack): Promise<void> {
  const { focusMode }: FocusCapabilities = track.getCapabilities();
  if (focusMode?.includes('continuous') !== true) return;
  const constraints: FocusConstraints = { focusMode: 'continuous' };
  // A camera that says it can and then cannot is as good as before.
  await track.applyConstraints({ advanced: [constraints] }).catch(() => undefined);
}

/** Releases the camera; its lamp goes out. */
export function closeStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
