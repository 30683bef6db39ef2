/** Is a part of the product passed on only under terms that we take, and in its own words? */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAllowed, licenceOf, licenceTextOf, standardText } from '../../../scripts/shipped/licence.ts';
import { PROJECT_DIR } from '../../support/run-process.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test.each([
  ['MIT', true],
  ['MIT AND OFL-1.1', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['(MIT OR CC0-1.0) AND Apache-2.0', true],
  ['GPL-3.0-only', false],
  ['MIT AND GPL-3.0-only', false],
  ['LGPL-2.1-or-later', false],
  ['SEE LICENSE IN LICENSE', false],
  ['UNLICENSED', false],
  ['', false],
])('%s: %s', (expression, mayBePassedOn) => {
  expect(isAllowed(expression)).toBe(mayBePassedOn);
});

test('a package that states no licence is not passed on', () => {
  expect(isAllowed(licenceOf({ name: 'nameless', version: '1.0.0' }))).toBe(false);
});

test('all licence files of a package are its words; one without any gets those of the licence that it names', () => {
  const dir = temporaryDir();
  writeFileSync(join(dir, 'LICENSE'), 'code\n');
  writeFileSync(join(dir, 'LICENSE_FONT'), 'typeface\n');
  const described = { name: 'two', version: '1.0.0', license: 'MIT', author: 'Somebody' };
  expect(licenceTextOf(dir, described)).toBe('code\n\ntypeface');
  const bare = join(dir, 'bare');
  mkdirSync(bare);
  expect(licenceTextOf(bare, described)).toMatch(/^Copyright \(c\) Somebody\n\nPermission is hereby granted/);
  expect(() => licenceTextOf(bare, { ...described, license: 'EUPL-1.2' })).toThrow('EUPL-1.2');
});

test('our own words are those of the licence that package.json names', () => {
  const { license } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8'));
  expect(standardText(license, null)).toBe(readFileSync(join(PROJECT_DIR, 'LICENSE'), 'utf8').trim());
  expect(standardText(license, null)).toMatch(/^Apache License\s+Version 2\.0, January 2004/);
});
