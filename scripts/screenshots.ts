/**
 * What does every screen look like, in every state, language, theme and size? One PNG each, of the real screen over a gate
 * that is posed. `npm run screenshots -- [--out DIR]`; all people in the pictures are fake.
 */

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { cccdText, FAKE_PEOPLE } from '../src-main/devices/simulated/fake-people.ts';
import { startLoopbackServer } from '../src-main/host/loopback-server.ts';
import { makeFilm } from '../test/support/camera-film.ts';
import { CHROMIUM_FLAGS, findChromium } from '../test/support/chromium.ts';
import type { Pose } from './posed-gate.ts';
import { POSES } from './posed-gate.ts';

const LANGUAGES = ['vi', 'en'] as const;
const THEMES = ['light', 'dark'] as const;
const SIZES = {
  landscape: { width: 1280, height: 800 },
  portrait: { width: 800, height: 1280 },
} as const;

const SIZE_NAMES = Object.keys(SIZES) as (keyof typeof SIZES)[];
/** Most of a picture's time is waiting. */
const SIDE_BY_SIDE = 4;

const projectDir = resolve(import.meta.dirname, '..');
const outDir = resolve(outOption() ?? join(projectDir, 'screenshots'));
mkdirSync(outDir, { recursive: true });

const executablePath = findChromium();
if (executablePath === null) {
  process.stderr.write('Cần Chromium: apt-get install chromium / Chromium is needed: apt-get install chromium\n');
  process.exit(1);
}
const filmPath = join(outDir, '.film.y4m');
await makeFilm({ path: filmPath, scenes: [{ text: cccdText(FAKE_PEOPLE[0]), seconds: 1 }] });
const browser = await chromium.launch({
  executablePath,
  args: [
    ...CHROMIUM_FLAGS,
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${filmPath}`,
  ],
});
const pictures = POSES.flatMap((pose) =>
  LANGUAGES.flatMap((language) =>
    THEMES.flatMap((theme) => SIZE_NAMES.map((size) => () => picture(browser, pose, language, theme, size))),
  ),
);
const written = pictures.length;
await Promise.all(Array.from({ length: SIDE_BY_SIDE }, takePictures));
await browser.close();
process.stdout.write(`${JSON.stringify({ written, out: outDir })}\n`);

/** One of several who take the next picture until there is none left. */
async function takePictures(): Promise<void> {
  for (let next = pictures.shift(); next !== undefined; next = pictures.shift()) await next();
}

async function picture(
  browser: Browser,
  pose: Pose,
  language: (typeof LANGUAGES)[number],
  theme: (typeof THEMES)[number],
  size: keyof typeof SIZES,
): Promise<void> {
  const { gate, show } = pose.make(language, theme);
  const server = await startLoopbackServer({
    gate,
    rendererDir: join(projectDir, 'dist/renderer'),
    host: '127.0.0.1',
    port: 0,
  });
  const page: Page = await browser.newPage({ viewport: SIZES[size], reducedMotion: 'reduce' });
  try {
    await page.goto(server.address);
    await page.locator('[data-screen="gate"]').waitFor();
    await page.waitForTimeout(400); // The camera's first frames.
    show();
    await pose.open?.(page);
    await page.waitForTimeout(250); // Fonts and the last transition.
    await page.screenshot({ path: join(outDir, `${pose.name}-${language}-${theme}-${size}.png`) });
  } finally {
    await page.close();
    await server.close();
  }
}

function outOption(): string | undefined {
  const index = process.argv.indexOf('--out');
  return index === -1 ? undefined : process.argv[index + 1];
}
