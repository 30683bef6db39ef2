import { expect, test } from 'vitest';
import type { PressedKey } from '../../../../src-main/core/kiosk/shell-keys.ts';
import { isShellKey } from '../../../../src-main/core/kiosk/shell-keys.ts';

/** Such as `Ctrl+Shift+KeyI`; the key is the last letter of its code unless it is given. */
function pressed(combination: string, key?: string): PressedKey {
  const parts = combination.split('+');
  const code = parts.at(-1) ?? '';
  return {
    code,
    key: key ?? code.replace(/^(Key|Digit|Numpad)/, ''),
    control: parts.includes('Ctrl'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
    meta: parts.includes('Meta'),
  };
}

test.each(
  (
    'Alt+F4 Ctrl+KeyW Ctrl+KeyQ Ctrl+KeyN Ctrl+KeyT F1 F5 F10 F11 F12 Ctrl+Shift+KeyI Ctrl+Shift+KeyJ Ctrl+Shift+KeyC Ctrl+Shift+Delete Ctrl+KeyR Ctrl+KeyP ' +
    'Ctrl+KeyO Ctrl+KeyS Ctrl+KeyU Ctrl+KeyF Ctrl+Equal Ctrl+Minus Ctrl+Digit0 Ctrl+NumpadAdd Alt+ArrowLeft Alt+ArrowRight Alt+Tab ' +
    'Alt+Space Alt+Escape Shift+Escape Ctrl+Tab Ctrl+Escape Ctrl+Alt+Delete Meta+KeyD Meta+ArrowDown BrowserBack ContextMenu'
  ).split(' '),
)('%s does something to a window, and is swallowed', (combination) => {
  expect(isShellKey(pressed(combination))).toBe(true);
});

test.each([
  ...'KeyA Digit7 Shift+KeyN Enter NumpadEnter Tab Shift+Tab Backspace Escape Space ArrowDown Numpad5 Shift+Backslash'.split(
    ' ',
  ),
  // Line ends and other control characters of scanners, characters by their number, and the clipboard.
  ...'Ctrl+KeyJ Ctrl+KeyM Ctrl+BracketRight Alt+Numpad0 Alt+Numpad9 Ctrl+KeyA Ctrl+KeyC Ctrl+KeyV Ctrl+KeyX'.split(' '),
])('%s is what scanners and people type, and goes through', (combination) => {
  expect(isShellKey(pressed(combination))).toBe(false);
});

test('what AltGr types is a character, as Windows tells it and as Linux does', () => {
  expect(isShellKey(pressed('Ctrl+Alt+KeyQ', '@'))).toBe(false);
  expect(isShellKey(pressed('KeyQ', '@'))).toBe(false);
});

test.each(['Control', 'Alt', 'AltGraph', 'Shift', 'Meta'])('%s alone is let through: others are told by it', (key) => {
  expect(isShellKey({ key, code: `${key}Left`, control: true, alt: true, shift: true, meta: true })).toBe(false);
});
