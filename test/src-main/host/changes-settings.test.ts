/** Does a command that changes settings know that it must not do so under a gate that runs? */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FLEET_FILE_FORMAT } from '../../../src-main/contract/fleet-settings.ts';
import { changesSettings } from '../../../src-main/host/changes-settings.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

const dir = suiteDir();

function fileOf(name: string, content: unknown): string {
  const path = join(dir, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const plain = fileOf('plain.json', { format: 'gac-cong-setup', version: 1, settings: {} });
const signed = fileOf('signed.json', { format: FLEET_FILE_FORMAT, version: 1 });

test.each([
  ['enrol', ['a code']],
  ['setup', ['apply', plain]],
  ['authority-key', ['import', plain]],
])('%s %j does', (command, words) => {
  expect(changesSettings(command, words)).toBe(true);
});

test.each([
  ['setup', ['apply', signed]],
  ['setup', ['apply', join(dir, 'none.json')]],
  ['setup', ['export']],
  ['authority-key', ['list']],
  ['scan', ['a code']],
  ['verify-log', []],
  [undefined, []],
])('%s %j does not', (command, words) => {
  expect(changesSettings(command, words)).toBe(false);
});
