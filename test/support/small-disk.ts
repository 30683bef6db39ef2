/** How does a test get a disk that is really full, or really cannot be written? A small file system in memory. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type SmallDisk = {
  readonly dir: string;
  /** Takes all the room but so many bytes, or gives all of it back. */
  readonly fill: (leaveBytes: number) => void;
  readonly empty: () => void;
  /** Nothing may be open for writing on it. */
  readonly makeReadOnly: () => void;
};

/** Why this machine lends no disk to a test; `null` = it does. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'no file system in memory on this system';
  const dir = mkdtempSync(join(tmpdir(), 'gac-cong-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir]).status === 0;
  if (mounted) spawnSync('umount', [dir]);
  rmSync(dir, { recursive: true, force: true });
  return mounted ? null : 'mounting a file system is refused here (it takes root)';
}

/** A disk of so many megabytes, gone after the running test. */
export function smallDisk(megabytes: number): SmallDisk {
  const dir = mkdtempSync(join(tmpdir(), 'gac-cong-small-'));
  runOrThrow('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', dir]);
  onTestFinished(() => {
    // Lazily: a gate that a failed test left open does not keep the mount.
    runOrThrow('umount', ['-l', dir]);
    rmSync(dir, { recursive: true, force: true });
  });
  const filler = join(dir, 'filler');
  return {
    dir,
    fill: (leaveBytes) => {
      const { bavail, bsize } = statfsSync(dir);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
    },
    empty: () => rmSync(filler, { force: true }),
    makeReadOnly: () => runOrThrow('mount', ['-o', 'remount,ro', dir]),
  };
}

/** @throws what it said, where it fails. */
export function runOrThrow(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
}
