/**
 * Can everybody use every screen: by keys, by ear, with bad eyes, in both languages and all themes? Each pose of
 * `scripts/posed-gate.ts` is opened as a guard opens it, and examined in Chromium; a new pose is examined by itself.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPose } from '../../scripts/pose-screen.ts';
import type { Pose } from '../../scripts/posed-gate.ts';
import { POSES } from '../../scripts/posed-gate.ts';
import { makeFilm } from '../support/camera-film.ts';
import { findChromium } from '../support/chromium.ts';
import { examinePose, LANDSCAPE } from '../support/examine-pose.ts';
import { buildScreen, launchChromium } from '../support/screen-page.ts';

const missing = findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
const builtDir = mkdtempSync(join(tmpdir(), 'gac-cong-screen-'));
let browser: Browser;

beforeAll(async () => {
  if (missing !== null) return;
  await buildScreen(builtDir);
  const filmPath = join(builtDir, 'film.y4m');
  // Slow and small: the camera is only to be there.
  const scenes = ['', null].map((text) => ({ text, seconds: 1 }));
  await makeFilm({ path: filmPath, scenes, width: 640, height: 360, fps: 2 });
  browser = await launchChromium(filmPath);
});
afterAll(async () => {
  if (missing === null) await browser.close();
  rmSync(builtDir, { recursive: true, force: true });
});

// Each pose has a page, and so a process, of its own: two at a time keep both processors of a small machine at work.
test.concurrent.for(POSES)(
  '$name: axe finds nothing in any theme and language, no words are cut off, and all can be reached and hit',
  async (pose, { expect, skip }) => {
    if (missing !== null) skip(missing);
    expect(await examinePose(browser, builtDir, pose)).toEqual({
      axe: [],
      clipped: [],
      outOfReach: [],
      smallTargets: [],
    });
  },
);

test('forced colours, the focus and the keys work on the guard’s own screen', async ({ skip }) => {
  if (missing !== null) skip(missing);
  const [ready] = POSES as [Pose];
  const screen = await openPose(browser, builtDir, ready, LANDSCAPE);
  try {
    const { page } = screen;
    await page.emulateMedia({ forcedColors: 'active' });
    // Tab goes to every button once, each shows where it is, and none holds the focus back.
    const stops: string[] = [];
    for (let press = 0; press < 40; press += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const at = document.activeElement;
        if (at === null || at === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(at);
        return { name: at.textContent ?? '', isSeen: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 };
      });
      if (stop === null || stops.includes(stop.name)) break;
      expect(stop).toEqual({ name: stop.name, isSeen: true });
      stops.push(stop.name);
    }
    const buttons = await page.getByRole('button').count();
    expect(stops).toHaveLength(buttons);
    // A page opens by a key, and goes by one.
    await page.getByTestId('open-menu').focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog[data-screen="menu"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[data-screen="menu"]').waitFor({ state: 'detached' });
  } finally {
    await screen.close();
  }
});
