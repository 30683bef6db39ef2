/** What does a Debian system need to know to install the packed app? Made with `dpkg-deb` alone: no other tool, no network. */

import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT_DIR } from './project.ts';

type DebInput = { readonly appDir: string; readonly releaseDir: string; readonly isForTestsOnly: boolean };

const LINUX_RESOURCES = join(PROJECT_DIR, 'resources', 'linux');
const ICONS = join(PROJECT_DIR, 'resources', 'icons');

/** What Chromium links to, under the names of Debian 12 and of the systems after the 64-bit time change. */
const DEPENDS = [
  'libasound2 | libasound2t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libgbm1',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libxss1',
  'libxtst6',
];

/** Returns the path of the .deb. Its version carries `~test` when it must never reach a venue. */
export function makeDeb({ appDir, releaseDir, isForTestsOnly }: DebInput): string {
  const version = `${projectVersion()}${isForTestsOnly ? '~test' : ''}`;
  const root = mkdtempSync(join(tmpdir(), 'gac-cong-deb-'));
  try {
    // The root of the package is the root of the target: what mkdtemp makes is closed to everyone else.
    chmodSync(root, 0o755);
    copyApp(appDir, root);
    putFile(root, 'usr/share/applications/gac-cong.desktop', join(LINUX_RESOURCES, 'gac-cong.desktop'));
    putFile(root, 'usr/share/icons/hicolor/512x512/apps/gac-cong.png', join(ICONS, 'gac-cong.png'));
    putFile(root, 'usr/share/icons/hicolor/scalable/apps/gac-cong.svg', join(ICONS, 'gac-cong.svg'));
    putFile(root, `usr/lib/udev/rules.d/${SCANNER_RULES}`, join(LINUX_RESOURCES, SCANNER_RULES));
    putFile(root, 'DEBIAN/postinst', join(LINUX_RESOURCES, 'after-install.sh'), 0o755);
    putFile(root, 'DEBIAN/prerm', join(LINUX_RESOURCES, 'before-remove.sh'), 0o755);
    writeFileSync(join(root, 'DEBIAN/control'), controlFile(version, isForTestsOnly, kilobytes(root)));
    const debPath = join(releaseDir, `gac-cong_${version}_amd64.deb`);
    // Not zstd: the dpkg of systems still in use does not know it.
    const compression = isForTestsOnly ? ['-Zgzip', '-z1'] : ['-Zxz'];
    execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', root, debPath], { stdio: 'pipe' });
    return debPath;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const SCANNER_RULES = '60-gac-cong-scanners.rules';

function copyApp(appDir: string, root: string): void {
  const target = join(root, 'opt', 'gac-cong');
  cpSync(appDir, target, { recursive: true, filter: (path) => !path.endsWith('/.packed') });
  // Chromium's sandbox helper, for systems that do not give user namespaces to everyone.
  chmodSync(join(target, 'chrome-sandbox'), 0o4755);
  mkdirSync(join(root, 'usr', 'bin'), { recursive: true });
  symlinkSync('/opt/gac-cong/gac-cong', join(root, 'usr', 'bin', 'gac-cong'));
}

function putFile(root: string, path: string, source: string, mode = 0o644): void {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, readFileSync(source), { mode });
  chmodSync(target, mode);
}

function controlFile(version: string, isForTestsOnly: boolean, installedKilobytes: number): string {
  return [
    'Package: gac-cong',
    `Version: ${version}`,
    'Architecture: amd64',
    'Maintainer: Gác Cổng maintainers <maintainers@gac-cong.invalid>',
    `Installed-Size: ${installedKilobytes}`,
    `Depends: ${DEPENDS.join(', ')}`,
    'Section: misc',
    'Priority: optional',
    `Description: Gate scanner${isForTestsOnly ? ' (FOR TESTS ONLY)' : ''}`,
    ' Reads the QR code that a person carries, decides, logs the entry and uploads it later.',
    ...(isForTestsOnly ? [' This build holds an Electron past its end of life. Never install it at a venue.'] : []),
    '',
  ].join('\n');
}

function kilobytes(dir: string): number {
  return Number.parseInt(execFileSync('du', ['-sk', dir], { encoding: 'utf8' }), 10);
}

function projectVersion(): string {
  return (JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8')) as { version: string }).version;
}
