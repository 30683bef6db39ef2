import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { forbidCoreDumps } from '../../../src-main/host/no-core-dumps.ts';
import { coreLimitsOf, descendantsOf } from '../../support/processes.ts';

const PRLIMIT = '/usr/bin/prlimit';
const DUMPING = ['--core=0:unlimited'];
const LACKING =
  process.platform !== 'linux'
    ? 'elsewhere than on Linux there are no core files'
    : spawnSync(PRLIMIT, [...DUMPING, 'true']).status !== 0
      ? 'this user may begin nothing that may leave a core file'
      : null;
if (LACKING !== null) process.stdout.write(`${LACKING}\n`);

/** A program that says `begun`, and may have dumps as large as it likes. */
async function begin(program: string): Promise<number> {
  const child = spawn(PRLIMIT, [...DUMPING, process.execPath, '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('prlimit did not start');
  onTestFinished(() => {
    process.kill(-pid, 'SIGKILL');
  });
  await once(child.stdout, 'data');
  return pid;
}

test.skipIf(LACKING !== null)('whoever is begun while the limits are being set has none either', async () => {
  // Each of its children begins others all the time.
  const pid = await begin(`
    const { spawn } = require('node:child_process');
    const often = "while :; do sleep 30 & sleep 0.02; done";
    for (let count = 0; count < 3; count += 1) spawn('sh', ['-c', often], { stdio: 'ignore' });
    setTimeout(() => console.log('begun'), 200);
    setInterval(() => undefined, 1_000);
  `);
  expect(new Set(coreLimitsOf(pid))).toContain('0 unlimited');
  expect(forbidCoreDumps(pid)).toBe(true);
  const limits = coreLimitsOf(pid);
  expect(limits.length).toBeGreaterThan(4);
  expect(new Set(limits)).toEqual(new Set(['0 0']));
});

test.skipIf(LACKING !== null)('nor has who was begun by another thread than the first', async () => {
  const pid = await begin(`
    const { Worker } = require('node:worker_threads');
    const inside = "require('node:child_process').spawn('sleep', ['60'], { stdio: 'ignore' }); setInterval(() => undefined, 1_000)";
    new Worker(inside, { eval: true }).on('online', () => setTimeout(() => console.log('begun'), 300));
  `);
  await expect.poll(() => descendantsOf(pid).length).toBe(2);
  expect(forbidCoreDumps(pid)).toBe(true);
  expect(coreLimitsOf(pid)).toEqual(['0 0', '0 0']);
});
