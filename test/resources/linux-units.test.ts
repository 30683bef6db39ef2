/** Would systemd take the units, and does a gate that was left by PIN stay left? */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LEFT_EXIT_CODE } from '../../src-main/core/recovery/end-status.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const LINUX_DIR = join(PROJECT_DIR, 'resources', 'linux');
const UNITS = ['gac-cong.service', 'gac-cong-kiosk.service'] as const;

function unit(name: string): string {
  return readFileSync(join(LINUX_DIR, name), 'utf8');
}

test.for(UNITS)('%s is what systemd understands', (name, { skip }) => {
  if (spawnSync('systemd-analyze', ['--version']).error !== undefined) skip('no systemd-analyze here');
  const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', join(LINUX_DIR, name)], { encoding: 'utf8' });
  // Programs that are not installed here are no fault of the unit.
  const said = `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !line.includes('is not executable'));
  expect(said).toEqual([]);
});

test.each(UNITS)('%s starts the gate again after every end but that by PIN', (name) => {
  const lines = unit(name).split('\n');
  expect(lines).toContain('Restart=always');
  expect(lines).toContain(`RestartPreventExitStatus=${LEFT_EXIT_CODE}`);
  expect(lines).toContain(`SuccessExitStatus=${LEFT_EXIT_CODE}`);
  expect(lines).toContain('LimitCORE=0');
  // One page that the kernel ended for want of memory is no end of the gate.
  expect(lines).toContain('OOMPolicy=continue');
});

test.each(['postinst.sh', 'postrm.sh', 'prerm.sh'])(
  '%s, which is root’s, writes nothing into the folder of the gate’s user',
  (name) => {
    // A link that lies in there would lead root's words to any file of the machine.
    expect(unit(join('deb', name))).not.toMatch(/(>|cat |chmod .*|cp .*) ?"?\$DATA\//);
  },
);

test.each([LEFT_EXIT_CODE, 0, 1])('a compositor that says nothing of its program’s end hides none: %i', (status) => {
  const dir = temporaryDir();
  const script = (name: string, text: string): string => {
    const path = join(dir, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  // As cage 0.1.4: shows the program, and ends with its own status.
  const cage = script('cage', 'shift 2; "$@"; exit 0');
  const app = script('app', `exit ${status}`);
  const start = /^ExecStart=\/bin\/sh -c '(.*?)'$/ms.exec(unit('gac-cong.service'))?.[1] ?? '';
  const command = start
    .replace(/\\\n/g, ' ')
    .replace(/\\(["\\])/g, '$1')
    .replaceAll('$$', '$')
    .replace('/usr/bin/cage', cage)
    .replace('/usr/bin/gac-cong', app);
  const ended = spawnSync('/bin/sh', ['-c', command], { env: { ...process.env, RUNTIME_DIRECTORY: dir } });
  expect(ended.status).toBe(status);
});

test.each([
  ['gac-cong.sh', '/opt/gac-cong', 'launcher/launch.mjs'],
  ['gac-cong-kiosk.sh', '/opt/gac-cong-kiosk', 'dist/launcher/launch.mjs'],
])(
  '%s starts the launcher on the Node of its package, over the folder of updates of these data',
  (name, installed, launcher) => {
    const dir = temporaryDir();
    mkdirSync(join(dir, 'bin'));
    writeFileSync(join(dir, 'bin', 'node'), '#!/bin/sh\nshift; echo "$*"; exit 80\n', { mode: 0o755 });
    const script = unit(name).replace(`app=${installed}`, `app=${dir}`);
    const env = { PATH: process.env.PATH, HOME: '/home/somebody' };
    const run = (more: Record<string, string>, ...args: readonly string[]) =>
      spawnSync('sh', ['-c', script, 'sh', ...args], { encoding: 'utf8', env: { ...env, ...more } });
    expect(run({ GATE_DATA_DIR: '/var/lib/gac-cong' })).toMatchObject({
      status: LEFT_EXIT_CODE,
      stdout: `${dir}/${launcher} ${dir} /var/lib/gac-cong/updates\n`,
    });
    expect(run({}).stdout).toContain(' /home/somebody/.local/share/gac-cong/updates');
    if (name === 'gac-cong.sh')
      expect(run({}, '--ozone-platform=wayland').stdout).toContain('updates --ozone-platform=wayland\n');
  },
);

test('the scripts for Windows know the status of leaving, and undo what they set', () => {
  const dir = join(PROJECT_DIR, 'resources', 'windows');
  const text = (name: string): string => readFileSync(join(dir, name), 'utf8');
  expect(text('kiosk-shell-launcher.ps1')).toContain(`$leftByPin = ${LEFT_EXIT_CODE}`);
  const set = [...text('lock-down.ps1').matchAll(/^Set-Value \S+ '([^']+)'|^Set-Value "\S+" '([^']+)'/gm)];
  const names = set.map((found) => found[1] ?? found[2] ?? '');
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => !text('undo-kiosk.ps1').includes(`'${name}'`))).toEqual([]);
  // Windows PowerShell 5.1 reads a script without a byte order mark in an old code page.
  for (const name of readdirSync(dir).filter((each) => each.endsWith('.ps1')))
    expect(text(name)).toMatch(/^[\x20-\x7e\s]*$/);
});
