import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockDataDir, lockDataDirWithin } from '../../../src-main/host/data-lock.ts';
import { runProcess } from '../../support/run-process.ts';
import { smallDisk, whyNoSmallDisk } from '../../support/small-disk.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

/** Another process that has the folder, until it is ended. */
async function otherGate(dir: string) {
  const script = `
    const { lockDataDir } = await import('./src-main/host/data-lock.ts');
    console.log(lockDataDir(process.argv[1]) === null ? 'refused' : 'has it');
    setInterval(() => undefined, 1000);
  `;
  const other = runProcess(process.execPath, ['--input-type=module', '-e', script, dir]);
  onTestFinished(other.kill);
  await other.waitFor(/has it/);
  return other;
}

describe('the lock of a data folder', () => {
  test('is for one gate, and free when that gives it back', () => {
    const dir = temporaryDir();
    const release = lockDataDir(dir);
    expect(release).not.toBeNull();
    expect(lockDataDir(dir)).toBeNull();
    release?.();
    const again = lockDataDir(dir);
    expect(again).not.toBeNull();
    again?.();
  });

  test('is kept by a process that lives, also by one that hangs, and falls with it when it is killed', async () => {
    const dir = temporaryDir();
    const other = await otherGate(dir);
    other.child.kill('SIGSTOP');
    expect(lockDataDir(dir)).toBeNull();
    const freed = lockDataDirWithin(dir, 60_000);
    other.child.kill('SIGKILL');
    await once(other.child, 'exit');
    const release = await freed;
    expect(release).not.toBeNull();
    release?.();
  });

  test('is not waited for any longer than was asked', async () => {
    const dir = temporaryDir();
    const release = lockDataDir(dir);
    expect(await lockDataDirWithin(dir, 1)).toBeNull();
    release?.();
  });

  test('is had on a full disk, and is nobody’s on one that cannot be written: the gate comes as far as saying so', ({
    skip,
  }) => {
    const lacking = whyNoSmallDisk();
    if (lacking !== null) skip(lacking);
    const disk = smallDisk(1);
    disk.fill(0);
    const release = lockDataDir(disk.dir);
    expect(release).not.toBeNull();
    expect(lockDataDir(disk.dir)).toBeNull();
    release?.();
    disk.makeReadOnly();
    expect(lockDataDir(disk.dir)).not.toBeNull();
  });

  test('that an older version left behind keeps nobody out, whoever has its number now', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'gate.lock'), String(process.ppid));
    const release = lockDataDir(dir);
    expect(release).not.toBeNull();
    release?.();
  });
});
