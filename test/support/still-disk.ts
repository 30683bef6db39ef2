/** How does a test get a disk that stands still for a while, as a cheap one does that tidies itself up? A file system in a file. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runOrThrow } from './small-disk.ts';

export type StillDisk = {
  readonly dir: string;
  /** From now on whoever writes waits, in the kernel: no signal ends that. */
  readonly freeze: () => void;
  /** Also by itself, once the test is over. */
  readonly thaw: () => void;
};

const LEAST_MEGABYTES = 64;

/** Why this machine lends no such disk to a test; `null` = it does. */
export function whyNoStillDisk(): string | null {
  if (process.platform !== 'linux') return 'no file system stands still at a word on this system';
  const dir = mkdtempSync(join(tmpdir(), 'gac-cong-mount-'));
  try {
    mountFile(dir);
    spawnSync('umount', [join(dir, 'disk')]);
    return null;
  } catch (error) {
    return `no file can be mounted as a disk here (it takes root): ${error instanceof Error ? error.message.trim() : ''}`;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Such a disk, gone after the running test. */
export function stillDisk(): StillDisk {
  const outer = mkdtempSync(join(tmpdir(), 'gac-cong-still-'));
  const dir = mountFile(outer);
  let isFrozen = false;
  const thaw = (): void => {
    if (isFrozen) runOrThrow('fsfreeze', ['--unfreeze', dir]);
    isFrozen = false;
  };
  onTestFinished(() => {
    thaw();
    // Lazily: a gate that a failed test left open does not keep the mount.
    runOrThrow('umount', ['-l', dir]);
    rmSync(outer, { recursive: true, force: true });
  });
  return {
    dir,
    freeze: () => {
      runOrThrow('fsfreeze', ['--freeze', dir]);
      isFrozen = true;
    },
    thaw,
  };
}

function mountFile(outer: string): string {
  const [image, dir] = [join(outer, 'image'), join(outer, 'disk')];
  runOrThrow('mkdir', ['-m', '700', dir]);
  runOrThrow('mkfs.ext4', ['-q', image, `${LEAST_MEGABYTES}M`]);
  runOrThrow('mount', ['-o', 'loop', image, dir]);
  return dir;
}
