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
 * does not turn a scanner into a person. Done when all were handled; answers when the next key would be due.
 */
export async function strikeKeys(page: Page, strokes: readonly Stroke[], fromMs = Date.now()): Promise<number> {
  const devTools = await page.context().newCDPSession(page);
  await Promise.all(
    strokes.flatMap(({ key, code = '', modifiers = 0 }, index) => {
      const typed = key === 'Enter' ? '\r' : key.length === 1 ? key : null;
      const timestamp = (fromMs + index * GAP_MS) / 1_000;
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
  await devTools.detach();
  return fromMs + strokes.length * GAP_MS;
}
