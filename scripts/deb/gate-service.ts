/** What do both Debian packages put on a gate besides the program: its service, its user, its scanner rule, its papers? */

import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_DIR } from '../project.ts';
import { LICENCE_FILE, NOTICES_FILE, SBOM_FILE } from '../shipped/write-papers.ts';
import { putText } from './build-deb.ts';

export const PACKAGE_NAMES = ['gac-cong', 'gac-cong-kiosk'] as const;
export type PackageName = (typeof PACKAGE_NAMES)[number];

export const CONFFILE = '/etc/default/gac-cong';

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
  /** Where `cli.js` lies on the gate. */
  readonly hostDir: string;
  /** The Node that runs it: a path, or a name to be looked for. */
  readonly node: string;
};

export function putService(root: string, { packageName, papersDir, hostDir, node }: ServiceInput): void {
  putText(root, CONFFILE, linuxFile('default-gac-cong'));
  putText(root, `usr/lib/systemd/system/${packageName}.service`, linuxFile(`${packageName}.service`));
  putText(root, 'usr/lib/udev/rules.d/60-gac-cong-scanners.rules', linuxFile('60-gac-cong-scanners.rules'));
  const command = linuxFile('gac-cong-gate.sh').replaceAll('@HOST_DIR@', hostDir).replaceAll('@NODE@', node);
  putText(root, 'usr/sbin/gac-cong-gate', command, 0o755);
  putPapers(root, packageName, papersDir);
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
  for (const name of [SBOM_FILE, NOTICES_FILE, LICENCE_FILE]) {
    putText(root, `usr/share/doc/${packageName}/${name}`, readFileSync(join(papersDir, name)));
  }
  const docs = join(PROJECT_DIR, 'docs');
  const guides = readdirSync(docs).filter((name) => name.endsWith('.md'));
  for (const name of guides) putText(root, `usr/share/doc/gac-cong/${name}`, readFileSync(join(docs, name)));
  // What an administrator copies into /etc, if it is wanted: docs/kiosk.md.
  const recipes = join(PROJECT_DIR, 'resources', 'linux');
  for (const name of readdirSync(recipes).filter((each) => each.endsWith('.conf'))) {
    putText(root, `usr/share/doc/gac-cong/recipes/${name}`, readFileSync(join(recipes, name)));
  }
  const forPeople = join(docs, 'guides');
  for (const name of existsSync(forPeople) ? readdirSync(forPeople).filter((each) => each.endsWith('.md')) : []) {
    putText(root, `usr/share/doc/gac-cong/guides/${name}`, readFileSync(join(forPeople, name)));
  }
}

function copyright(): string {
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: gac-cong',
    '',
    'Files: *',
    'Copyright: Gác Cổng maintainers',
    'License: Apache-2.0',
    ' The text lies beside this file as LICENSE.txt, and on Debian in /usr/share/common-licenses/Apache-2.0.',
    ' What others have written is listed, with every licence in full, in THIRD-PARTY-NOTICES.txt.',
    '',
  ].join('\n');
}

function otherOf(packageName: PackageName): PackageName {
  return packageName === 'gac-cong' ? 'gac-cong-kiosk' : 'gac-cong';
}
