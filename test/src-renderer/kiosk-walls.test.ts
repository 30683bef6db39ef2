/** Does a page in a kiosk's browser keep from it what leads out, and what a person or a scanner types let through? */

import { expect, test } from 'vitest';
import { wallIn } from '../../src-renderer/kiosk-walls.ts';

type Told = { readonly isStopped: boolean; readonly isHeard: boolean };

/** A page whose display mode is that of a tab, or that of a window of its own. */
function walledPage(isTab: boolean): (type: string, of: object) => Told {
  const target = new EventTarget();
  wallIn(Object.assign(target, { matchMedia: () => ({ matches: isTab }) }) as unknown as Window);
  return (type, of) => {
    const event = Object.assign(new Event(type, { cancelable: true }), of);
    let isHeard = false;
    target.addEventListener(
      type,
      () => {
        isHeard = true;
      },
      { once: true },
    );
    target.dispatchEvent(event);
    return { isStopped: event.defaultPrevented, isHeard };
  };
}

function keys(combination: string): object {
  const parts = combination.split('+');
  const code = parts.at(-1) ?? '';
  return {
    code,
    key: code.replace(/^Key/, ''),
    ctrlKey: parts.includes('Ctrl'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
    metaKey: false,
  };
}

test.each('Ctrl+KeyN Ctrl+KeyO F1 F11 Shift+Escape Alt+F4 Ctrl+Shift+Delete'.split(' '))(
  '%s comes to nobody in a kiosk, and is a tab’s own',
  (combination) => {
    for (const type of ['keydown', 'keyup']) {
      expect(walledPage(false)(type, keys(combination))).toEqual({ isStopped: true, isHeard: false });
      expect(walledPage(true)(type, keys(combination))).toEqual({ isStopped: false, isHeard: true });
    }
  },
);

test('what is typed goes through; the line end of a scanner is heard, and opens no list of downloads', () => {
  const page = walledPage(false);
  for (const typed of ['KeyA', 'Enter', 'Tab', 'Escape', 'Ctrl+KeyV']) {
    expect(page('keydown', keys(typed))).toEqual({ isStopped: false, isHeard: true });
  }
  expect(page('keydown', keys('Ctrl+KeyJ'))).toEqual({ isStopped: true, isHeard: true });
});

test.each([
  ['contextmenu', {}, true],
  ['drop', {}, true],
  ['dragover', {}, true],
  ['auxclick', {}, true],
  ['mouseup', { button: 3 }, true],
  ['mouseup', { button: 0 }, false],
  ['wheel', { ctrlKey: true }, true],
  ['wheel', { ctrlKey: false }, false],
])('%s %o: nothing comes of it is %s', (type, of, isStopped) => {
  expect(walledPage(false)(type, of).isStopped).toBe(isStopped);
  expect(walledPage(true)(type, of).isStopped).toBe(false);
});
