/** Is somebody who holds the wrong side of a card before the camera told so, in words, and left alone otherwise? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import vi from '../../resources/locales/vi.json' with { type: 'json' };
import { PLAIN_PICTURE } from '../../src-renderer/parts/contract-lists.ts';
import { makeFilm } from '../support/camera-film.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { createFakeGate } from '../support/fake-gate.ts';
import { buildScreen, openScreen } from '../support/screen-page.ts';

const CARD = '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X, Quận Y, Hà Nội|15042021';

const dir = mkdtempSync(join(tmpdir(), 'gac-cong-guidance-'));
const filmPath = join(dir, 'sides.y4m');
const builtDir = join(dir, 'screen');
let browser: Browser;

beforeAll(async () => {
  await buildScreen(builtDir);
  // In a loop: nobody, a card held wrong side up, and turned over.
  await makeFilm({
    path: filmPath,
    scenes: [
      { text: null, seconds: 2 },
      { text: '', seconds: 4 },
      { text: CARD, seconds: 3 },
    ],
    fps: 10,
  });
  browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [
      ...CHROMIUM_FLAGS,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${filmPath}`,
    ],
  });
});

afterAll(async () => {
  await browser.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a card without a code is asked to be turned over, until its code is read', async () => {
  const { settings } = createFakeGate().gate.snapshot();
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
  const fake = createFakeGate({ settings: { ...settings, readers: [camera] } });
  const { page, close } = await openScreen({ browser, builtDir, gate: fake.gate });
  onTestFinished(close);

  // Every word that stood there, and what the gate had been handed when it changed.
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    window.addEventListener('gate:camera-code', () => said.push('read'));
    const look = (): void => {
      const hint = document.querySelector('[data-hint]')?.getAttribute('data-hint') ?? 'nothing';
      if (said.findLast((word) => word !== 'read') !== hint) said.push(hint);
      requestAnimationFrame(look);
    };
    look();
  });
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);

  await page.locator('[data-hint="turn-over"]').waitFor({ timeout: 60_000 });
  expect(await page.locator('[data-hint="turn-over"]').textContent()).toContain(vi.camera.hint['turn-over'].what);
  await expect
    .poll(async () => (await said()).filter((word) => word === 'turn-over').length, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(3);
  await page.locator('[data-hint]').waitFor({ state: 'detached', timeout: 60_000 });

  const words = await said();
  expect(words.filter((word) => !['nothing', 'turn-over', 'read'].includes(word))).toEqual([]);
  // Between one asking and the next the code was read: nobody is asked twice, and nobody in vain.
  expect(words.join(' ')).not.toMatch(/turn-over nothing turn-over/);
});
