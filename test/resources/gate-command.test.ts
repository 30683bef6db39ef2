/** Does the command of an installed gate run the version that the launcher chose, as the gate's own user? */

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { linuxFile } from '../../scripts/deb/gate-service.ts';
import { firstState } from '../../src-main/core/update/launch.ts';
import { versionsDir, writeState } from '../../src-main/update/update-folder.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const HOST_DIR = 'dist/host';
let dir: string;
let base: string;
let updates: string;

function put(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

beforeEach(() => {
  dir = temporaryDir();
  base = join(dir, 'base');
  updates = join(dir, 'data', 'updates');
  put(join(base, HOST_DIR, 'cli.js'), '');
  put(join(dir, 'bin', 'id'), '#!/bin/sh\necho 0\n');
  put(join(dir, 'bin', 'setpriv'), '#!/bin/sh\nprintf "%s\\n" "$@"\n');
});

/** What it would start: the arguments of `setpriv`, one a line. */
function started(...args: readonly string[]): string[] {
  const text = linuxFile('gac-cong-gate.sh')
    .replaceAll('@BASE@', base)
    .replaceAll('@HOST_DIR@', HOST_DIR)
    .replaceAll('@NODE@', '/node');
  const env = { PATH: `${join(dir, 'bin')}${delimiter}${process.env.PATH}`, GATE_DATA_DIR: join(dir, 'data') };
  return execFileSync('sh', [put(join(dir, 'gac-cong-gate'), text), ...args], { env, encoding: 'utf8' })
    .trim()
    .split('\n');
}

function isRunning(version: string): void {
  mkdirSync(updates, { recursive: true });
  writeState(updates, { ...firstState('1.0.0', 0), current: version });
}

test('the package’s own version, where nothing was ever laid beside it', () => {
  const as = ['--reuid=gac-cong', '--regid=gac-cong', '--init-groups', '/node'];
  const own = [...as, join(base, HOST_DIR, 'cli.js'), 'verify-log'];
  expect(started('verify-log')).toEqual(own);
  isRunning('1.0.0');
  expect(started('verify-log')).toEqual(own);
});

test('a version that was taken since, as long as it is there', () => {
  isRunning('1.2.10');
  expect(started('unsent')).toContain(join(base, HOST_DIR, 'cli.js'));
  const taken = put(join(versionsDir(updates), '1.2.10', HOST_DIR, 'cli.js'), '');
  expect(started('unsent', '--json').slice(-3)).toEqual([taken, 'unsent', '--json']);
});
