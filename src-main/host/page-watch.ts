/** Does the page in the kiosk's browser live? The browser goes on when its page hangs, and answers for it. */

import type { Heartbeat } from '../core/recovery/heartbeat.ts';
import {
  afterLook,
  BROWSER_SILENT_LOOKS,
  hangs,
  LOOK_EVERY_MS,
  PAUSED_LOOKS,
  reborn,
  spoke,
  UNBORN,
} from '../core/recovery/heartbeat.ts';
import { waitMeter } from './kept-waiting.ts';
import { renderersOf } from './renderers.ts';

/** What a page says of itself: that it lives, or that the system's own dialog for printing will keep it from saying so. */
export type PageWord = 'lives' | 'pauses';

export type PageWatch = {
  readonly heard: (word: PageWord) => void;
  /** Another browser takes the place of the one before. `expectsWord`: it was sent to a page that says that it lives. */
  readonly begin: (expectsWord: boolean) => void;
  readonly end: () => void;
};

/** `onHang` ends the browser, once; what it is begun anew with is given twice the time. */
export function watchPage(onHang: () => void, keptWaiting: () => number): PageWatch {
  let heartbeat: Heartbeat = UNBORN;
  let isExpected = false;
  let wasHung = false;
  let timer: NodeJS.Timeout | null = null;
  let mostLooks = BROWSER_SILENT_LOOKS;

  function end(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  function look(): void {
    if (!isExpected) return;
    // Looked for among all processes only where it was silent already.
    heartbeat = afterLook(heartbeat, heartbeat.silentLooks > 0 ? keptWaiting() : 0);
    if (!hangs(heartbeat, mostLooks)) return;
    wasHung = true;
    end();
    onHang();
  }

  return {
    heard: (word) => {
      isExpected = true;
      heartbeat = spoke(heartbeat);
      mostLooks = word === 'pauses' ? PAUSED_LOOKS : BROWSER_SILENT_LOOKS;
    },
    begin: (expectsWord) => {
      end();
      heartbeat = reborn(heartbeat, wasHung);
      wasHung = false;
      isExpected = expectsWord;
      mostLooks = BROWSER_SILENT_LOOKS;
      timer = setInterval(look, LOOK_EVERY_MS);
    },
    end,
  };
}

/** For how much of the last moment did the pages' process that waited most for a processor wait for one? */
export function renderersKeptWaiting(profileDir: string): () => number {
  const meters = new Map<number, (pid: number) => number>();
  return () => {
    const pids = renderersOf(profileDir);
    for (const pid of meters.keys()) if (!pids.includes(pid)) meters.delete(pid);
    const shares = pids.map((pid) => {
      const meter = meters.get(pid) ?? waitMeter();
      meters.set(pid, meter);
      return meter(pid);
    });
    return Math.max(0, ...shares);
  };
}
