/** Does a package say what is new in it, in Debian's form, and is that written before a version goes out? */

import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { changelogOf, changes } from '../../../scripts/deb/changelog.ts';
import { projectVersion } from '../../../scripts/project-version.ts';

const TWO = `# What is new

A word before.

## 0.2.0 · 2027-01-31

* One point that is as long as points are when somebody says in one sentence what an administrator
  has to know.
* Another.

## 0.1.0 · 2026-11-30

* The first.
`;

test('the version of this tree stands first', () => {
  expect(changes()[0]?.version).toBe(projectVersion());
});

test('a heading that names no version and day, and a version of which nothing is said, are refused', () => {
  expect(() => changes('## 0.2.0\n\n* A point.\n')).toThrow('docs/changes.md');
  expect(() => changes('## 0.2.0 · 2027-01-31\n')).toThrow('docs/changes.md');
});

test('the newest first, in lines of a terminal, each with its day', () => {
  expect(changelogOf('gac-cong', changes(TWO))).toBe(`gac-cong (0.2.0) stable; urgency=medium

  * One point that is as long as points are when somebody says in one sentence
    what an administrator has to know.
  * Another.

 -- Gác Cổng maintainers <maintainers@gac-cong.invalid>  Sun, 31 Jan 2027 00:00:00 +0000

gac-cong (0.1.0) stable; urgency=medium

  * The first.

 -- Gác Cổng maintainers <maintainers@gac-cong.invalid>  Mon, 30 Nov 2026 00:00:00 +0000
`);
});

test('Debian’s own reader reads it, and warns of nothing', ({ skip }) => {
  if (spawnSync('dpkg-parsechangelog', ['--version']).status !== 0) skip('there is no dpkg-parsechangelog here');
  const read = execFileSync('dpkg-parsechangelog', ['--all', '-l', '-', '--show-field', 'Version'], {
    input: changelogOf('gac-cong', changes(TWO)),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  expect(read).toBe('0.2.0\n');
});
