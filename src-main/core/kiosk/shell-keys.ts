/** Which keys would do something to the window, and are therefore nobody's at a gate? Never one that a keyboard scanner types. */

/** As Electron tells of it; `key` and `code` are a page's, too. */
export type PressedKey = {
  readonly key: string;
  readonly code: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
};

const FUNCTION_KEY = /^F\d{1,2}$/;
/** Keys of their own on keyboards with extra keys: back, reload, home, mail, calculator. */
const MEDIA_KEY = /^(Browser|Launch|Mail|Media|Zoom)|^(ContextMenu|Print|PrintScreen|Help|Power|Sleep|WakeUp)$/;
const MODIFIERS: readonly string[] = ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock'];

/**
 * With Ctrl: what edits a field; the line ends that some scanners send as Ctrl+J and Ctrl+M; and the other control characters that they
 * send as Ctrl and a key beside the letters.
 */
const CONTROL_KEYS: readonly string[] = [
  'KeyA',
  'KeyC',
  'KeyV',
  'KeyX',
  'KeyZ',
  'KeyY',
  'KeyJ',
  'KeyM',
  'BracketLeft',
  'BracketRight',
  'Backslash',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'Backspace',
  'Delete',
  'Enter',
  'NumpadEnter',
];

const REDO = 'KeyZ';
/** With Shift as well a browser clears what it knows. */
const CLEAR = 'Delete';

/** A character as Alt and its number, which is how some scanners type Vietnamese. */
const ALT_NUMBER = /^Numpad\d$/;

/** True for a key that must not reach the page or Chromium. */
export function isShellKey({ key, code, control, alt, shift, meta }: PressedKey): boolean {
  if (MODIFIERS.includes(key)) return false;
  if (FUNCTION_KEY.test(key) || FUNCTION_KEY.test(code) || MEDIA_KEY.test(key) || MEDIA_KEY.test(code)) return true;
  // With Shift it shows a browser's processes.
  if (meta || (shift && key === 'Escape')) return true;
  // AltGr is told as both: what it types is a character.
  if (control && alt) return key.length !== 1;
  if (control) return !CONTROL_KEYS.includes(code) || (shift && isMoreWithShift(code));
  return alt && !ALT_NUMBER.test(code);
}

function isMoreWithShift(code: string): boolean {
  return code === CLEAR || (code.startsWith('Key') && code !== REDO);
}
