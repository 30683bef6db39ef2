/** How does a page do on a slower processor? Its processes are stopped most of the time, workers and all. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

const PERIOD_MS = 40;

export type SlowBrowser = { readonly letGo: () => Promise<void> };

/**
 * Lets the browser's renderers run for one part in `times` of every 40 ms. Not `Emulation.setCPUThrottlingRate`: that slows
 * the page's own thread only, and decoding happens in workers, which it leaves alone (measured on Chromium 156). What runs
 * outside the renderers, such as the camera, is not slowed: its pictures come as fast as ever.
 */
export async function slowDown(browser: Browser, times: number): Promise<SlowBrowser> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  if (renderers.length === 0) throw new Error('no renderer to slow down');
  let isOver = false;

  async function alternate(): Promise<void> {
    while (!isOver) {
      signal(renderers, 'SIGSTOP');
      await delay(PERIOD_MS - PERIOD_MS / times);
      signal(renderers, 'SIGCONT');
      await delay(PERIOD_MS / times);
    }
  }

  const alternating = alternate();
  return {
    letGo: async () => {
      isOver = true;
      await alternating;
      await session.detach();
    },
  };
}

function signal(processes: readonly number[], name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const id of processes) {
    try {
      process.kill(id, name);
    } catch {
      // It has ended by itself, like a renderer that the browser kept in reserve.
    }
  }
}
