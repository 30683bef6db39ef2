/** What is in the Debian package `gac-cong`: the Electron app as it was packed, and its place in the menu? */

import { chmodSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../project.ts';
import { projectVersion } from '../project-version.ts';
import { papersDir } from '../shipped/write-papers.ts';
import { sourceDateSeconds } from '../source-date.ts';
import { buildDeb, putText } from './build-deb.ts';
import { linuxFile, maintainerScripts, putService, relationsOf } from './gate-service.ts';

type ElectronDebInput = { readonly appDir: string; readonly releaseDir: string; readonly isForTestsOnly: boolean };

const APP = 'opt/gac-cong';
const ICONS = 'usr/share/icons/hicolor';

/** What Chromium and Node link to, under the names of Debian 12 and of the systems after the 64-bit time change; and what makes users. */
const DEPENDS = [
  'libasound2 | libasound2t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libc6 (>= 2.28)',
  'libgbm1',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libstdc++6',
  'libxss1',
  'libxtst6',
  'passwd',
];

/** Returns the path of the .deb. Its version carries `~test` when it must never reach a venue. */
export function makeElectronDeb({ appDir, releaseDir, isForTestsOnly }: ElectronDebInput): string {
  return buildDeb({
    packageName: 'gac-cong',
    version: `${projectVersion()}${isForTestsOnly ? '~test' : ''}`,
    architecture: 'amd64',
    control: {
      Depends: DEPENDS.join(', '),
      // Debian's cage does not ask for the X server without which it ends at once.
      Recommends: 'cage, xwayland',
      ...relationsOf('gac-cong'),
      Description: [
        `Gate scanner${isForTestsOnly ? ' (FOR TESTS ONLY)' : ''}`,
        ' Reads the QR code that a person carries, decides, logs the entry and',
        ' uploads it later.',
        ...(isForTestsOnly
          ? [' This build holds an Electron past its end of life.', ' Never install it at a venue.']
          : []),
      ].join('\n'),
    },
    scripts: maintainerScripts('gac-cong'),
    fill: (root) => fill(root, appDir),
    releaseDir,
    compression: isForTestsOnly ? 'fast' : 'small',
    sourceDateSeconds: sourceDateSeconds(),
  });
}

function fill(root: string, appDir: string): void {
  const target = join(root, APP);
  cpSync(appDir, target, { recursive: true, filter: (path) => !path.endsWith('/.packed') });
  // Chromium's sandbox helper, for systems that do not give user namespaces to everyone.
  chmodSync(join(target, 'chrome-sandbox'), 0o4755);
  putText(root, 'usr/bin/gac-cong', linuxFile('gac-cong.sh'), 0o755);
  putText(root, 'usr/share/applications/gac-cong.desktop', linuxFile('gac-cong.desktop'));
  putText(root, `${ICONS}/512x512/apps/gac-cong.png`, icon('gac-cong.png'));
  putText(root, `${ICONS}/scalable/apps/gac-cong.svg`, icon('gac-cong.svg'));
  putService(root, {
    packageName: 'gac-cong',
    papersDir: papersDir('electron'),
    baseDir: `/${APP}`,
    hostDir: 'resources/app.asar.unpacked/dist/host',
    // Electron's own is closed to everybody (fuse `runAsNode`).
    node: `/${APP}/bin/node`,
  });
}

function icon(name: string): Uint8Array {
  return readFileSync(join(PROJECT_DIR, 'resources', 'icons', name));
}
