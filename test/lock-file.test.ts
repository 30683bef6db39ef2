/** Can `npm ci` install from the lock file, on every platform and on a registry that lacks the packages of others? */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

type LockedPackage = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly cpu?: unknown;
};

const packages: Readonly<Record<string, LockedPackage>> = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../package-lock.json'), 'utf8'),
).packages;

// npm drops a package that its registry does not have from the lock it writes, and then refuses that lock:
// https://github.com/npm/cli/issues/4828
test('every optional package that another one names is in the lock', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter((name) => !isReachable(path, name)),
  );
  expect(missing).toEqual([]);
});

test('everything but the packages of platforms that we do not build on is locked with its integrity', () => {
  const open = Object.entries(packages).filter(([path, { integrity }]) => path !== '' && integrity === undefined);
  expect(open.filter(([, { optional, cpu }]) => optional !== true || cpu === undefined)).toEqual([]);
});

test('the lock names no registry', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});

/** As Node looks for it: beside the package that names it, then in every folder above. */
function isReachable(from: string, name: string): boolean {
  const above = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')));
  if (packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`] !== undefined) return true;
  return from !== '' && isReachable(above, name);
}
