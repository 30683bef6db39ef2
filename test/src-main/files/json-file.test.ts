/** Does what lies in a small file come back, and is half of one nothing? */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  readJsonFile,
  replaceJsonFile,
  replaceJsonFileUnhurried,
  replaceJsonFileUnsynced,
} from '../../../src-main/files/json-file.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test.each([replaceJsonFile, replaceJsonFileUnhurried, replaceJsonFileUnsynced])(
  '%o: what is put there comes back',
  async (replace) => {
    const path = join(temporaryDir(), 'seen.json');
    await replace(path, { name: 'Cổng 1' });
    expect(readJsonFile(path)).toEqual({ name: 'Cổng 1' });
    expect(readFileSync(path, 'utf8')).toBe('{\n  "name": "Cổng 1"\n}\n');
  },
);

test('none, half of one and a folder are nothing', () => {
  const dir = temporaryDir();
  writeFileSync(join(dir, 'half.json'), '{"name":');
  for (const name of ['none.json', 'half.json', '.']) expect(readJsonFile(join(dir, name))).toBeUndefined();
});
