/**
 * How do the guides come onto paper? `npm run guides -- [--out DIR]`: each `docs/guides/*.md` as a PDF, its pictures taken from the
 * screens as they are now.
 */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { cccdText, FAKE_PEOPLE } from '../src-main/devices/simulated/fake-people.ts';
import { makeFilm } from '../test/support/camera-film.ts';
import { CHROMIUM_FLAGS, findChromium } from '../test/support/chromium.ts';
import { GUIDES_DIR, makeGuide } from './guides/make-guide.ts';
import { PROJECT_DIR } from './project.ts';

const RENDERER_DIR = join(PROJECT_DIR, 'dist/renderer');
const outDir = resolve(outOption() ?? join(PROJECT_DIR, 'guides'));
const executablePath = findChromium();
if (executablePath === null) {
  process.stderr.write('Cần Chromium: apt-get install chromium / Chromium is needed: apt-get install chromium\n');
  process.exit(1);
}
if (!existsSync(join(RENDERER_DIR, 'index.html'))) {
  process.stderr.write('Chưa dựng màn hình: npm run build / The screen is not built: npm run build\n');
  process.exit(1);
}
mkdirSync(outDir, { recursive: true });
const filmDir = mkdtempSync(join(tmpdir(), 'gac-cong-guides-'));
const filmPath = join(filmDir, 'film.y4m');
// What a camera at a gate sees: a card, and another one.
const scenes = FAKE_PEOPLE.slice(0, 2).map((person) => ({ text: cccdText(person), seconds: 1 }));
await makeFilm({ path: filmPath, scenes, width: 960, height: 540, fps: 4 });
const browser = await chromium.launch({
  executablePath,
  args: [
    ...CHROMIUM_FLAGS,
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${filmPath}`,
  ],
});
for (const file of readdirSync(GUIDES_DIR).filter((name) => name.endsWith('.md'))) {
  const { pdf, pages } = await makeGuide(browser, RENDERER_DIR, join(GUIDES_DIR, file));
  const path = join(outDir, file.replace(/\.md$/, '.pdf'));
  writeFileSync(path, pdf);
  process.stdout.write(`${JSON.stringify({ guide: file, pages, bytes: pdf.length, path })}\n`);
}
await browser.close();
rmSync(filmDir, { recursive: true });

function outOption(): string | undefined {
  const index = process.argv.indexOf('--out');
  return index === -1 ? undefined : process.argv[index + 1];
}
