/** Which pictures does a guide need, and how do they look today? Taken from the real screen over the posed gate, never kept. */

import type { Browser, Page } from 'playwright-core';
import type { Settings } from '../../src-main/contract/settings.ts';
import { startLoopbackServer } from '../../src-main/host/loopback-server.ts';
import type { Pose } from '../posed-gate.ts';
import { POSES } from '../posed-gate.ts';

/** `pose:NAME` is the whole screen, `pose:NAME#PART` the part of it that tests know by this name. */
const PICTURE = /\(pose:([\w-]+)(?:#([\w-]+))?\)/g;
const AS_PICTURE = { type: 'jpeg', quality: 82, animations: 'disabled' } as const;
const SCREEN = { width: 1280, height: 800 };

export type GuideLanguage = Settings['screen']['language'];

/** Each as a `data:` address, by the name that the guide calls it. Fails where there is no such pose. */
export async function takePictures(
  browser: Browser,
  rendererDir: string,
  guide: string,
  language: GuideLanguage,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map([...guide.matchAll(PICTURE)].map((match) => [match[0].slice(1, -1), match] as const));
  const taken = new Map<string, string>();
  for (const [name, [, poseName, part]] of wanted) {
    const pose = POSES.find((each) => each.name === poseName);
    if (pose === undefined) throw new Error(`no such pose: ${name}`);
    taken.set(name, await takePicture(browser, rendererDir, pose, language, part ?? null));
  }
  return taken;
}

async function takePicture(
  browser: Browser,
  rendererDir: string,
  pose: Pose,
  language: GuideLanguage,
  part: string | null,
): Promise<string> {
  const { gate, show } = pose.make(language, 'light');
  const server = await startLoopbackServer({ gate, rendererDir, host: '127.0.0.1', port: 0 });
  const page = await browser.newPage({ viewport: SCREEN, reducedMotion: 'reduce' });
  try {
    await page.addInitScript(holdStill);
    await page.goto(server.address);
    await page.locator('[data-screen="gate"]').waitFor();
    await page.locator('[data-camera="ready"]').first().waitFor();
    await page.waitForTimeout(300); // The camera's first frames.
    show();
    await pose.open?.(page);
    await page.waitForTimeout(250); // Fonts and the last transition.
    const picture = part === null ? await page.screenshot(AS_PICTURE) : await pictureOfPart(page, part);
    return `data:image/jpeg;base64,${picture.toString('base64')}`;
  } finally {
    await page.close();
    await server.close();
  }
}

async function pictureOfPart(page: Page, part: string): Promise<Buffer> {
  const place = page.getByTestId(part).first();
  await place.waitFor();
  const clip = await place.boundingBox();
  if (clip === null) throw new Error(`nothing to be seen of ${part}`);
  return await page.screenshot({ ...AS_PICTURE, clip });
}

/** A verdict stands for seconds, and a slow machine would be late for it: in a picture no time passes. */
function holdStill(): void {
  const later = window.setTimeout.bind(window);
  const held = (run: () => void, ms = 0): number => (ms < 2_000 ? later(run, ms) : 0);
  window.setTimeout = held as typeof window.setTimeout;
}
