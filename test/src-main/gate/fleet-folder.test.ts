/** Is what one program drops into the data folder what the gate finds there, letter by letter? */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dropFile, FLEET_DROP_FILE, readDropped } from '../../../src-main/gate/fleet-folder.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test('a dropped file is read as it was written, in the place of one before, and leaves nothing beside it', () => {
  const dataDir = temporaryDir();
  expect(readDropped(dataDir)).toBeNull();
  for (const text of ['{"a":"một"}', 'eyJ.của.chữ ký\n']) {
    expect(dropFile(dataDir, text)).toBe(true);
    expect(readDropped(dataDir)).toBe(text);
  }
  expect(readdirSync(dataDir)).toEqual([FLEET_DROP_FILE]);
});

test('a disk that refuses is told', () => {
  expect(dropFile(join('/dev/null', 'nowhere'), '{}')).toBe(false);
});
