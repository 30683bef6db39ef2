/** Which files of the packed Electron app are one version of it, for an update? */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BasePlatform } from '../electron-base.ts';
import { ELECTRON_STARTS } from '../electron-base.ts';
import { isPinnedElectron } from '../pack-project.ts';
import { projectVersion } from '../project-version.ts';
import { bundleVersion } from './bundle-version.ts';

/**
 * The Node and the launcher are the base's, and no update changes them. The set-uid helper of Chromium's sandbox is root's, which a gate cannot
 * make anything: a version finds that of the base (src-main/launcher/start-version.ts).
 */
export function isOfTheBase(name: string): boolean {
  return /^(bin|launcher)\//.test(name) || ['chrome-sandbox', '.packed'].includes(name);
}

type ElectronBundle = { readonly path: string; readonly isForTestsOnly: boolean };

/** From what was packed last; `null` where nothing was. Its name carries `~test` when it must never reach a venue. */
export async function bundleElectron(platform: BasePlatform, releaseDir: string): Promise<ElectronBundle | null> {
  const folder = join(releaseDir, platform === 'win32' ? 'win-unpacked' : 'linux-unpacked');
  if (!existsSync(join(folder, ELECTRON_STARTS[platform][0] ?? ''))) return null;
  const isForTestsOnly = isPackedForTests(folder);
  const version = projectVersion();
  const name = `gac-cong-${version}${isForTestsOnly ? '~test' : ''}-${platform}-x64-electron.tar.gz`;
  const { path } = await bundleVersion({
    folder,
    version,
    start: ELECTRON_STARTS[platform],
    outPath: join(releaseDir, name),
    leavesOut: isOfTheBase,
  });
  return { path, isForTestsOnly };
}

/** electron-builder takes this file away from an Electron that it fetched itself, which is the pinned one. */
function isPackedForTests(folder: string): boolean {
  const path = join(folder, 'version');
  return existsSync(path) && !isPinnedElectron(readFileSync(path, 'utf8').trim().replace(/^v/, ''));
}
