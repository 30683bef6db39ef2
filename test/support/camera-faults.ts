/** How does a test take a camera away from a page, freeze it, or hold it back, and give it back? */

/** `live`: as it is. `frozen`: the same picture again and again. `silent`: none. `black`: none with any light. */
export type CameraMood = 'live' | 'frozen' | 'silent' | 'black';

export type CameraFaults = {
  /** What every open camera of the page sends from now on. */
  readonly become: (mood: CameraMood) => void;
  /** Openings fail with this error, until `null`. */
  readonly refuse: (errorName: string | null) => void;
  /** As when the plug is pulled: the tracks end, and say so. */
  readonly pull: () => void;
  /** As when another program holds the camera: silent, and the tracks say that they are muted. */
  readonly mute: (isMuted: boolean) => void;
  readonly openings: () => number;
};

declare global {
  interface Window {
    cameraFaults: CameraFaults;
  }
}

/**
 * Runs in the page before anything else. Every stream that the page opens goes through a track of ours, which sends on
 * what the camera takes, with a little grain, as sensors have; so the reader meets a real track and real frames.
 */
export function injectCameraFaults(): void {
  type Made = { readonly frame: VideoFrame; readonly data: Uint8Array };
  type Generator = MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> };
  const { MediaStreamTrackGenerator } = globalThis as unknown as {
    MediaStreamTrackGenerator: new (init: { kind: 'video' }) => Generator;
  };
  let mood: CameraMood = 'live';
  let refusal: string | null = null;
  let openings = 0;
  let grain = 0;
  const tracks = new Set<MediaStreamTrack>();
  const muted = new WeakSet<MediaStreamTrack>();

  const hasEnded = (track: MediaStreamTrack): boolean => track.readyState === 'ended';

  /** A picture of our own, so that what it shows is known to the bit. */
  async function grained(frame: VideoFrame, old: Uint8Array | null): Promise<Made> {
    const { codedWidth, codedHeight, timestamp } = frame;
    const data = new Uint8Array(frame.allocationSize());
    await frame.copyTo(data);
    if (mood === 'black') data.fill(16, 0, codedWidth * codedHeight);
    else if (mood === 'frozen' && old !== null) data.set(old);
    else {
      // In turn, so that no two pictures that follow each other are ever the same by chance.
      grain += 1;
      const amount = 1 + (grain % 3);
      for (let at = grain % 7; at < codedWidth * codedHeight; at += 7) {
        data[at] = Math.min(250, (data[at] ?? 0) + amount);
      }
    }
    const copy = new VideoFrame(data, { format: frame.format ?? 'I420', codedWidth, codedHeight, timestamp });
    return { frame: copy, data };
  }

  /**
   * From what a video element shows, not from raw frames: of those Chromium gives no more while one that it lost itself, as it
   * does now and then when a track is stopped, waits for the garbage collector.
   */
  async function sendOn(from: MediaStreamTrack, to: Generator): Promise<void> {
    const video = document.createElement('video');
    const writer = to.writable.getWriter();
    let old: Uint8Array | null = null;
    video.muted = true;
    video.srcObject = new MediaStream([from]);
    await video.play();
    while (!hasEnded(to)) {
      await new Promise((shown) => video.requestVideoFrameCallback(shown));
      if (hasEnded(to)) break;
      if (mood === 'silent' || muted.has(to)) continue;
      const frame = new VideoFrame(video);
      const made: Made = await grained(frame, old).finally(() => frame.close());
      old = made.data;
      if (hasEnded(to)) made.frame.close();
      else writer.write(made.frame).catch(() => made.frame.close());
    }
    video.srcObject = null;
  }

  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    openings += 1;
    if (refusal !== null) throw new DOMException('as the test wants it', refusal);
    const [camera] = (await open(constraints)).getVideoTracks();
    if (camera === undefined) throw new DOMException('no picture', 'NotFoundError');
    const track = new MediaStreamTrackGenerator({ kind: 'video' });
    // A track that is stopped lets its camera go, as the page's own would.
    const stop = track.stop.bind(track);
    track.stop = () => {
      stop();
      camera.stop();
      tracks.delete(track);
    };
    tracks.add(track);
    sendOn(camera, track).catch(() => undefined);
    return new MediaStream([track]);
  };

  window.cameraFaults = {
    become: (next) => {
      mood = next;
    },
    refuse: (errorName) => {
      refusal = errorName;
    },
    pull: () => {
      for (const track of tracks) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    },
    mute: (isMuted) => {
      for (const track of tracks) {
        if (isMuted) muted.add(track);
        else muted.delete(track);
        track.dispatchEvent(new Event(isMuted ? 'mute' : 'unmute'));
      }
    },
    openings: () => openings,
  };
}
