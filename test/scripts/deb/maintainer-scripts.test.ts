/** Are the scripts that a Debian package runs as root plain sh, filled in, and of the right package? */

import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { linuxFile, maintainerScripts, PACKAGE_NAMES, relationsOf } from '../../../scripts/deb/gate-service.ts';

const SHELLS = ['sh', 'dash', 'bash'].filter((shell) => spawnSync(shell, ['-c', ':']).status === 0);

test.each(PACKAGE_NAMES)('%s', (packageName) => {
  const other = relationsOf(packageName).Conflicts ?? '';
  const scripts = Object.entries(maintainerScripts(packageName));
  expect(scripts.map(([name]) => name)).toEqual(['postinst', 'prerm', 'postrm']);
  for (const [, text] of scripts) {
    expect(text).toMatch(/^#!\/bin\/sh\n.*\nset -e\n/s);
    expect(text).not.toMatch(/@[A-Z_]+@/);
    expect(text).toContain(`UNIT=${packageName}.service`);
    for (const shell of SHELLS) execFileSync(shell, ['-n'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] });
  }
  expect(maintainerScripts(packageName).postrm).toContain(`other_is_here() {\n  status=$(dpkg-query`);
  expect(maintainerScripts(packageName).postrm).toContain(` ${other} 2>/dev/null`);
});

test('nothing outside of the data folder is deleted with all that is in it', () => {
  const deleted = PACKAGE_NAMES.flatMap((name) => Object.values(maintainerScripts(name))).flatMap((text) => [
    ...text.matchAll(/rm -r\S*(?: --\S+)* (\S+)/g),
  ]);
  expect(deleted.map(([, what]) => what)).toEqual(PACKAGE_NAMES.map(() => '"$DATA"'));
  for (const name of PACKAGE_NAMES) expect(maintainerScripts(name).postrm).toContain('\nDATA=/var/lib/gac-cong\n');
});

test.each(['gac-cong-gate.sh', 'gac-cong-kiosk.sh', 'gac-cong.sh'])('%s is plain sh', (name) => {
  for (const shell of SHELLS) execFileSync(shell, ['-n'], { input: linuxFile(name), stdio: ['pipe', 'pipe', 'pipe'] });
});
