/** Does a camera read on where the browser gives no raw frames, never answers, or answers too late? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeFilm } from '../support/camera-film.ts';
import type { OpenReaderPage } from '../support/reader-page.ts';
import { buildReaderPage, openReaderPage } from '../support/reader-page.ts';

const CARDS = [
  '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X, Quận Y, Hà Nội|15042021',
  '079199000000|012345678|Trần Thị B|02021999|Nữ|Số 2, Phường X, Quận Y, Hà Nội|15042021',
];
const WAIT = { timeout: 60_000, interval: 100 };

const dir = mkdtempSync(join(tmpdir(), 'gac-cong-camera-starved-'));
const filmPath = join(dir, 'cards.y4m');
const builtDir = join(dir, 'page');

beforeAll(async () => {
  await buildReaderPage(builtDir);
  const scenes = CARDS.map((text) => ({ text, seconds: 0.4 }));
  await makeFilm({ path: filmPath, scenes, width: 640, height: 480, fps: 20 });
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function open(before?: () => void): Promise<OpenReaderPage> {
  const flags = ['--use-fake-ui-for-media-stream'];
  const opened = await openReaderPage({ builtDir, filmPath, flags, ...(before === undefined ? {} : { before }) });
  onTestFinished(() => opened.close());
  return opened;
}

const heard = ({ page }: OpenReaderPage) => page.evaluate(() => window.readerPage.heard);
const told = async (opened: OpenReaderPage) =>
  (await heard(opened)).statuses.map(({ state, trouble }) => `${state} ${trouble ?? ''}`.trim());
const reads = async (opened: OpenReaderPage) => (await heard(opened)).reads;
const start = ({ page }: OpenReaderPage) => page.evaluate(() => window.readerPage.openCamera('zxing-wasm'));

test('a camera of which a frame was never closed is read from what the screen shows, and raw again once it is', async () => {
  const opened = await open();
  const { page } = opened;
  await page.evaluate(async () => {
    type Processor = new (init: { track: MediaStreamTrack }) => { readonly readable: ReadableStream<VideoFrame> };
    const { MediaStreamTrackProcessor } = globalThis as unknown as { MediaStreamTrackProcessor: Processor };
    const video = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const [track] = (await navigator.mediaDevices.getUserMedia({ video })).getVideoTracks();
    if (track === undefined) throw new Error('no camera');
    const frames: VideoFrame[] = [];
    Object.assign(window, { kept: { frames } });
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (let isOver = false; !isOver; ) {
      const frame = reader.read().then(({ value }) => value);
      const silence = new Promise<undefined>((passed) => setTimeout(passed, 700));
      const got = await Promise.race([frame, silence]);
      if (got === undefined) isOver = true;
      else frames.push(got);
    }
    track.stop();
  });
  await start(opened);
  await expect.poll(() => reads(opened), WAIT).toBeGreaterThan(20);
  await page.evaluate(() => {
    for (const frame of (window as unknown as { kept: { frames: VideoFrame[] } }).kept.frames) frame.close();
  });
  const before = await reads(opened);
  await expect.poll(() => reads(opened), WAIT).toBeGreaterThan(before + 20);
  expect(await told(opened)).toEqual(['starting', 'ready']);
});

test('an opening that never answers is given up and made again, and a camera that comes of it too late is let go', async () => {
  const opened = await open(() => {
    const { mediaDevices } = navigator;
    const openAny = mediaDevices.getUserMedia.bind(mediaDevices);
    let answer: () => void = () => undefined;
    const late = new Promise<void>((said) => {
      answer = said;
    });
    let openings = 0;
    const tracks: MediaStreamTrack[] = [];
    mediaDevices.getUserMedia = async (constraints) => {
      openings += 1;
      if (openings === 1) await late;
      const stream = await openAny(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
    Object.assign(window, { late: { answer, states: () => tracks.map(({ readyState }) => readyState) } });
  });
  type Late = { late: { answer: () => void; states: () => readonly string[] } };
  await start(opened);
  await expect.poll(() => told(opened), WAIT).toEqual(['starting', 'lost in-use', 'ready']);
  await opened.page.evaluate(() => (window as unknown as Late).late.answer());
  await expect
    .poll(() => opened.page.evaluate(() => (window as unknown as Late).late.states()), WAIT)
    .toEqual(['live', 'ended']);
  const before = await reads(opened);
  await expect.poll(() => reads(opened), WAIT).toBeGreaterThan(before);
});

test('a camera that never answers how it is to be set is read all the same', async () => {
  const opened = await open(() => {
    MediaStreamTrack.prototype.getCapabilities = () => ({ focusMode: ['continuous'] }) as MediaTrackCapabilities;
    MediaStreamTrack.prototype.applyConstraints = () => new Promise(() => undefined);
  });
  await start(opened);
  await expect.poll(() => reads(opened), WAIT).toBeGreaterThan(0);
  expect(await told(opened)).toEqual(['starting', 'ready']);
});

test('a camera that ends on its way to the reader is opened again', async () => {
  const opened = await open(() => {
    const { mediaDevices } = navigator;
    const openAny = mediaDevices.getUserMedia.bind(mediaDevices);
    let openings = 0;
    mediaDevices.getUserMedia = async (constraints) => {
      openings += 1;
      const stream = await openAny(constraints);
      if (openings === 1) for (const track of stream.getTracks()) track.stop();
      return stream;
    };
  });
  await start(opened);
  await expect.poll(() => told(opened), WAIT).toEqual(['starting', 'lost unplugged', 'ready']);
  expect(opened.complaints()).toEqual([]);
});

test('a decoder that never answers again is given up and started anew', async () => {
  const opened = await open(() => {
    const { Worker: Real } = globalThis;
    let fast = 0;
    globalThis.Worker = class extends Real {
      readonly #isDeaf: boolean;
      #pictures = 0;
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name === 'decode-fast') fast += 1;
        this.#isDeaf = options?.name === 'decode-fast' && fast === 1;
      }
      override postMessage(message: unknown, owned?: unknown): void {
        this.#pictures += 1;
        // It hears its start and a few pictures, and the rest never.
        if (this.#isDeaf && this.#pictures > 5) return;
        super.postMessage(message, owned as Transferable[]);
      }
    };
  });
  await start(opened);
  // Three seconds without a picture come before the five that a decoder has.
  const lost = ['lost camera-frozen', 'lost decoder-failed'];
  await expect.poll(() => told(opened), WAIT).toEqual(['starting', 'ready', ...lost, 'ready']);
  const before = await reads(opened);
  await expect.poll(() => reads(opened), WAIT).toBeGreaterThan(before);
});
