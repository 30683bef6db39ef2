/** What does a program tell the disk, and what if the disk answers otherwise? */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach } from 'vitest';

export type WatchedDisk = {
  readonly told: ('write' | 'fsync file' | 'fsync folder' | 'rename')[];
  readonly answer: {
    largestWrite: number;
    /** An error's code. */
    folderSync: string | null;
    /** So many renames fail first. */
    heldRenames: number;
    platform: NodeJS.Platform;
  };
};

/** For each test of the block in which it is called. */
export function watchDisk(): WatchedDisk {
  const { writeSync, fsyncSync, renameSync } = fs;
  const { platform } = process;
  const told: WatchedDisk['told'] = [];
  const asIs = { largestWrite: Number.POSITIVE_INFINITY, folderSync: null, heldRenames: 0, platform };
  const answer: WatchedDisk['answer'] = { ...asIs };

  beforeEach(() => {
    Object.assign(answer, asIs);
    Object.defineProperty(process, 'platform', { get: () => answer.platform });
    Object.assign(fs, {
      writeSync: (file: number, bytes: Uint8Array, at = 0) => {
        told.push('write');
        return writeSync(file, bytes, at, Math.min(bytes.length - at, answer.largestWrite));
      },
      fsyncSync: (file: number) => {
        const isFolder = fs.fstatSync(file).isDirectory();
        told.push(isFolder ? 'fsync folder' : 'fsync file');
        if (isFolder && answer.folderSync !== null) throw refusal(answer.folderSync);
        fsyncSync(file);
      },
      renameSync: (from: string, to: string) => {
        told.push('rename');
        answer.heldRenames -= 1;
        if (answer.heldRenames >= 0) throw refusal('EPERM');
        renameSync(from, to);
      },
    });
    syncBuiltinESMExports();
  });

  afterEach(() => {
    Object.assign(fs, { writeSync, fsyncSync, renameSync });
    Object.defineProperty(process, 'platform', { value: platform });
    syncBuiltinESMExports();
  });

  return { told, answer };
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}
