/**
 * Where can a test install a package without touching this machine? In a root that holds Debian's essential packages and nothing
 * else: their files as they lie here, and a dpkg that knows of them alone. Made in seconds and without a network, where debootstrap
 * takes minutes.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningProcess } from './run-process.ts';
import { runProcess } from './run-process.ts';

export type CleanRoot = {
  readonly dir: string;
  /** Runs a command inside; its status and all that it printed. */
  readonly run: (command: string, ...args: readonly string[]) => { readonly status: number; readonly output: string };
  /** The same for one that goes on: its process is the command's own. */
  readonly start: (command: string, ...args: readonly string[]) => RunningProcess;
  readonly remove: () => void;
};

/** Besides what Debian calls essential: the C++ library that Node needs, and what makes users. */
const ALSO = ['libstdc++6', 'passwd'];
const DEVICES = ['null', 'zero', 'random', 'urandom', 'tty', 'ptmx'];
/** A script of a package that waits for something would otherwise stop the whole test run. */
const LONGEST_COMMAND_MS = 180_000;
const INFO_DIR = '/var/lib/dpkg/info';
/** Nobody reads it there. */
const LEFT_OUT = /^\/usr\/share\/(doc|man|locale|info|lintian|zoneinfo)\//;

/** Why there can be none on this machine, or `null`. */
export function whyNoCleanRoot(): string | null {
  if (process.getuid?.() !== 0) return 'a root to install packages in is made by root only';
  if (spawnSync('dpkg-query', ['--version']).error !== undefined) return 'this is no Debian: there is no dpkg here';
  const mounted = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']);
  return mounted.status === 0 ? null : 'no namespace of mounts can be made here (unshare --mount)';
}

/** `GATE_CLEAN_ROOT` names one of another origin, which is copied: what debootstrap makes, another release of Debian. */
export function makeCleanRoot(): CleanRoot {
  const dir = mkdtempSync(join(tmpdir(), 'gac-cong-root-'));
  chmodSync(dir, 0o755);
  try {
    fill(dir);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  const run = (command: string, ...args: readonly string[]): { status: number; output: string } => {
    const done = spawnSync('unshare', inside(dir, command, args), {
      encoding: 'utf8',
      maxBuffer: 2 ** 24,
      timeout: LONGEST_COMMAND_MS,
    });
    return { status: done.status ?? -1, output: done.stdout + done.stderr };
  };
  run('ldconfig');
  return {
    dir,
    run,
    start: (command, ...args) => runProcess('unshare', inside(dir, command, args)),
    // No mount is to be seen from here: each went with the process that had it.
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function fill(dir: string): void {
  const named = process.env.GATE_CLEAN_ROOT;
  if (named) execFileSync('cp', ['--archive', `${named}/.`, dir]);
  else fillFromHere(dir);
  for (const folder of ['proc', 'dev/pts', 'run', 'tmp', 'root']) mkdirSync(join(dir, folder), { recursive: true });
  // Something to mount the machine's own on.
  for (const device of DEVICES.filter((name) => !existsSync(join(dir, 'dev', name)))) {
    writeFileSync(join(dir, 'dev', device), '');
  }
}

function fillFromHere(dir: string): void {
  const packages = withDependencies(installedPackages());
  copyFiles(dir, packages);
  tellDpkg(dir, packages);
}

/** Mounts are the process's own and end with it; it replaces shell after shell, so that signals reach the command itself. */
function inside(dir: string, command: string, args: readonly string[]): string[] {
  const script = [
    'set -e',
    'root=$1; shift',
    'mount -t proc proc "$root/proc"',
    ...DEVICES.map((device) => `mount --bind /dev/${device} "$root/dev/${device}"`),
    'mount --rbind /dev/pts "$root/dev/pts"',
    'exec chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"',
  ].join('\n');
  return ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', dir, command, ...args];
}

type Installed = {
  readonly name: string;
  readonly isEssential: boolean;
  readonly provides: readonly string[];
  /** Each is a choice. */
  readonly needs: readonly (readonly string[])[];
};

function installedPackages(): readonly Installed[] {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills it in.
  const fields = '${Package}\t${db:Status-Status}\t${Essential}\t${Provides}\t${Pre-Depends}, ${Depends}\n';
  const output = execFileSync('dpkg-query', ['--show', `--showformat=${fields}`], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return output
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([, status]) => status === 'installed')
    .map(([name = '', , essential, provides = '', needs = '']) => ({
      name,
      isEssential: essential === 'yes',
      provides: namesIn(provides, ','),
      needs: needs
        .split(',')
        .map((choice) => namesIn(choice, '|'))
        .filter((choice) => choice.length > 0),
    }));
}

/** Without versions and architectures. */
function namesIn(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim().replace(/[ (:].*$/, ''))
    .filter((name) => name !== '');
}

function withDependencies(all: readonly Installed[]): readonly string[] {
  const taken = new Set<string>();
  const waiting = [...all.filter(({ isEssential }) => isEssential).map(({ name }) => name), ...ALSO];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (taken.has(name)) continue;
    taken.add(name);
    for (const choice of all.find((each) => each.name === name)?.needs ?? []) {
      const found = choice.flatMap((wanted) => providerOf(wanted, all) ?? [])[0];
      if (found !== undefined) waiting.push(found);
    }
  }
  return [...taken].sort();
}

function providerOf(wanted: string, all: readonly Installed[]): string | null {
  const found = all.find(({ name }) => name === wanted) ?? all.find(({ provides }) => provides.includes(wanted));
  return found?.name ?? null;
}

function copyFiles(dir: string, packages: readonly string[]): void {
  // On today's Debian they are links into /usr; a path of a package goes through them.
  for (const name of ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']) {
    if (!lstatSync(`/${name}`, { throwIfNoEntry: false })?.isSymbolicLink()) continue;
    mkdirSync(join(dir, 'usr', name), { recursive: true });
    symlinkSync(`usr/${name}`, join(dir, name));
  }
  const listed = execFileSync('dpkg-query', ['--listfiles', ...packages], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const paths = [...new Set(listed.split('\n'))].filter(
    (path) => path.startsWith('/') && !LEFT_OUT.test(path) && existsSync(path),
  );
  const archive = spawnSync('tar', ['--create', '--no-recursion', '--directory=/', '--files-from=-'], {
    input: paths
      .map((path) => path.slice(1))
      .filter((path) => path !== '.' && path !== '')
      .join('\n'),
    maxBuffer: 2 ** 30,
  });
  execFileSync('tar', ['--extract', '--keep-directory-symlink', `--directory=${dir}`], { input: archive.stdout });
  // What base-passwd's own script would make of them.
  for (const name of ['passwd', 'group']) {
    const master = join(dir, 'usr/share/base-passwd', `${name}.master`);
    writeFileSync(join(dir, 'etc', name), execFileSync('cat', [master]));
  }
}

/** Only of these packages, as it knows them here. */
function tellDpkg(dir: string, packages: readonly string[]): void {
  const target = join(dir, 'var/lib/dpkg');
  for (const folder of ['info', 'updates', 'triggers', 'alternatives', 'parts']) {
    mkdirSync(join(target, folder), { recursive: true });
  }
  const status = execFileSync('dpkg-query', ['--status', ...packages], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  writeFileSync(join(target, 'status'), status);
  for (const name of ['available', 'diversions', 'statoverride', 'lock', 'triggers/File', 'triggers/Unincorp']) {
    writeFileSync(join(target, name), '');
  }
  writeFileSync(join(target, 'info/format'), '1\n');
  const wanted = new Set(packages);
  const files = readdirSync(INFO_DIR).filter((name) => wanted.has(name.replace(/(:\w+)?\.[^.]+$/, '')));
  execFileSync('cp', ['--target-directory', join(target, 'info'), ...files.map((name) => join(INFO_DIR, name))]);
}
