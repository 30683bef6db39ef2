import { expect, test } from 'vitest';
import { hasToStandFirst } from '../../../src-main/electron/full-screen.ts';

test('under Wayland a window waits until it stands, whether it was told of Wayland or finds it', () => {
  expect(hasToStandFirst('linux', 'wayland', '')).toBe(true);
  expect(hasToStandFirst('linux', '', 'wayland')).toBe(true);
});

test('on X11, on Windows and where nothing is known it is full-screen at once', () => {
  expect(hasToStandFirst('linux', 'x11', 'wayland')).toBe(false);
  expect(hasToStandFirst('linux', '', 'x11')).toBe(false);
  expect(hasToStandFirst('win32', '', 'wayland')).toBe(false);
});
