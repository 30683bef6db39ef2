/** Which papers come with a package? The list of what is in it, and the licences. Refuses what may not be passed on. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../project.ts';
import { sourceDateSeconds } from '../source-date.ts';
import type { Component } from './component.ts';
import type { Shipped } from './components.ts';
import { shippedComponents } from './components.ts';
import { isAllowed, OWN_LICENCE } from './licence.ts';
import { noticesOf } from './notices.ts';
import { sbomOf } from './sbom.ts';

export const SBOM_FILE = 'sbom.cdx.json';
export const NOTICES_FILE = 'THIRD-PARTY-NOTICES.txt';
export const LICENCE_FILE = 'LICENSE.txt';

const PACKAGE_NAMES: Readonly<Record<Shipped['shell'], string>> = { electron: 'gac-cong', kiosk: 'gac-cong-kiosk' };

/** Where electron-builder.yml looks for them, too. */
export function papersDir(shell: Shipped['shell']): string {
  return join(PROJECT_DIR, '.cache', 'papers', shell);
}

/** Writes them from what was built last, and returns their folder. Throws the names of parts whose licence is not on the list. */
export function writePapers(shipped: Shipped, version: string, dir = papersDir(shipped.shell)): string {
  const components = shippedComponents(shipped);
  const refused = components.filter(({ licence }) => !isAllowed(licence));
  if (refused.length > 0) throw new Error(`not to be passed on: ${refused.map(nameOf).join(', ')}`);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const packageName = PACKAGE_NAMES[shipped.shell];
  const sbom = sbomOf({ packageName, version, components, sourceDateSeconds: sourceDateSeconds() });
  writeFileSync(join(dir, SBOM_FILE), sbom);
  writeFileSync(join(dir, NOTICES_FILE), noticesOf(components));
  writeFileSync(join(dir, LICENCE_FILE), readFileSync(OWN_LICENCE));
  return dir;
}

function nameOf({ name, version, licence }: Component): string {
  return `${name} ${version} (${licence || 'states none'})`;
}
