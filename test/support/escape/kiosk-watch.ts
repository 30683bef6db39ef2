/** What would an escape change at the kiosk, and what does its page hear of the keys? */

import { expect } from 'vitest';
import type { PackedKiosk } from '../packed-kiosk.ts';

export type KioskWatch = {
  /** Everything that an escape would change. */
  readonly standing: () => Promise<object>;
  /** What the page heard since it was asked last. */
  readonly heard: () => Promise<string[]>;
  /** Presses `key`, and then Shift, which has to come through; what the page heard besides. */
  readonly heardOf: (key: string) => Promise<string[]>;
};

/** One window, full screen, that shows the page which was there first. */
export const AS_IT_WAS = {
  windows: [{ url: 'app://gate/', isFullScreen: true, zoom: 1 }],
  pages: 1,
  hasDevTools: false,
  isSamePage: true,
  scale: 1,
  isFirst: 1,
};

export async function watchKiosk({ app, page, press }: PackedKiosk): Promise<KioskWatch> {
  // What a page that was loaded again would not have.
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    addEventListener('keydown', ({ code, ctrlKey, altKey }) => {
      heard.push(`${ctrlKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${code}`);
    });
    for (const type of ['contextmenu', 'dragstart', 'drop']) {
      addEventListener(type, (event) => heard.push(`${type} ${event.defaultPrevented ? 'stopped' : 'goes on'}`));
    }
  });

  async function standing(): Promise<object> {
    const windows = await app.evaluate(({ BrowserWindow, webContents }) => ({
      windows: BrowserWindow.getAllWindows().map((window) => ({
        url: window.webContents.getURL(),
        isFullScreen: window.isFullScreen() && window.isKiosk() && window.isVisible() && !window.isMinimized(),
        zoom: window.webContents.getZoomFactor(),
      })),
      pages: webContents.getAllWebContents().length,
      hasDevTools: webContents.getAllWebContents().some((contents) => contents.isDevToolsOpened()),
    }));
    const inPage = await page.evaluate(() => ({
      isSamePage: 'heard' in globalThis,
      scale: visualViewport?.scale,
      isFirst: history.length,
    }));
    return { ...windows, ...inPage };
  }

  async function heard(): Promise<string[]> {
    return await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0));
  }

  async function heardOf(key: string): Promise<string[]> {
    press(key, 'Shift_R');
    const all: string[] = [];
    await expect
      .poll(async () => {
        all.push(...(await heard()));
        return all;
      })
      .toContain('ShiftRight');
    return all.filter((each) => !/(Control|Alt|Shift|Meta)(Left|Right)$/.test(each));
  }

  return { standing, heard, heardOf };
}
