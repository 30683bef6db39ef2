import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFreeBytes } from '../../../src-main/devices/disk-space.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

test('free room is counted in bytes, and is less than the whole disk', async () => {
  const dir = temporaryDir();
  const { blocks, bsize } = statfsSync(dir);
  const bytes = await readFreeBytes(dir);
  expect(bytes).toBeGreaterThan(bsize);
  expect(bytes).toBeLessThanOrEqual(blocks * bsize);
});

test('the room in a folder that is not there is unknown', async () => {
  expect(await readFreeBytes(join(temporaryDir(), 'gone'))).toBeNull();
});
