/** Is what is laid down whole, whatever the disk does? */

import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { UpdateFile } from '../../../src-main/core/update/manifest.ts';
import { fetchFile } from '../../../src-main/update/fetch-file.ts';
import { layDown } from '../../../src-main/update/lay-down.ts';
import { readManifest } from '../../../src-main/update/read-manifest.ts';
import { folderSource } from '../../../src-main/update/source.ts';
import { versionsDir } from '../../../src-main/update/update-folder.ts';
import { RELEASE_KEY } from '../../support/releases.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { makeRelease } from './release-fixture.ts';

async function fetched(root: string): Promise<UpdateFile> {
  const source = folderSource(await makeRelease(temporaryDir(), '1.1.0'), false);
  const answer = await source.manifest();
  const read = await readManifest(answer.type === 'read' ? answer.text : '', [RELEASE_KEY.publicKey]);
  const file = read.type === 'read' ? read.manifest.files[0] : undefined;
  if (file === undefined) throw new Error('no release');
  expect(await fetchFile(source, file, root, new AbortController().signal)).toEqual({ type: 'fetched' });
  return file;
}

test('a disk that takes a part of each write gets the rest as well', async () => {
  const openBefore = fs.promises.open;
  onTestFinished(() => {
    fs.promises.open = openBefore;
    syncBuiltinESMExports();
  });
  fs.promises.open = async (...args) => {
    const handle = await openBefore(...args);
    const write = handle.write.bind(handle) as (bytes: Buffer) => Promise<unknown>;
    const half = (bytes: Buffer): Promise<unknown> => write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    return Object.assign(handle, { write: half }) as typeof handle;
  };
  syncBuiltinESMExports();
  const root = temporaryDir();
  expect(await layDown(root, '1.1.0', await fetched(root))).toEqual({ type: 'laid-down' });
  expect(readFileSync(join(versionsDir(root), '1.1.0', 'bin', 'gate.js'), 'utf8')).toMatch(/^\/\/ 1.1.0 x{70000}\n$/);
});

test('a disk that does not read the archive any more is an answer', async () => {
  const root = temporaryDir();
  const file = await fetched(root);
  const readBefore = fs.createReadStream;
  onTestFinished(() => {
    fs.createReadStream = readBefore;
    syncBuiltinESMExports();
  });
  let reads = 0;
  fs.createReadStream = (path, ...rest) => {
    const stream = readBefore(path, ...rest);
    reads += 1;
    // The first one is held against the signature.
    if (reads === 2) process.nextTick(() => stream.destroy(new Error('EIO')));
    return stream;
  };
  syncBuiltinESMExports();
  expect(await layDown(root, '1.1.0', file)).toEqual({ type: 'not-a-version' });
});
