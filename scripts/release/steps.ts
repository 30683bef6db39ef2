/** Of which steps does a release consist? Numbered in their order; each says what it does, and may be run again. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changes } from '../deb/changelog.ts';
import { fillKioskVersion, KIOSK_START, makeKioskDeb, whyNoKioskDeb } from '../deb/kiosk-deb.ts';
import { prepareElectronBase } from '../electron-base.ts';
import { findElectron } from '../find-electron.ts';
import { packLinux, pinnedElectronVersion } from '../pack-project.ts';
import { PROJECT_DIR } from '../project.ts';
import { projectVersion } from '../project-version.ts';
import { bundleElectron } from '../update-release/bundle-electron.ts';
import { bundleVersion } from '../update-release/bundle-version.ts';
import { publishPapers } from './publish-papers.ts';
import type { Step, StepResult } from './step.ts';
import { writeSums } from './sums.ts';

/** A network that answers nothing must not hold a release up. */
const LONGEST_PACKING_MS = 600_000;

export const RELEASE_DIR = join(PROJECT_DIR, 'release');

export const STEPS: readonly Step[] = [
  {
    name: 'tree',
    does: 'looks whether everything is committed: a release can be made again from its commit',
    run: checkTree,
  },
  {
    name: 'version',
    does: 'looks whether the version is a new one, the same in package.json and the lock file, and described in docs/changes.md',
    run: checkVersion,
  },
  {
    name: 'test',
    does: 'runs npm test: lint, types, dead code, every test',
    run: () => runScript('scripts/test.ts', 'all tests pass'),
  },
  {
    name: 'build',
    does: 'builds screen, shell, core and command line into dist/',
    run: () => runScript('scripts/build.ts', 'dist/ is new'),
  },
  { name: 'linux', does: 'packs release/linux-unpacked and the Debian package gac-cong around it', run: packForLinux },
  { name: 'kiosk', does: 'makes the Debian package gac-cong-kiosk', run: packKiosk },
  { name: 'appimage', does: 'makes the AppImage of release/linux-unpacked', run: packAppImage },
  { name: 'windows', does: 'makes the silent installer for Windows', run: packForWindows },
  { name: 'update-file', does: 'makes the files that gates take by themselves', run: bundleForUpdates },
  { name: 'papers', does: 'puts SBOM and licences of each package beside it', run: () => publishPapers(RELEASE_DIR) },
  { name: 'sums', does: 'writes SHA256SUMS of all that is to be handed out', run: () => writeSums(RELEASE_DIR) },
  { name: 'manifest', does: 'signs what gates update themselves from', run: signManifest },
];

function checkTree(): StepResult {
  const { status, stdout } = git('status', '--porcelain');
  if (status !== 0) return { type: 'failed', why: 'this is no git repository: nobody could make this release again' };
  const changed = stdout.split('\n').filter((line) => line !== '');
  if (changed.length > 0)
    return { type: 'failed', why: `not committed: ${changed.map((line) => line.slice(3)).join(', ')}` };
  return { type: 'done', said: `commit ${git('rev-parse', '--short=12', 'HEAD').stdout.trim()}` };
}

function checkVersion(): StepResult {
  const version = projectVersion();
  const lock = JSON.parse(readFileSync(join(PROJECT_DIR, 'package-lock.json'), 'utf8')) as { version?: string };
  if (lock.version !== version)
    return { type: 'failed', why: `package.json says ${version}, the lock file ${lock.version}` };
  const [newest] = changes();
  if (newest?.version !== version)
    return { type: 'failed', why: `docs/changes.md begins with ${newest?.version}: say there what ${version} brings` };
  const tagged = git('rev-list', '-1', `v${version}`, '--');
  const isAnother = tagged.status === 0 && tagged.stdout.trim() !== git('rev-parse', 'HEAD').stdout.trim();
  if (isAnother) return { type: 'failed', why: `v${version} is out already: raise the version in package.json` };
  return { type: 'done', said: version };
}

function packForLinux(): StepResult {
  const found = findElectron(process.env);
  try {
    const { debPath, isForTestsOnly } = packLinux(found.type === 'found' ? found : null);
    if (!isForTestsOnly) return { type: 'done', said: debPath };
    return {
      type: 'left-out',
      why: `${debPath} is for tests only: the Electron here is not the one that the project pins`,
    };
  } catch (error) {
    if (found.type === 'found') throw error;
    return {
      type: 'left-out',
      why: 'the pinned Electron is not here, and electron-builder cannot fetch it from this network',
    };
  }
}

function packKiosk(): StepResult {
  const why = whyNoKioskDeb();
  if (why !== null) return { type: 'left-out', why };
  return { type: 'done', said: makeKioskDeb({ releaseDir: RELEASE_DIR, compression: 'small' }) };
}

/** Of each shell that was packed on this machine. */
async function bundleForUpdates(): Promise<StepResult> {
  const electron = await Promise.all((['linux', 'win32'] as const).map((each) => bundleElectron(each, RELEASE_DIR)));
  const made = [
    ...(process.platform === 'linux' ? [{ path: await bundleKiosk(), isForTestsOnly: false }] : []),
    ...electron,
  ];
  const found = made.filter((each) => each !== null);
  if (found.length === 0) return { type: 'left-out', why: 'nothing was packed yet that a gate could take' };
  const said = found.map(({ path, isForTestsOnly }) => `${path}${isForTestsOnly ? ' (for tests only)' : ''}`);
  return { type: 'done', said: said.join(', ') };
}

async function bundleKiosk(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gac-cong-version-'));
  try {
    fillKioskVersion(folder);
    const version = projectVersion();
    const outPath = join(RELEASE_DIR, `gac-cong-${version}-linux-${process.arch}-kiosk.tar.gz`);
    const { path } = await bundleVersion({ folder, version, start: KIOSK_START, outPath });
    return path;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function packAppImage(): StepResult {
  const unpacked = join(RELEASE_DIR, 'linux-unpacked');
  if (!existsSync(unpacked)) return { type: 'left-out', why: 'there is no release/linux-unpacked to make it of' };
  const { status } = electronBuilder('--linux', 'AppImage', '--prepackaged', unpacked);
  if (status === 0) return { type: 'done', said: `release/GacCong-${projectVersion()}.AppImage` };
  return { type: 'left-out', why: 'electron-builder cannot fetch the tools of AppImage from this network' };
}

/** Electron for Windows and the tools of NSIS come from another network, and a signature from a certificate on the build machine. */
function packForWindows(): StepResult {
  if (process.platform !== 'win32') {
    return {
      type: 'left-out',
      why: 'the installer is made on a Windows machine that can reach GitHub: npm run release -- --only windows',
    };
  }
  try {
    prepareElectronBase('win32', pinnedElectronVersion());
  } catch (error) {
    return {
      type: 'failed',
      why: `build first, on a machine where npm has installed all: ${(error as Error).message}`,
    };
  }
  const { status, output } = electronBuilder('--win', 'nsis');
  if (status !== 0) return { type: 'failed', why: output.trim().split('\n').slice(-5).join(' ') };
  return { type: 'done', said: `release/GacCong-Setup-${projectVersion()}.exe` };
}

function signManifest(): StepResult {
  return {
    type: 'left-out',
    why: 'whoever keeps the signing key does it where the key is: npm run -s update-manifest -- sign (docs/updates.md)',
  };
}

function runScript(script: string, said: string): StepResult {
  const { status } = spawnSync(process.execPath, [script], { cwd: PROJECT_DIR, stdio: ['ignore', 2, 2] });
  return status === 0 ? { type: 'done', said } : { type: 'failed', why: `${script} ended with ${status}` };
}

function electronBuilder(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const done = spawnSync(
    process.execPath,
    [join(PROJECT_DIR, 'node_modules/electron-builder/cli.js'), ...args, '--publish', 'never'],
    { cwd: PROJECT_DIR, encoding: 'utf8', timeout: LONGEST_PACKING_MS },
  );
  return { status: done.status, output: done.stdout + done.stderr };
}

function git(...args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync('git', args, { cwd: PROJECT_DIR, encoding: 'utf8' });
  return { status, stdout };
}
