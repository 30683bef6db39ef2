/** Of what that others have written does an installed gate consist? */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../project.ts';
import type { Component } from './component.ts';
import { insideOf } from './inside.ts';
import type { PackageFile } from './licence.ts';
import { licenceOf, licenceTextOf } from './licence.ts';

/** The two shells, each with what runs it; the Node of an Electron package runs its launcher and its commands. */
export type Shipped =
  | { readonly shell: 'electron'; readonly electronVersion: string; readonly nodePath: string }
  | { readonly shell: 'kiosk'; readonly nodePath: string };

type LockedPackage = {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
};

/** Named by `recordPackages` beside the bundles, and by the lock file: nobody keeps a list by hand. Sorted, each version once. */
export function shippedComponents(shipped: Shipped): readonly Component[] {
  const found = new Map<string, Component>();
  const add = (component: Component): void => {
    found.set(`${component.name}@${component.version}`, component);
  };
  for (const path of bundledPaths(shipped.shell)) add(fromPackage(path, 'bundled'));
  for (const path of modulePaths()) add(fromPackage(path, 'module'));
  for (const component of [...found.values()]) for (const part of insideOf(component.name)) add(part);
  for (const runtime of runtimesOf(shipped)) add(runtime);
  return [...found.values()].sort((a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
}

/** Where the production modules lie that go along as files; the Node that runs them, and what merely compiles, do not. */
export function modulePaths(): readonly string[] {
  return Object.entries(lockedPackages())
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path]) => path)
    .filter((path) => !/\/(node-(linux|win)-\w+|node-addon-api)$/.test(path))
    .sort();
}

const BUNDLES: Readonly<Record<Shipped['shell'], readonly string[]>> = {
  electron: ['dist/electron', 'dist/host', 'dist/launcher', 'dist/renderer'],
  kiosk: ['dist/host', 'dist/launcher', 'dist/renderer'],
};

function bundledPaths(shell: Shipped['shell']): string[] {
  return BUNDLES[shell].flatMap((dir) => {
    const folder = join(PROJECT_DIR, dir, '.vite');
    const lists = readdirSync(folder).filter((name) => /^packages-.*\.json$/.test(name));
    if (lists.length === 0) throw new Error(`${dir} does not say what is in it: npm run build`);
    return lists.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as string[]);
  });
}

function fromPackage(path: string, how: Component['how']): Component {
  const dir = join(PROJECT_DIR, path);
  const described = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as PackageFile;
  const { name, version } = described;
  return {
    name,
    version,
    licence: licenceOf(described),
    licenceText: licenceTextOf(dir, described),
    packageUrl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    sha512: integrityOf(path),
    how,
  };
}

/** Node's LICENSE speaks for all that is in Node; Electron's own for Chromium lies beside the program, as Electron ships it. */
function runtimesOf(shipped: Shipped): readonly Component[] {
  const node = fromPackage(shipped.nodePath, 'runtime');
  if (shipped.shell === 'kiosk') return [node];
  const electron = fromPackage('node_modules/electron', 'runtime');
  const { electronVersion: version } = shipped;
  if (electron.version === version) return [electron, node];
  return [{ ...electron, version, packageUrl: `pkg:npm/electron@${version}`, sha512: null }, node];
}

function integrityOf(path: string): string | null {
  const [algorithm, base64 = ''] = lockedPackages()[path]?.integrity?.split('-') ?? [];
  return algorithm === 'sha512' ? Buffer.from(base64, 'base64').toString('hex') : null;
}

let locked: Readonly<Record<string, LockedPackage>> | null = null;

function lockedPackages(): Readonly<Record<string, LockedPackage>> {
  locked ??= (
    JSON.parse(readFileSync(join(PROJECT_DIR, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, LockedPackage>;
    }
  ).packages;
  return locked;
}

/** The same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
