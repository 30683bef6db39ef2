import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { installedShell } from '../../../../src-main/host/doctor/installed-shell.ts';
import { temporaryDir } from '../../../support/temporary-dir.ts';

test('the Electron app is known by where its commands lie, and by its own version file', () => {
  const app = temporaryDir();
  const url = pathToFileURL(join(app, 'resources/app.asar.unpacked/dist/host/cli.js')).href;
  expect(installedShell({}, url)).toEqual({ type: 'electron', version: '?' });
  writeFileSync(join(app, 'version'), '45.4.1\n');
  expect(installedShell({}, url)).toEqual({ type: 'electron', version: '45.4.1' });
});

test('any other has the browser of the machine, or none', () => {
  const dir = temporaryDir();
  mkdirSync(join(dir, 'bin'));
  const url = pathToFileURL(join(dir, 'dist/host/cli.js')).href;
  expect(installedShell({ PATH: join(dir, 'bin') }, url)).toBeNull();
  writeFileSync(join(dir, 'bin/chromium'), '');
  chmodSync(join(dir, 'bin/chromium'), 0o755);
  expect(installedShell({ PATH: join(dir, 'bin') }, url)).toEqual({ type: 'browser' });
});
