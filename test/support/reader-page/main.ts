/** What do the screen's readers do in a real browser? A page with nothing but them, driven by tests. */

import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import { PLAIN_PICTURE } from '../../../src-renderer/parts/contract-lists.ts';
import type { CameraWish } from '../../../src-renderer/readers/camera-choice.ts';
import type { CameraCode, CameraReader, CameraStatus } from '../../../src-renderer/readers/camera-reader.ts';
import { startCamera } from '../../../src-renderer/readers/camera-reader.ts';
import type { DecoderChoice } from '../../../src-renderer/readers/decode-protocol.ts';
import { listCameras } from '../../../src-renderer/readers/list-cameras.ts';
import { startWedge } from '../../../src-renderer/readers/wedge-reader.ts';
import { TONES } from '../../../src-renderer/sound/tones.ts';
import { createSounds, playNotes } from '../../../src-renderer/sound/verdict-sound.ts';

function element<T extends Element>(selector: string, kind: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page lacks ${selector}`);
  return found;
}

/** What happened on the page so far. */
const heard = {
  camera: [] as CameraCode[],
  events: [] as unknown[],
  statuses: [] as CameraStatus[],
  /** Pictures that went through the decoder, and those among them that it read. */
  pictures: 0,
  reads: 0,
  wedge: [] as string[],
  clicks: 0,
};
const video = element('#video', HTMLVideoElement);
let camera: CameraReader | null = null;
let wedge: { close(): void } | null = null;
let isPaused = false;

element('#button', HTMLButtonElement).addEventListener('click', () => {
  heard.clicks += 1;
});
window.addEventListener('gate:camera-code', (event) => {
  if (event instanceof CustomEvent) heard.events.push(event.detail);
});

const readerPage = {
  heard,
  openCamera: (decoder: DecoderChoice, deviceId: string | null = null, wish: Partial<CameraWish> = {}) => {
    camera = startCamera({
      wish: { deviceId, label: '', facing: null, mayStandIn: false, claimedIds: [], ...wish },
      picture: PLAIN_PICTURE,
      video,
      decoder,
      onCode: (code) => heard.camera.push(code),
      onStatus: (status) => heard.statuses.push(status),
      onPicture: ({ isRead }) => {
        heard.pictures += 1;
        if (isRead) heard.reads += 1;
      },
    });
  },
  closeCamera: () => camera?.close(),
  openWedge: () => {
    wedge = startWedge({ target: window, onCode: ({ text }) => heard.wedge.push(text), isPaused: () => isPaused });
  },
  closeWedge: () => wedge?.close(),
  pauseWedge: (paused: boolean) => {
    isPaused = paused;
  },
  listCameras,
  track: () => (video.srcObject instanceof MediaStream ? (video.srcObject.getVideoTracks()[0] ?? null) : null),
  video,
  unlockSounds: () => createSounds().unlock(),
  /** The loudness of a verdict's tone, one figure (RMS) for each tenth of a second. */
  renderTone: async (verdict: Verdict, seconds: number): Promise<number[]> => {
    const context = new OfflineAudioContext(1, 44_100 * seconds, 44_100);
    playNotes(context, TONES[verdict], 1);
    const samples = (await context.startRendering()).getChannelData(0);
    return Array.from({ length: seconds * 10 }, (_, tenth) => {
      const part = samples.subarray(tenth * 4_410, (tenth + 1) * 4_410);
      return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
    });
  },
};

export type ReaderPage = typeof readerPage;

declare global {
  interface Window {
    readerPage: ReaderPage;
  }
}

window.readerPage = readerPage;
