/**
 * What does every screen look like, in every state, language, theme and size? One PNG each, of the real screen over a gate
 * that is posed. `npm run screenshots -- [--out DIR] [--pose ready,admit] [--look vi-light] [--size 1280x800]`; all people in the
 * pictures are fake.
 */

import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { cccdText, FAKE_PEOPLE } from '../src-main/devices/simulated/fake-people.ts';
import { makeFilm } from '../test/support/camera-film.ts';
import { CHROMIUM_FLAGS, findChromium } from '../test/support/chromium.ts';
import type { Size } from './pose-screen.ts';
import { LOOKS, openPose } from './pose-screen.ts';
import type { Pose } from './posed-gate.ts';
import { POSES } from './posed-gate.ts';
import { PROJECT_DIR } from './project.ts';

const SIZES: readonly Size[] = [
  { width: 800, height: 1280 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
/** A picture keeps one processor busy: the page draws it, then it is compressed. */
const SIDE_BY_SIDE = 3;
/** The camera is only to be there. */
const FILM_FPS = 4;

const outDir = resolve(option('--out') ?? join(PROJECT_DIR, 'screenshots'));
mkdirSync(outDir, { recursive: true });

const executablePath = findChromium();
if (executablePath === null) {
  process.stderr.write('Cần Chromium: apt-get install chromium / Chromium is needed: apt-get install chromium\n');
  process.exit(1);
}
const filmPath = join(outDir, '.film.y4m');
// Two cards by turns: a picture that never changes is a camera that hangs, and the screen would say so.
const scenes = FAKE_PEOPLE.slice(0, 2).map((person) => ({ text: cccdText(person), seconds: 1 }));
await makeFilm({ path: filmPath, scenes, width: 960, height: 540, fps: FILM_FPS });
const browser = await chromium.launch({
  executablePath,
  args: [
    ...CHROMIUM_FLAGS,
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${filmPath}`,
  ],
});
const waiting = POSES.filter(({ name }) => isWanted('--pose', name));
const looks = LOOKS.filter(({ language, theme }) => isWanted('--look', `${language}-${theme}`));
const sizes = SIZES.filter((size) => isWanted('--size', nameOf(size)));
let written = 0;
await Promise.all(Array.from({ length: SIDE_BY_SIDE }, takePictures));
await browser.close();
rmSync(filmPath);
process.stdout.write(`${JSON.stringify({ written, out: outDir })}\n`);

/** One of several who take the next pose until there is none left. */
async function takePictures(): Promise<void> {
  for (let pose = waiting.shift(); pose !== undefined; pose = waiting.shift()) await picturesOf(pose);
}

async function picturesOf(pose: Pose): Promise<void> {
  const screen = await openPose(
    browser,
    join(PROJECT_DIR, 'dist/renderer'),
    pose,
    sizes[0] ?? { width: 1280, height: 800 },
  );
  try {
    for (const size of sizes) {
      await screen.page.setViewportSize(size);
      for (const look of looks) {
        await screen.take(look);
        const name = `${pose.name}-${look.language}-${look.theme}-${nameOf(size)}.png`;
        await screen.page.screenshot({ path: join(outDir, name) });
        written += 1;
      }
    }
  } finally {
    await screen.close();
  }
}

function nameOf({ width, height }: Size): string {
  return `${width}x${height}`;
}

/** Everything is wanted, or what stands in the option's list. */
function isWanted(name: string, value: string): boolean {
  return option(name)?.split(',').includes(value) ?? true;
}

function option(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index === -1 ? undefined : process.argv[index + 1];
}
