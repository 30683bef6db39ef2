/** What will the installer for Windows do, and the one file for any Linux? Read from what electron-builder makes of the settings, as neither can be built without tools from another network. */

import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { beforeAll, expect, test } from 'vitest';
import { ELECTRON_STARTS } from '../../scripts/electron-base.ts';
import { PROJECT_DIR } from '../../scripts/project.ts';

let config: Awaited<ReturnType<typeof getConfig>>;

beforeAll(async () => {
  config = await getConfig(PROJECT_DIR, 'electron-builder.yml', null);
  await validateConfiguration(config, new DebugLogger(false));
});

test('Windows: one installer for the whole machine that runs with /S and asks nothing, and keeps the entries when it goes', () => {
  expect(config.win?.target).toEqual([{ target: 'nsis', arch: 'x64' }]);
  expect(config.nsis).toMatchObject({
    perMachine: true,
    // An assisted installer obeys /S and /D; a one-click one has no whole machine to choose.
    oneClick: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: false,
    deleteAppDataOnUninstall: false,
    // A silent installation starts nothing by itself: the machine does, when it is ready.
    runAfterFinish: false,
    artifactName: expect.stringMatching(/^GacCong-Setup-\$\{version\}\./),
  });
  expect(config.nsis?.guid).toBe('784ecc1e-e54f-4de3-8e6c-070bae186b54');
});

test('Linux: an AppImage beside the folder that the Debian package is made from', () => {
  expect(config.linux?.target).toEqual([
    { target: 'AppImage', arch: 'x64' },
    { target: 'dir', arch: 'x64' },
  ]);
  expect(config.appImage).toMatchObject({ artifactName: expect.stringMatching(/^GacCong-\$\{version\}\./) });
});

test('both carry their papers, and nothing is published by building', () => {
  expect(config.extraFiles).toMatchObject([{ from: '.cache/papers/electron' }, { from: 'dist/launcher' }]);
  expect(config.publish).toBeNull();
});

test('both bring the Node that runs launcher and commands, and say which version the launcher begins with', () => {
  expect(config.win?.extraFiles).toEqual([
    { from: '.cache/base/win32', to: '.' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in.
    { from: 'node_modules/node-win-${arch}/bin', to: 'bin', filter: ['node.exe'] },
    // For whoever has the installer and not the sources: docs/kiosk.md names the folder.
    { from: 'resources/windows', to: 'kiosk' },
  ]);
  expect(config.linux?.extraFiles).toEqual([
    { from: '.cache/base/linux', to: '.' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in.
    { from: 'node_modules/node-linux-${arch}/bin', to: 'bin', filter: ['node'] },
  ]);
  // What src-main/electron/by-launcher.ts looks for, and the launcher starts.
  expect(ELECTRON_STARTS.win32).toEqual([`${config.productName}.exe`]);
  expect(ELECTRON_STARTS.linux).toEqual([config.linux?.executableName]);
});
