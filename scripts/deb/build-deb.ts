/** How does a folder become a Debian package? With `dpkg-deb` alone, and the same bytes from the same files on every day. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/** `fast` and `none` for tests. Never zstd: the dpkg of systems still in use does not know it. */
export type Compression = 'small' | 'fast' | 'none';

const SWITCHES: Readonly<Record<Compression, readonly string[]>> = {
  small: ['-Zxz'],
  fast: ['-Zgzip', '-z1'],
  none: ['-Znone'],
};

export const MAINTAINER = 'Gác Cổng maintainers <maintainers@gac-cong.invalid>';

export type DebInput = {
  /** Fields of the control file besides version, size and architecture, in their order. */
  readonly control: Readonly<Record<string, string>>;
  readonly packageName: string;
  readonly version: string;
  readonly architecture: 'amd64';
  /** Put into the package's `DEBIAN` folder as they are. */
  readonly scripts: Readonly<Record<'postinst' | 'prerm' | 'postrm', string>>;
  /** Puts the files where they are to lie, seen from `root`. */
  readonly fill: (root: string) => void;
  readonly releaseDir: string;
  readonly compression: Compression;
  readonly sourceDateSeconds: number;
};

/** Returns the path of the package. */
export function buildDeb(input: DebInput): string {
  const root = mkdtempSync(join(tmpdir(), 'gac-cong-deb-'));
  try {
    input.fill(root);
    const { packageName, version, architecture, scripts } = input;
    const files = entriesBelow(root);
    putText(root, 'DEBIAN/control', controlFile(input, installedKilobytes(files)));
    putText(root, 'DEBIAN/md5sums', md5sums(root, files));
    for (const [name, text] of Object.entries(scripts)) putText(root, `DEBIAN/${name}`, text, 0o755);
    makeUniform(root, input.sourceDateSeconds);
    const debPath = join(input.releaseDir, `${packageName}_${version}_${architecture}.deb`);
    mkdirSync(input.releaseDir, { recursive: true });
    execFileSync('dpkg-deb', ['--root-owner-group', ...SWITCHES[input.compression], '--build', root, debPath], {
      stdio: 'pipe',
      env: { ...process.env, SOURCE_DATE_EPOCH: String(input.sourceDateSeconds) },
    });
    return debPath;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** As `gzip -9 -n` does it: neither name nor time of a file in it. */
export function putCompressed(root: string, path: string, text: string | Uint8Array): void {
  putText(root, `${path}.gz`, gzipSync(text, { level: 9 }));
}

export function putText(root: string, path: string, text: string | Uint8Array, mode = 0o644): void {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  chmodSync(target, mode);
}

type Entry = {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  readonly sizeBytes: number;
  readonly mode: number;
};

/** Sorted by path, the root itself first. */
function entriesBelow(root: string): Entry[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(root, path));
  return [root, ...paths.sort()].map((path) => {
    const stat = lstatSync(path);
    const kind = stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'file';
    return { path, kind, sizeBytes: stat.size, mode: stat.mode };
  });
}

/** Nobody's umask and no day of packing is to be seen in the package: folders 755, programs 755, other files 644, one time. */
function makeUniform(root: string, sourceDateSeconds: number): void {
  // A folder's time changes with what is put into it: from the deepest up.
  for (const { path, kind, mode } of entriesBelow(root).reverse()) {
    if (kind === 'folder') chmodSync(path, 0o755);
    if (kind === 'file') chmodSync(path, (mode & 0o111) === 0 ? 0o644 : 0o755 | (mode & 0o4000));
    lutimesSync(path, sourceDateSeconds, sourceDateSeconds);
  }
}

function controlFile(input: DebInput, kilobytes: number): string {
  const { Description: description = '', ...others } = input.control;
  return [
    `Package: ${input.packageName}`,
    `Version: ${input.version}`,
    `Architecture: ${input.architecture}`,
    `Maintainer: ${MAINTAINER}`,
    `Installed-Size: ${kilobytes}`,
    ...Object.entries(others).map(([name, value]) => `${name}: ${value}`),
    'Section: misc',
    'Priority: optional',
    `Description: ${description}`,
    '',
  ].join('\n');
}

/** As Debian's own tools count: each file rounded up, one for whatever else there is. What a disk takes differs from disk to disk. */
function installedKilobytes(entries: readonly Entry[]): number {
  return entries.reduce((sum, { kind, sizeBytes }) => sum + (kind === 'file' ? Math.ceil(sizeBytes / 1024) : 1), 0);
}

/** So that `dpkg --verify` can say what was changed on a gate. */
function md5sums(root: string, entries: readonly Entry[]): string {
  return entries
    .filter(({ kind }) => kind === 'file')
    .map(({ path }) => `${createHash('md5').update(readFileSync(path)).digest('hex')}  ${relative(root, path)}\n`)
    .join('');
}
