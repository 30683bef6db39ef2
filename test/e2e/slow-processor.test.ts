/** On a processor a quarter as fast, does the verdict still come, and are pictures let go rather than kept waiting? */

import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openGate } from '../../src-main/gate.ts';
import { makeFilm } from '../support/camera-film.ts';
import { findChromium } from '../support/chromium.ts';
import { countFrames } from '../support/frame-budget.ts';
import { nextPainted } from '../support/next-painted.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { slowDown } from '../support/slow-browser.ts';
import { suiteDir, temporaryDir } from '../support/temporary-dir.ts';

const CARD = '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X, Quận Y, Hà Nội|15042021';
const TIMES_SLOWER = 4;
const FAST_FRAMES = 40;
const HARD_FRAMES = 4;

const missing = findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
const dir = suiteDir();
const builtDir = join(dir, 'screen');
const filmPath = join(dir, 'card.y4m');
let browser: Browser;

beforeAll(async () => {
  if (missing !== null) return;
  await buildScreen(builtDir);
  const scenes = [
    { text: null, seconds: 2 },
    { text: CARD, seconds: 1 },
  ];
  await makeFilm({ path: filmPath, scenes, fps: 30 });
  browser = await launchChromium(filmPath);
});
afterAll(async () => {
  if (missing === null) await browser.close();
});

test('no picture waits behind another, and the card in the film gets its verdict', async ({ skip }) => {
  if (missing !== null) skip(missing);
  const opened = openGate({
    dataDir: temporaryDir(),
    version: 'test',
    extraReaders: () => [],
    log: () => undefined,
    random: () => 0.5,
    isAttended: true,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { page, close } = await openScreen({ browser, builtDir, gate: opened.gate, before: countFrames });
  const slow = await slowDown(browser, TIMES_SLOWER);
  onTestFinished(async () => {
    await slow.letGo();
    await close();
    await opened.gate.close();
  });
  const painted = await nextPainted(page);
  // Both lanes have had a good many pictures, and with pictures at both of them the card has been shown.
  await expect
    .poll(() => page.evaluate(() => globalThis.frameBudget.sent['decode-fast'] ?? 0), { timeout: 90_000 })
    .toBeGreaterThanOrEqual(FAST_FRAMES);
  await expect
    .poll(() => page.evaluate(() => globalThis.frameBudget.sent['decode-hard'] ?? 0), { timeout: 90_000 })
    .toBeGreaterThanOrEqual(HARD_FRAMES);
  expect(['admit', 'already-recorded']).toContain((await painted()).verdict);

  const budget = await page.evaluate(() => globalThis.frameBudget);
  // One beside the one that the fast lane has in hand; none there beside the one that it decodes.
  expect(budget).toMatchObject({ mostWaiting: 1, mostAtWorker: 1, mostBehind: 0 });
  expect(budget.dropped).toBeGreaterThan(0);
});
