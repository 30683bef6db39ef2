/** Is the camera that was chosen the one that is used, and set as the settings say, in a real browser? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import vi from '../../resources/locales/vi.json' with { type: 'json' };
import { PLAIN_PICTURE } from '../../src-renderer/parts/contract-lists.ts';
import { createFakeGate } from '../support/fake-gate.ts';
import { buildReaderPage, openReaderPage } from '../support/reader-page.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';

const WAIT = { timeout: 30_000, interval: 100 };
const TWO_CAMERAS = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=2'];

const dir = mkdtempSync(join(tmpdir(), 'gac-cong-camera-care-'));
const [screenDir, pageDir] = [join(dir, 'screen'), join(dir, 'page')];
let browser: Browser;

beforeAll(async () => {
  await buildScreen(screenDir);
  await buildReaderPage(pageDir);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('of two cameras', () => {
  /** A camera that is unplugged: the browser neither lists nor opens it. */
  function hideCameras(): void {
    const { mediaDevices } = navigator;
    const hidden = new Set<string>();
    const [list, openAny] = [
      mediaDevices.enumerateDevices.bind(mediaDevices),
      mediaDevices.getUserMedia.bind(mediaDevices),
    ];
    mediaDevices.enumerateDevices = async () => (await list()).filter(({ deviceId }) => !hidden.has(deviceId));
    mediaDevices.getUserMedia = async (constraints) => {
      const which = JSON.stringify(constraints);
      if ([...hidden].some((id) => which.includes(id))) throw new DOMException('hidden', 'OverconstrainedError');
      return openAny(constraints);
    };
    Object.assign(window, {
      hide: (deviceId: string, isHidden: boolean) => {
        if (isHidden) hidden.add(deviceId);
        else hidden.delete(deviceId);
        mediaDevices.dispatchEvent(new Event('devicechange'));
      },
    });
  }

  async function stand() {
    const { page, close } = await openReaderPage({ builtDir: pageDir, flags: TWO_CAMERAS, before: hideCameras });
    onTestFinished(close);
    const cameras = await page.evaluate(async () => {
      // Allowed once, cameras have names.
      for (const track of (await navigator.mediaDevices.getUserMedia({ video: true })).getTracks()) track.stop();
      return window.readerPage.listCameras();
    });
    const [first, chosen] = cameras;
    if (first === undefined || chosen === undefined) throw new Error('this Chromium has no two fake cameras');
    return { page, first, chosen };
  }

  const hide = (page: Page, deviceId: string, isHidden: boolean) =>
    page.evaluate(([id, is]) => (window as unknown as { hide: (id: string, is: boolean) => void }).hide(id, is), [
      deviceId,
      isHidden,
    ] as const);
  const pull = (page: Page) =>
    page.evaluate(() => {
      const track = window.readerPage.track();
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    });
  const lastStatus = (page: Page) =>
    page.evaluate(() => {
      const { state, trouble = null, label, isStandIn } = window.readerPage.heard.statuses.at(-1) ?? {};
      return { state, trouble, label, isStandIn };
    });

  test('the chosen one is used, and used again when it is back, though another stood in for it', async () => {
    const { page, first, chosen } = await stand();
    await page.evaluate(
      ({ deviceId, label }) => window.readerPage.openCamera('zxing-wasm', deviceId, { label, mayStandIn: true }),
      chosen,
    );
    const itself = { state: 'ready', trouble: null, label: chosen.label, isStandIn: false };
    await expect.poll(() => lastStatus(page), WAIT).toEqual(itself);
    await hide(page, chosen.deviceId, true);
    await pull(page);
    await expect.poll(() => lastStatus(page), WAIT).toEqual({ ...itself, label: first.label, isStandIn: true });
    await hide(page, chosen.deviceId, false);
    await expect.poll(() => lastStatus(page), WAIT).toEqual(itself);
  });

  test('no other stands in where the venue has not allowed it', async () => {
    const { page, chosen } = await stand();
    await page.evaluate(
      ({ deviceId, label }) => window.readerPage.openCamera('zxing-wasm', deviceId, { label }),
      chosen,
    );
    await expect.poll(() => lastStatus(page).then(({ state }) => state), WAIT).toBe('ready');
    await hide(page, chosen.deviceId, true);
    await pull(page);
    await expect.poll(() => page.evaluate(() => window.readerPage.heard.statuses.length), WAIT).toBe(3);
    expect(await lastStatus(page)).toMatchObject({ state: 'lost', trouble: 'unplugged', label: chosen.label });
    expect(await page.evaluate(() => window.readerPage.track())).toBeNull();
  });

  test('the chosen one is known by its name when the browser gives it another id', async () => {
    const { page, chosen } = await stand();
    await page.evaluate(
      ({ label }) => window.readerPage.openCamera('zxing-wasm', 'from-another-profile', { label }),
      chosen,
    );
    await expect
      .poll(() => lastStatus(page), WAIT)
      .toEqual({ state: 'ready', trouble: null, label: chosen.label, isStandIn: false });
  });
});

test('what is moved in the settings is seen in the live picture at once, and saved with the reader', async () => {
  const quiet = createFakeGate().gate.snapshot();
  const camera = {
    kind: 'camera' as const,
    id: 'camera-1',
    laneId: 'lane-1',
    deviceId: null,
    label: '',
    facing: null,
    mayStandIn: false,
    picture: PLAIN_PICTURE,
  };
  const fake = createFakeGate({ settings: { ...quiet.settings, readers: [camera] } });
  const { page, complaints, close } = await openScreen({ browser, builtDir: screenDir, gate: fake.gate });
  onTestFinished(close);
  await page.getByTestId('open-settings').click();
  await page.locator('[data-section="readers"]').click();
  const focus = page.getByLabel(vi.settings.camera.place.focusDistance);
  await focus.waitFor({ timeout: 30_000 });
  const focusNow = () =>
    page.evaluate(() => {
      const stream = document.querySelector('video')?.srcObject;
      const [track] = stream instanceof MediaStream ? stream.getVideoTracks() : [];
      return (track?.getSettings() as { readonly focusDistance?: number } | undefined)?.focusDistance ?? null;
    });
  const most = Number(await focus.getAttribute('max'));
  await expect.poll(focusNow, WAIT).toBeLessThan(most);
  await focus.fill(String(most));
  await expect.poll(focusNow, WAIT).toBe(most);
  // This camera has no lamp, so none is offered.
  expect(await page.getByText(vi.settings.camera.torch).count()).toBe(0);
  await page.getByTestId('save-settings').click();
  await expect
    .poll(() => fake.gate.snapshot().settings.readers[0], WAIT)
    .toMatchObject({ kind: 'camera', picture: { focusDistance: most, exposureTime: null } });
  expect(complaints).toEqual([]);
});
