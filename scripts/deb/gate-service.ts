/** What do both Debian packages put on a gate besides the program: its service, its user, its scanner rule, its papers? */

import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_DIR } from '../project.ts';
import { LICENCE_FILE, NOTICES_FILE, SBOM_FILE } from '../shipped/write-papers.ts';
import { putCompressed, putText } from './build-deb.ts';
import { changelogOf, changes } from './changelog.ts';

export const PACKAGE_NAMES = ['gac-cong', 'gac-cong-kiosk'] as const;
export type PackageName = (typeof PACKAGE_NAMES)[number];

/** An administrator's. It belongs to no package, which brings only what it begins as: dpkg would ask about it in the middle of a silent upgrade. */
export const DEFAULTS_FILE = '/etc/default/gac-cong';
const DEFAULTS_BEGIN_AS = 'usr/share/gac-cong/default-gac-cong';

/** A PC is one gate and has one shell: the other package goes when this one comes, and its data stay. */
export function relationsOf(packageName: PackageName): Readonly<Record<string, string>> {
  const other = otherOf(packageName);
  return { Conflicts: other, Replaces: other };
}

export function maintainerScripts(packageName: PackageName): Readonly<Record<'postinst' | 'prerm' | 'postrm', string>> {
  const script = (name: string): string =>
    linuxFile(`deb/${name}.sh`).replaceAll('@PACKAGE@', packageName).replaceAll('@OTHER@', otherOf(packageName));
  return { postinst: script('postinst'), prerm: script('prerm'), postrm: script('postrm') };
}

export type ServiceInput = {
  readonly packageName: PackageName;
  readonly papersDir: string;
  /** Where the package's own version lies on the gate. */
  readonly baseDir: string;
  /** Where `cli.js` lies in a version. */
  readonly hostDir: string;
  /** The Node that runs it, on the gate. */
  readonly node: string;
};

export function putService(root: string, { packageName, papersDir, baseDir, hostDir, node }: ServiceInput): void {
  putText(root, DEFAULTS_BEGIN_AS, linuxFile('default-gac-cong'));
  putText(root, `usr/lib/systemd/system/${packageName}.service`, linuxFile(`${packageName}.service`));
  putText(root, 'usr/lib/udev/rules.d/60-gac-cong-scanners.rules', linuxFile('60-gac-cong-scanners.rules'));
  const command = linuxFile('gac-cong-gate.sh')
    .replaceAll('@BASE@', baseDir)
    .replaceAll('@HOST_DIR@', hostDir)
    .replaceAll('@NODE@', node);
  putText(root, 'usr/sbin/gac-cong-gate', command, 0o755);
  putPapers(root, packageName, papersDir);
  putManPages(root, packageName);
  const overrides = linuxFile('deb/lintian-overrides').replaceAll('@PACKAGE@', packageName);
  putText(root, `usr/share/lintian/overrides/${packageName}`, overrides);
}

/** A path on the gate, said on the gate as `name`. */
export function putLink(root: string, name: string, target: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  symlinkSync(target, join(root, name));
}

export function linuxFile(name: string): string {
  return readFileSync(join(PROJECT_DIR, 'resources', 'linux', name), 'utf8');
}

/** Guides lie in one folder whichever the shell: the units name it. */
function putPapers(root: string, packageName: PackageName, papersDir: string): void {
  putText(root, `usr/share/doc/${packageName}/copyright`, copyright());
  putCompressed(root, `usr/share/doc/${packageName}/changelog`, changelogOf(packageName, changes()));
  for (const name of [SBOM_FILE, NOTICES_FILE, LICENCE_FILE]) {
    putText(root, `usr/share/doc/${packageName}/${name}`, readFileSync(join(papersDir, name)));
  }
  for (const folder of ['', 'guides', 'decisions']) {
    const docs = join(PROJECT_DIR, 'docs', folder);
    for (const name of readdirSync(docs).filter((each) => each.endsWith('.md'))) {
      putText(root, join('usr/share/doc/gac-cong', folder, name), readFileSync(join(docs, name)));
    }
  }
  // What an administrator copies into /etc, if it is wanted: docs/kiosk.md.
  const recipes = join(PROJECT_DIR, 'resources', 'linux');
  for (const name of readdirSync(recipes).filter((each) => /\.(conf|json)$/.test(each))) {
    putText(root, `usr/share/doc/gac-cong/recipes/${name}`, readFileSync(join(recipes, name)));
  }
}

/** Of each command that the package brings, in both languages: `man gac-cong-gate`. */
function putManPages(root: string, packageName: PackageName): void {
  for (const language of ['', 'vi']) {
    for (const page of [`${packageName}.1`, 'gac-cong-gate.8']) {
      const folder = join('usr/share/man', language, `man${page.slice(-1)}`);
      putCompressed(root, join(folder, page), linuxFile(join('man', language, page)));
    }
  }
}

function copyright(): string {
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: gac-cong',
    '',
    'Files: *',
    'Copyright: 2026 Gác Cổng maintainers',
    'License: Apache-2.0',
    ' The text lies beside this file as LICENSE.txt, and on Debian in /usr/share/common-licenses/Apache-2.0.',
    ' What others have written is listed, with every licence in full, in THIRD-PARTY-NOTICES.txt.',
    '',
  ].join('\n');
}

function otherOf(packageName: PackageName): PackageName {
  return packageName === 'gac-cong' ? 'gac-cong-kiosk' : 'gac-cong';
}
