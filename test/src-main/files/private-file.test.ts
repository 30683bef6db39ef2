/** Is a file of secrets taken out of others' sight again? */

import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeToOthers } from '../../../src-main/files/private-file.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test.each([
  [0o644, 0o600],
  [0o660, 0o600],
  [0o400, 0o400],
])('one of mode %o has %o', (before, after) => {
  const path = join(temporaryDir(), 'keys.json');
  writeFileSync(path, '', { mode: before });
  closeToOthers(path);
  expect(statSync(path).mode & 0o777).toBe(after);
});

test('one that is gone is nobody’s', () => {
  expect(() => closeToOthers(join(temporaryDir(), 'keys.json'))).not.toThrow();
});
