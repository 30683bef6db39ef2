/** How does a keyboard-wedge scanner press keys in a browser: fast, and without waiting for the page? */

import type { Page } from 'playwright-core';

/**
 * `modifiers`: 1 Alt, 2 Ctrl, 8 Shift. A stroke without a code types its letter as such, as scanners do under Windows for
 * letters that no key has; Playwright's own keyboard would put such letters into a field without any key.
 */
export type Stroke = { readonly key: string; readonly code?: string; readonly modifiers?: number };

export const ENTER: Stroke = { key: 'Enter', code: 'Enter' };

const VIRTUAL_KEYS: Readonly<Record<string, number>> = { Tab: 9, Enter: 13, Process: 229 };

export function strokesOf(text: string): Stroke[] {
  return [...text].map((key) => ({ key }));
}

/** Between two keys, by their time stamps. */
const GAP_MS = 0.2;

/**
 * Sends all keys at once, each stamped with the time at which a scanner would have pressed it, so that a slow machine
 * does not turn a scanner into a person; nor does it hear a silence where the browser hands them over late. Done when all
 * were handled; answers when the next key would be due, `fromMs` of what goes on with the same scan, in a page that may be blocked.
 */
export async function strikeKeys(page: Page, strokes: readonly Stroke[], fromMs?: number): Promise<number> {
  const devTools = await page.context().newCDPSession(page);
  const isNew = fromMs === undefined;
  if (isNew) await page.evaluate(holdTimers);
  const firstAtMs = fromMs ?? Date.now();
  await Promise.all(
    strokes.flatMap(({ key, code = '', modifiers = 0 }, index) => {
      const typed = key === 'Enter' ? '\r' : key.length === 1 ? key : null;
      const timestamp = (firstAtMs + index * GAP_MS) / 1_000;
      const stroke = { key, code, modifiers, timestamp, windowsVirtualKeyCode: VIRTUAL_KEYS[key] ?? 0 };
      return [
        devTools.send('Input.dispatchKeyEvent', {
          type: 'keyDown',
          ...stroke,
          ...(typed === null ? {} : { text: typed }),
        }),
        devTools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke }),
      ];
    }),
  );
  if (isNew) await page.evaluate(letTimersGo);
  await devTools.detach();
  return firstAtMs + strokes.length * GAP_MS;
}

/** Those that came due meanwhile, by their ids; `null` while none is held. */
type HeldTimers = { heldTimers?: Map<number, () => void> | null };

/** Runs in the page: what comes due from now on waits. */
function holdTimers(): void {
  const page = window as Window & HeldTimers;
  if (page.heldTimers === undefined) {
    const setTimer = window.setTimeout as (run: () => void, ms?: number) => number;
    const clearTimer = window.clearTimeout;
    const set = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): number => {
      const id = setTimer(() => {
        if (page.heldTimers) page.heldTimers.set(id, () => run(...args));
        else run(...args);
      }, ms);
      return id;
    };
    window.setTimeout = set as typeof window.setTimeout;
    window.clearTimeout = (id) => {
      page.heldTimers?.delete(Number(id));
      clearTimer(id);
    };
  }
  page.heldTimers = new Map();
}

/** Runs in the page. */
function letTimersGo(): void {
  const page = window as Window & HeldTimers;
  const held = page.heldTimers;
  page.heldTimers = null;
  for (const run of held?.values() ?? []) run();
}
