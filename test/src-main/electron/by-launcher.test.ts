/** Does a gate on Windows come by its launcher, whoever starts it, and only then? */

import { expect, test } from 'vitest';
import type { HowStarted } from '../../../src-main/electron/by-launcher.ts';
import { installedProgram, launcherCommand } from '../../../src-main/electron/by-launcher.ts';
import { standForLauncher } from '../../../src-main/electron/stand-for-launcher.ts';

const BASE = 'C:\\Program Files\\Gac Cong';
const BY_A_SHORTCUT: HowStarted = {
  platform: 'win32',
  isPackaged: true,
  execPath: `${BASE}\\Gac Cong.exe`,
  args: ['--force-device-scale-factor=1'],
  env: {},
  dataDir: 'C:\\ProgramData\\gac-cong',
  exists: () => true,
};

test('by a shortcut, the login item or Shell Launcher: the launcher is started, over the folder of updates, with what was said besides', () => {
  expect(launcherCommand(BY_A_SHORTCUT)).toEqual({
    program: `${BASE}\\bin\\node.exe`,
    args: [
      `${BASE}\\launcher\\launch.mjs`,
      BASE,
      'C:\\ProgramData\\gac-cong\\updates',
      '--force-device-scale-factor=1',
    ],
  });
});

test.each<[string, Partial<HowStarted>]>([
  ['a launcher has started it', { env: { GATE_START_ID: 'a-start' } }],
  ['it runs from source', { isPackaged: false }],
  ['it runs on Linux, where a script starts the launcher', { platform: 'linux' }],
  ['it was laid beside the base, and brings no Node', { exists: (path) => !path.endsWith('node.exe') }],
  ['the launcher is not there', { exists: (path) => !path.endsWith('launch.mjs') }],
  ['the base does not say which version it is', { exists: (path) => !path.endsWith('version.json') }],
])('it is the gate itself when %s', (_why, part) => {
  expect(launcherCommand({ ...BY_A_SHORTCUT, ...part })).toBeNull();
});

test('the status of the end is handed on, that of leaving too; a launcher that cannot be started leaves the gate to this process', () => {
  expect(standForLauncher({ program: process.execPath, args: ['-e', 'process.exit(80)'] })).toBe(80);
  expect(standForLauncher({ program: '/nowhere/node', args: [] })).toBeNull();
});

test('the login item is of the program that was installed, whichever version runs', () => {
  const beside = 'C:\\ProgramData\\gac-cong\\updates\\versions\\1.2.0\\Gac Cong.exe';
  expect(installedProgram({ GATE_BASE_DIR: BASE }, beside)).toBe(`${BASE}\\Gac Cong.exe`);
  expect(installedProgram({}, `${BASE}\\Gac Cong.exe`)).toBe(`${BASE}\\Gac Cong.exe`);
});
