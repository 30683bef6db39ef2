/** What will the installer for Windows do, and the one file for any Linux? Read from what electron-builder makes of the settings, as neither can be built without tools from another network. */

import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { beforeAll, expect, test } from 'vitest';
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
  expect(config.extraFiles).toMatchObject([{ from: '.cache/papers/electron' }]);
  expect(config.publish).toBeNull();
});
