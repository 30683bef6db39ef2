/** Is a machine that runs on its battery known from one that only has one? */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isOnMains } from '../../../src-main/update/mains-power.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test.each([
  ['nothing is said', {}, true],
  ['it has no battery', { AC: { type: 'Mains', online: '1' } }, true],
  ['its battery is full', { BAT0: { type: 'Battery', status: 'Full' } }, true],
  ['its battery is filled', { BAT0: { type: 'Battery', status: 'Charging' } }, true],
  [
    'its battery runs down',
    { AC: { type: 'Mains', online: '0' }, BAT0: { type: 'Battery', status: 'Discharging' } },
    false,
  ],
  ['a scanner has one', { hid: { type: 'Battery', scope: 'Device', status: 'Discharging' } }, true],
])('where %s', (_what, supplies: Record<string, Record<string, string>>, isSo) => {
  const dir = temporaryDir();
  for (const [name, files] of Object.entries(supplies)) {
    mkdirSync(join(dir, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, name, file), `${text}\n`);
  }
  expect(isOnMains(dir)).toBe(isSo);
});
