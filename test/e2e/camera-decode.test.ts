/** Is a card before a real browser's camera read once, by either decoder, with nothing but this machine at hand? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { OUT_OF_SIGHT_MS } from '../../src-renderer/readers/held-code.ts';
import { makeFilm } from '../support/camera-film.ts';
import type { OpenReaderPage, ReaderPageOptions } from '../support/reader-page.ts';
import { buildReaderPage, openReaderPage } from '../support/reader-page.ts';

const CARD = '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X, Quận Y, Hà Nội|15042021';
const ALLOWED = '--use-fake-ui-for-media-stream';

const dir = mkdtempSync(join(tmpdir(), 'gac-cong-camera-'));
const filmPath = join(dir, 'card.y4m');
const builtDir = join(dir, 'page');

beforeAll(async () => {
  await buildReaderPage(builtDir);
  // In a loop: nobody for three and a half seconds, the same card for two.
  await makeFilm({
    path: filmPath,
    scenes: [
      { text: null, seconds: 3.5 },
      { text: CARD, seconds: 2 },
    ],
    fps: 10,
  });
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function open(options: Omit<ReaderPageOptions, 'builtDir'> = {}): Promise<OpenReaderPage> {
  const opened = await openReaderPage({ builtDir, filmPath, flags: [ALLOWED], ...options });
  onTestFinished(() => opened.close());
  return opened;
}

const heard = ({ page }: OpenReaderPage) => page.evaluate(() => window.readerPage.heard);
const states = async (opened: OpenReaderPage) =>
  (await heard(opened)).statuses.map(({ state, trouble }) => `${state} ${trouble ?? ''}`.trim());

async function waitForReadings(opened: OpenReaderPage, count: number) {
  await expect
    .poll(async () => (await heard(opened)).camera.length, { timeout: 60_000, interval: 200 })
    .toBeGreaterThanOrEqual(count);
  return heard(opened);
}

/** Asks page and workers to collect their garbage: frames that nobody closed would be complained of. */
async function collectGarbage({ page }: OpenReaderPage): Promise<void> {
  const collect = (): void => (globalThis as { gc?: () => void }).gc?.();
  await page.evaluate(collect);
  await Promise.all(page.workers().map((worker) => worker.evaluate(collect)));
}

describe.each(['zxing-wasm', 'zxing-js'] as const)('decoder %s', (decoder) => {
  test('reads a card once for as long as it is held, and again when it comes back', async () => {
    const opened = await open();
    await opened.page.evaluate((name) => window.readerPage.openCamera(name), decoder);
    const { camera, events } = await waitForReadings(opened, 3);

    for (const { text, encoding } of camera) expect([text, encoding]).toEqual([CARD, 'utf-8']);
    const takenAtMs = camera.map((code) => code.takenAtMs);
    expect(events).toEqual(takenAtMs.map((atMs) => ({ takenAtMs: atMs })));
    // A second reading of a card in the hand would come within its own two seconds. From one card to the next it is longer, however
    // late in its own seconds each is read.
    for (const [index, atMs] of takenAtMs.slice(1).entries()) {
      expect(atMs - (takenAtMs[index] ?? 0)).toBeGreaterThan(2 * OUT_OF_SIGHT_MS);
    }
    expect(await states(opened)).toEqual(['starting', 'ready']);
    await collectGarbage(opened);
    expect(opened.complaints()).toEqual([]);
    expect(opened.strangers()).toEqual([]);
  });
});

test('where WebAssembly is forbidden the second decoder takes over by itself', async () => {
  const opened = await open({ mayUseWebAssembly: false });
  await opened.page.evaluate(() => window.readerPage.openCamera('auto'));
  const { camera } = await waitForReadings(opened, 1);
  expect(camera[0]?.text).toBe(CARD);
  expect(opened.strangers()).toEqual([]);
});

test('where WebAssembly is forbidden and no other decoder allowed, the reader says that its decoder failed', async () => {
  const opened = await open({ mayUseWebAssembly: false });
  await opened.page.evaluate(() => window.readerPage.openCamera('zxing-wasm'));
  await expect.poll(() => states(opened), { timeout: 30_000 }).toContain('lost decoder-failed');
});

test('a browser that gives no raw frames is read from what the video shows', async () => {
  const opened = await open({ before: () => Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor') });
  await opened.page.evaluate(() => window.readerPage.openCamera('zxing-wasm'));
  const { camera } = await waitForReadings(opened, 1);
  expect(camera[0]?.text).toBe(CARD);
  expect(opened.complaints()).toEqual([]);
});

test('a camera that is pulled out is told, comes back by itself, and reads on', async () => {
  const opened = await open();
  await opened.page.evaluate(() => window.readerPage.openCamera('zxing-wasm'));
  await waitForReadings(opened, 1);
  await opened.page.evaluate(() => {
    const track = window.readerPage.track();
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  });
  const { camera } = await waitForReadings(opened, 2);
  expect(camera[1]?.text).toBe(CARD);
  expect(await states(opened)).toEqual(['starting', 'ready', 'lost unplugged', 'ready']);
  expect(opened.complaints()).toEqual([]);
});

test('a camera that stops sending pictures is opened anew', async () => {
  const opened = await open();
  await opened.page.evaluate(() => window.readerPage.openCamera('zxing-wasm'));
  await waitForReadings(opened, 1);
  // Stopped by hand a track says nothing; to the reader it is a camera that froze.
  await opened.page.evaluate(() => window.readerPage.track()?.stop());
  await waitForReadings(opened, 2);
  expect(await states(opened)).toEqual(['starting', 'ready', 'lost camera-frozen', 'ready']);
});

test('a camera that is refused, or not there, is told by its word', async () => {
  const refused = await open({ flags: ['--use-fake-ui-for-media-stream=deny'] });
  await refused.page.evaluate(() => window.readerPage.openCamera('zxing-wasm'));
  await expect.poll(() => states(refused), { timeout: 30_000 }).toEqual(['starting', 'lost camera-refused']);

  const absent = await openReaderPage({
    builtDir,
    flags: [ALLOWED, '--use-fake-device-for-media-stream=device-count=0'],
  });
  onTestFinished(() => absent.close());
  await absent.page.evaluate(() => window.readerPage.openCamera('zxing-wasm'));
  await expect.poll(() => states(absent), { timeout: 30_000 }).toEqual(['starting', 'lost not-found']);
});

test('a camera whose id the browser has forgotten is found where it is the only one', async () => {
  const opened = await open();
  await opened.page.evaluate(() => window.readerPage.openCamera('zxing-wasm', 'forgotten'));
  await waitForReadings(opened, 1);
  const cameras = await opened.page.evaluate(() => window.readerPage.listCameras());
  expect(cameras).toHaveLength(1);
  expect((await heard(opened)).statuses.at(-1)?.label).toBe(cameras[0]?.label);
});

test('a closed reader leaves no camera, no picture and no worker behind, and says nothing more', async () => {
  const opened = await open();
  const { page } = opened;
  await page.evaluate(() => window.readerPage.openCamera('zxing-wasm'));
  await waitForReadings(opened, 1);
  const track = await page.evaluateHandle(() => window.readerPage.track());
  await page.evaluate(() => window.readerPage.closeCamera());
  expect(await track.evaluate((ended) => ended?.readyState)).toBe('ended');
  expect(await page.evaluate(() => window.readerPage.video.srcObject)).toBeNull();
  await expect.poll(() => page.workers().length, { timeout: 30_000 }).toBe(0);
  await collectGarbage(opened);
  expect(await states(opened)).toEqual(['starting', 'ready']);
  expect(opened.complaints()).toEqual([]);
});
