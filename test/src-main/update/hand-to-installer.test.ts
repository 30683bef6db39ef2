/** Does a gate live on where Windows does not let it install anything? */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handToInstaller } from '../../../src-main/update/hand-to-installer.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test('an installer that cannot be started is said, and ends nothing', async () => {
  const failed: string[] = [];
  handToInstaller(join(temporaryDir(), 'setup.exe'), (code) => failed.push(code), 'win32');
  await expect.poll(() => failed).toEqual(['ENOENT']);
});

test('elsewhere nothing is started', () => {
  expect(() => handToInstaller('/not/there', () => expect.unreachable(), 'linux')).not.toThrow();
});
