import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockDataDir } from '../../../src-main/host/data-lock.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

describe('the lock of a data folder', () => {
  test('is for one living gate, and free when that gives it back', async () => {
    const dir = temporaryDir();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    writeFileSync(join(dir, 'gate.lock'), String(other.pid));
    expect(lockDataDir(dir)).toBeNull();
    other.kill('SIGKILL');
    await once(other, 'exit');
    const unlock = lockDataDir(dir);
    expect(unlock).not.toBeNull();
    unlock?.();
    expect(existsSync(join(dir, 'gate.lock'))).toBe(false);
  });

  test.each(['', 'nonsense', '-1', '999999999'])('left behind with “%s” in it by a power cut is taken over', (text) => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'gate.lock'), text);
    expect(lockDataDir(dir)).not.toBeNull();
  });
});
