import { expect, test } from 'vitest';
import { ownFolder } from '../../src-collector/one-owner.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

test('a folder has one owner at a time, and can be taken again when it is given back', async () => {
  const dir = temporaryDir();
  const first = await ownFolder(dir);
  expect(first).not.toBeNull();
  expect(await ownFolder(dir)).toBeNull();
  const elsewhere = await ownFolder(temporaryDir());
  expect(elsewhere).not.toBeNull();
  await elsewhere?.release();
  await first?.release();
  const second = await ownFolder(dir);
  expect(second).not.toBeNull();
  await second?.release();
});

test('a folder is free again when its owner was killed', async () => {
  const dir = temporaryDir();
  const owner = runProcess(process.execPath, [
    '--input-type=module-typescript',
    '--eval',
    `import { ownFolder } from './src-collector/one-owner.ts';
     console.log((await ownFolder(${JSON.stringify(dir)})) === null ? 'refused' : 'owned');
     setInterval(() => undefined, 1_000);`,
  ]);
  await owner.waitFor(/owned/);
  expect(await ownFolder(dir)).toBeNull();
  await owner.kill();
  const next = await ownFolder(dir);
  expect(next).not.toBeNull();
  await next?.release();
});
