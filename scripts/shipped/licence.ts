/** Under which terms may a package be passed on, in whose words, and do we take those terms? */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../project.ts';

/** SPDX names. All of them let a venue use the product as it likes, and ask for no more than that their text comes with it. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  // Asks for the source of its own files where they are changed; ours are not.
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
  // SQLite's dedication to the public.
  'blessing',
]);

/** Packages whose package.json names none; their licence file does. */
const NAMED_BY_ITS_FILE: Readonly<Record<string, string>> = { 'png-js': 'MIT' };

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/** True for an expression of which at least one way to read it has only terms that we take: `(MIT OR GPL-3.0-only)` is. */
export function isAllowed(expression: string): boolean {
  return expression.split(/\s+AND\s+/).every((part) =>
    part
      .replace(/[()]/g, '')
      .split(/\s+OR\s+/)
      .some((name) => ALLOWED.has(name.trim())),
  );
}

export type PackageFile = {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name?: string };
};

/** The SPDX expression that a package states; empty, and so not allowed, where it states none. */
export function licenceOf({ name, license }: PackageFile): string {
  return license?.trim() ?? NAMED_BY_ITS_FILE[name] ?? '';
}

/** Ours, at the root where everybody looks for it: the Apache License 2.0, word for word. */
export const OWN_LICENCE = join(PROJECT_DIR, 'LICENSE');

/** The words of its licence files. Where it carries none, those of the licence that it names, with its author's name. */
export function licenceTextOf(packageDir: string, described: PackageFile): string {
  const files = readdirSync(packageDir)
    .filter((name) => LICENCE_FILE.test(name))
    .sort();
  if (files.length > 0) return files.map((name) => readFileSync(join(packageDir, name), 'utf8').trim()).join('\n\n');
  const author = typeof described.author === 'string' ? described.author : described.author?.name;
  return standardText(licenceOf(described), author ?? `the authors of ${described.name}`);
}

/** The published words of one licence, for a part that carries none of its own. */
export function standardText(licence: string, holder: string | null): string {
  const path = licence === 'Apache-2.0' ? OWN_LICENCE : join(PROJECT_DIR, 'resources', 'licences', `${licence}.txt`);
  if (!existsSync(path)) throw new Error(`no text of the licence ${licence || '(none stated)'} for ${holder}`);
  const words = readFileSync(path, 'utf8').trim();
  return holder === null ? words : `Copyright (c) ${holder}\n\n${words}`;
}
