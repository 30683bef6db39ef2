/** Where does a test file get the product's screen, and a browser to look at it? Once for all of its tests; both go after them. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { buildScreen, launchChromium } from './screen-page.ts';

export type BuiltScreen = { readonly browser: Browser; readonly builtDir: string };

/** For the top of a test file; the browser is there as soon as a test runs. */
export function builtScreen(): BuiltScreen {
  const builtDir = mkdtempSync(join(tmpdir(), 'gac-cong-screen-'));
  let browser: Browser | null = null;
  beforeAll(async () => {
    await buildScreen(builtDir);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(builtDir, { recursive: true, force: true });
  });
  return {
    builtDir,
    get browser() {
      if (browser === null) throw new Error('there is no browser before the first test');
      return browser;
    },
  };
}
