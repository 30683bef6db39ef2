import { expect, test, vi } from 'vitest';
import { chooseShell } from '../../scripts/choose-shell.ts';
import type { ElectronAnswer } from '../../scripts/find-electron.ts';

const display = { DISPLAY: ':0' };
const found = (version: string): (() => ElectronAnswer) => {
  return () => ({ type: 'found', distDir: '/e', binary: '/e/electron', version });
};
const absent = (): ElectronAnswer => ({ type: 'absent', reason: 'it is not here' });

test('Electron where it is there, and its own Node for the core when that is new enough', () => {
  expect(chooseShell(display, 'linux', found('45.4.1'))).toMatchObject({ shell: 'electron', coreNeedsOurNode: false });
  expect(chooseShell({}, 'win32', found('45.4.1'))).toMatchObject({ shell: 'electron' });
  expect(chooseShell(display, 'linux', found('33.2.1'))).toMatchObject({ shell: 'electron', coreNeedsOurNode: true });
});

test('else the browser kiosk, with the reason', () => {
  expect(chooseShell(display, 'linux', absent)).toEqual({ shell: 'browser', why: 'it is not here' });
});

test('no display: the browser kiosk, and nothing is downloaded', () => {
  const look = vi.fn(absent);
  expect(chooseShell({}, 'linux', look)).toEqual({ shell: 'browser', why: 'there is no display for Electron' });
  expect(look).not.toHaveBeenCalled();
});

test('GATE_SHELL forces one or the other, and does not fall back', () => {
  const look = vi.fn(found('45.4.1'));
  expect(chooseShell({ ...display, GATE_SHELL: 'browser' }, 'linux', look)).toMatchObject({ shell: 'browser' });
  expect(look).not.toHaveBeenCalled();
  expect(chooseShell({ GATE_SHELL: 'electron' }, 'linux', look)).toMatchObject({ shell: 'electron' });
  expect(chooseShell({ GATE_SHELL: 'electron' }, 'linux', absent)).toEqual({ shell: 'none', why: 'it is not here' });
});
