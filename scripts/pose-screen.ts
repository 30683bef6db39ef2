/** How is one posed screen seen in every language and theme, without being opened anew for each? */

import type { Browser, Page } from 'playwright-core';
import type { Gate } from '../src-main/contract/gate.ts';
import type { GateEvent, GateSnapshot } from '../src-main/contract/gate-api.ts';
import type { Settings } from '../src-main/contract/settings.ts';
import { startLoopbackServer } from '../src-main/host/loopback-server.ts';
import type { FromDecoder, ToDecoder } from '../src-renderer/readers/decode-protocol.ts';
import type { Pose } from './posed-gate.ts';

export const LANGUAGES = ['vi', 'en'] as const;
export const THEMES = ['light', 'dark', 'contrast'] as const;

export type Look = Pick<Settings['screen'], 'language' | 'theme'>;
export type Size = { readonly width: number; readonly height: number };

export const LOOKS: readonly Look[] = LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme })));

export type PosedScreen = {
  readonly page: Page;
  /** The gate's settings change, as an administrator would change them, and the open screen with them. */
  readonly take: (look: Look) => Promise<void>;
  /** Nothing moves any more and all letters are there. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A screen stands in its pose as long as it is looked at: what would end by itself later than this does not end. */
const HELD_FROM_MS = 1_000;

/** A machine that does ten other things at once opens a page slowly, and no less rightly. */
const SLOWEST_STEP_MS = 90_000;

/** Opens it in the first look. `builtDir` holds the built screen. */
export async function openPose(browser: Browser, builtDir: string, pose: Pose, size: Size): Promise<PosedScreen> {
  const [first] = LOOKS as [Look];
  const posed = pose.make(first.language, first.theme);
  const { gate, turn } = turnable(posed.gate);
  const server = await startLoopbackServer({ gate, rendererDir: builtDir, host: '127.0.0.1', port: 0 });
  const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
  const close = async (): Promise<void> => {
    await page.close();
    await server.close();
  };
  try {
    page.setDefaultTimeout(SLOWEST_STEP_MS);
    await page.addInitScript(holdStill, HELD_FROM_MS);
    await page.goto(server.address);
    await page.locator('[data-screen="gate"]').first().waitFor();
    await page.locator('[data-camera="starting"]').first().waitFor({ state: 'detached' });
    posed.show();
    await pose.open?.(page);
    // A pointer that rests where something was pressed would make what lies there now look chosen.
    await page.mouse.move(0, 0);
  } catch (error) {
    await close();
    throw new Error(`the pose ${pose.name} cannot be taken`, { cause: error });
  }
  return {
    page,
    take: async (look) => {
      turn(look);
      await page.waitForFunction(
        ({ language, theme }) =>
          document.documentElement.lang === language && document.documentElement.dataset.theme === theme,
        look,
      );
      await settle(page);
    },
    settle: () => settle(page),
    close,
  };
}

async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
  });
}

/** Runs in the page before anything of the screen. */
function holdStill(fromMs: number): void {
  const start = window.setTimeout.bind(window);
  const held = (handler: TimerHandler, afterMs = 0, ...rest: unknown[]): number =>
    afterMs >= fromMs ? 0 : start(handler, afterMs, ...rest);
  window.setTimeout = held as typeof window.setTimeout;
  // Nor is anything read: nobody is there, and the processor has pictures to draw.
  class IdleDecoder {
    onmessage: ((event: { readonly data: FromDecoder }) => void) | null = null;
    postMessage(message: ToDecoder): void {
      if (message.type === 'start') {
        this.#answer({ type: 'ready', decoder: 'zxing-wasm' });
        return;
      }
      const { picture, takenAtMs } = message;
      if (picture.kind === 'frame') picture.frame.close();
      this.#answer({ type: 'decoded', code: null, isDark: false, quality: null, takenAtMs });
    }
    terminate(): void {
      this.onmessage = null;
    }
    #answer(data: FromDecoder): void {
      queueMicrotask(() => this.onmessage?.({ data }));
    }
  }
  window.Worker = IdleDecoder as unknown as typeof Worker;
}

/** The same gate, whose screens change their look when they are told to. */
function turnable(gate: Gate): { readonly gate: Gate; readonly turn: (look: Look) => void } {
  const listeners = new Set<(event: GateEvent) => void>();
  let now: Look | null = null;
  const dressed = (settings: Settings): Settings =>
    now === null ? settings : { ...settings, screen: { ...settings.screen, ...now } };
  const snapshot: Gate['snapshot'] = (...asked) => {
    const plain: GateSnapshot = gate.snapshot(...asked);
    return { ...plain, settings: dressed(plain.settings) };
  };
  return {
    gate: {
      ...gate,
      snapshot,
      subscribe: (listener) => {
        listeners.add(listener);
        const leave = gate.subscribe(listener);
        return () => {
          listeners.delete(listener);
          return leave();
        };
      },
    },
    turn: (look) => {
      now = look;
      for (const listener of listeners) listener({ type: 'settings', settings: snapshot().settings });
    },
  };
}
