/** Is a version of the Electron app all of it but what belongs to the base, and does one for tests say so? */

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { pinnedElectronVersion } from '../../../scripts/pack-project.ts';
import { projectVersion } from '../../../scripts/project-version.ts';
import { bundleElectron } from '../../../scripts/update-release/bundle-electron.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const PACKED = [
  'bin/node',
  'chrome-sandbox',
  'gac-cong',
  'launcher/launch.mjs',
  'resources/app.asar',
  'resources/app.asar.unpacked/dist/host/bin/kept',
  'version.json',
  '.packed',
];

/** As electron-builder leaves it. `version` stays only beside an Electron that it was given. */
function packed(more: Readonly<Record<string, string>>): string {
  const releaseDir = temporaryDir();
  for (const [name, text] of [...PACKED.map((each) => [each, each] as const), ...Object.entries(more)]) {
    const path = join(releaseDir, 'linux-unpacked', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return releaseDir;
}

test('without Node, launcher and sandbox helper, under the number of the project', async () => {
  const made = await bundleElectron('linux', packed({}));
  expect(made?.isForTestsOnly).toBe(false);
  expect(basename(made?.path ?? '')).toBe(`gac-cong-${projectVersion()}-linux-x64-electron.tar.gz`);
  const names = execFileSync('tar', ['--list', '--gzip', '--file', made?.path ?? ''], { encoding: 'utf8' }).trim();
  expect(names.split('\n')).toEqual([
    'version.json',
    'gac-cong',
    'resources/app.asar',
    'resources/app.asar.unpacked/dist/host/bin/kept',
  ]);
});

test('around another Electron than the pinned one it is for tests only, and its name says so', async () => {
  expect(await bundleElectron('linux', packed({ version: '33.2.1\n' }))).toMatchObject({
    isForTestsOnly: true,
    path: expect.stringContaining('~test-linux-x64-electron.tar.gz'),
  });
  expect(await bundleElectron('linux', packed({ version: `v${pinnedElectronVersion()}` }))).toMatchObject({
    isForTestsOnly: false,
  });
});

test('nothing is made of what was not packed', async () => {
  expect(await bundleElectron('win32', packed({}))).toBeNull();
});
