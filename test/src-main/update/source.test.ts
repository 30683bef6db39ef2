/** Can a folder of releases hold up the gate: one on a share whose server is gone, or one that somebody prepared? */

import { spawnSync } from 'node:child_process';
import fs, { mkdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MANIFEST_FILE } from '../../../src-main/update/read-manifest.ts';
import { findStick, folderSource, STICK_FOLDER } from '../../../src-main/update/source.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const ASKING = ['existsSync', 'statSync', 'readdirSync', 'openSync', 'readFileSync'] as const;

/** From now on whoever asks for it on this thread waits for ever, as on a share that does not answer. */
function standStill(dir: string): void {
  const before = Object.fromEntries(ASKING.map((name) => [name, fs[name]]));
  for (const name of ASKING) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (path: unknown, ...rest: unknown[]) => {
        if (String(path).startsWith(dir)) throw new Error(`the thread that scans waits for ${name}`);
        return real(path, ...rest);
      },
    });
  }
  syncBuiltinESMExports();
  onTestFinished(() => {
    Object.assign(fs, before);
    syncBuiltinESMExports();
  });
}

test('nothing of it is asked for on the thread that scans', async () => {
  const media = temporaryDir();
  const dir = join(media, STICK_FOLDER);
  mkdirSync(dir);
  writeFileSync(join(dir, MANIFEST_FILE), 'signed');
  writeFileSync(join(dir, 'file.tar.gz'), 'packed');
  standStill(media);
  expect(await findStick([media])).toBe(dir);
  const source = folderSource(dir, true);
  expect(await source.manifest()).toEqual({ type: 'read', text: 'signed' });
  expect(await source.file('file.tar.gz', 2, new AbortController().signal)).toMatchObject({ fromByte: 2 });
  expect(await source.file('gone', 0, new AbortController().signal)).toEqual({ type: 'not-found' });
  expect(await folderSource(join(media, 'gone'), false).manifest()).toEqual({ type: 'not-reached' });
});

test.skipIf(process.platform === 'win32')(
  'a pipe in the place of a file is no file, and nobody waits at it',
  async () => {
    const media = temporaryDir();
    const dir = join(media, STICK_FOLDER);
    mkdirSync(dir);
    for (const name of [MANIFEST_FILE, 'file.tar.gz']) expect(spawnSync('mkfifo', [join(dir, name)]).status).toBe(0);
    expect(await findStick([media])).toBeNull();
    expect(await folderSource(dir, true).manifest()).toEqual({ type: 'not-found' });
    expect(await folderSource(dir, true).file('file.tar.gz', 0, new AbortController().signal)).toEqual({
      type: 'not-found',
    });
  },
);
