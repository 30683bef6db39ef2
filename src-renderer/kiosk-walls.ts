/** How is whoever stands before a kiosk kept out of the browser around the page? By the page, where no shell of ours does it. */

import { isShellKey } from '../src-main/core/kiosk/shell-keys.ts';

/** A menu, a place to drop a file, the mouse's keys for back and forward: each leads to what is not the gate. */
const GESTURES = ['contextmenu', 'dragstart', 'dragover', 'drop', 'auxclick'] as const;
const KEY_EVENTS = ['keydown', 'keypress', 'keyup'] as const;
/** A scanner's line ends go on to the reader of the keyboard; what a browser would do by them, it does not. */
const LINE_ENDS: readonly string[] = ['KeyJ', 'KeyM'];

/**
 * In a window that has no address bar, Chromium asks the page before it takes a key for its own: without this, Ctrl+N opens a browser
 * that shows every file of the gate. A tab of somebody's own browser is left as it is. To be called before anything else listens.
 */
export function wallIn(window: Window): void {
  const isTab = window.matchMedia('(display-mode: browser)');
  const hold = (event: Event): void => {
    if (!isTab.matches) event.preventDefault();
  };
  for (const type of GESTURES) window.addEventListener(type, hold, { capture: true });
  window.addEventListener('mouseup', (event) => event.button > 2 && hold(event), { capture: true });
  window.addEventListener('wheel', (event) => event.ctrlKey && hold(event), { capture: true, passive: false });
  for (const type of KEY_EVENTS) {
    window.addEventListener(
      type,
      (event) => {
        if (isTab.matches) return;
        const { key, code, ctrlKey: control, altKey: alt, shiftKey: shift, metaKey: meta } = event;
        const leadsOut = isShellKey({ key, code, control, alt, shift, meta });
        if (leadsOut || (control && LINE_ENDS.includes(code))) event.preventDefault();
        if (leadsOut) event.stopImmediatePropagation();
      },
      { capture: true },
    );
  }
}
