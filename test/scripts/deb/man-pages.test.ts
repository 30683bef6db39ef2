/** Do the pages of `man` name what the commands do, alike in both languages? */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { linuxFile } from '../../../scripts/deb/gate-service.ts';
import { PROJECT_DIR } from '../../../scripts/project.ts';
import { runCommand } from '../../../src-main/host/run-command.ts';

const PAGES = ['gac-cong-gate.8', 'gac-cong-kiosk.1', 'gac-cong.1'];
const LANGUAGES = ['', 'vi'];

test('each command that an installed gate has is on the page, and no other', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await runCommand([])).toBe(2);
  const usage = written.mock.calls.join('');
  written.mockRestore();
  const known = new Set([...usage.matchAll(/gate -- ([a-z-]+)/g)].map(([, name]) => name));
  expect(known.size).toBeGreaterThan(15);
  for (const language of LANGUAGES) {
    const commands = linuxFile(join('man', language, 'gac-cong-gate.8')).split(/^\.SH /m)[4] ?? '';
    const named = [...commands.matchAll(/(?:^\.B |\\fB)([a-z-]+)/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(known);
  }
});

test.each(PAGES)('%s is laid out the same in Vietnamese and English', (page) => {
  const [english, vietnamese] = LANGUAGES.map((language) =>
    [...linuxFile(join('man', language, page)).matchAll(/^\.(?:SH|TP|PP|B GATE_\w+|I \/\S+)/gm)].map(([all]) => all),
  );
  expect(vietnamese).toEqual(english);
});

test.for(PAGES)('man itself has nothing to say against %s', (page, { skip }) => {
  if (spawnSync('man', ['--version']).status !== 0) skip('there is no man here');
  for (const language of LANGUAGES) {
    const path = join(PROJECT_DIR, 'resources/linux/man', language, page);
    const args = ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', path];
    const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '80' };
    const { stdout, stderr } = spawnSync('man', args, { encoding: 'utf8', env });
    expect(stderr).toBe('');
    expect(stdout).toContain(page.replace(/\.\d$/, ''));
  }
});
