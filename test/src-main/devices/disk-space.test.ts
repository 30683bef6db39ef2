import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFreeBytes } from '../../../src-main/devices/disk-space.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test('free room is counted in bytes', async () => {
  const dir = temporaryDir();
  const { bavail, bsize } = statfsSync(dir);
  const bytes = await readFreeBytes(dir);
  // Others write to the same disk meanwhile.
  expect(bytes).toBeGreaterThan((bavail * bsize) / 2);
  expect(bytes).toBeLessThan(bavail * bsize * 2);
});

test('the room in a folder that is not there is unknown', async () => {
  expect(await readFreeBytes(join(temporaryDir(), 'gone'))).toBeNull();
});
