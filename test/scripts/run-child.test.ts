import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDir } from '../support/temporary-dir.ts';

const RUN_CHILD = resolve(import.meta.dirname, '../../scripts/run-child.mjs');
/** Says what ended it, and ends with a status of its own. */
const CHILD = `
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
    process.on(signal, () => { process.stdout.write(signal); process.exit(7); });
  setInterval(() => {}, 1000);
  process.stdout.write('runs ');
`;

/** A program that runs CHILD by `runChild`, started directly or, as npm does, by a shell that says nothing when it dies. */
function startRunner(inShell: boolean) {
  const dir = temporaryDir();
  writeFileSync(join(dir, 'child.cjs'), CHILD);
  writeFileSync(
    join(dir, 'runner.mjs'),
    `import { runChild } from ${JSON.stringify(RUN_CHILD)};
    process.exitCode = await runChild(process.execPath, ['child.cjs']);`,
  );
  // The `:` keeps the shell from handing its own process over.
  const [command, args] = inShell
    ? ['sh', ['-c', '"$0" runner.mjs; :', process.execPath]]
    : [process.execPath, ['runner.mjs']];
  const runner = spawn(command as string, args as string[], { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const heard = new Promise<void>((runs) => {
    runner.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      runs();
    });
  });
  return { runner, heard, said: () => said };
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s reaches the child, and its status comes back',
  async (signal) => {
    const { runner, heard, said } = startRunner(false);
    await heard;
    runner.kill(signal);
    const [code] = await once(runner, 'close');
    expect([said(), code]).toEqual([`runs ${signal}`, 7]);
  },
);

test('the child ends when whoever started all this is gone', async () => {
  const { runner, heard, said } = startRunner(true);
  await heard;
  runner.kill('SIGKILL');
  // The pipe closes when the last of them has ended.
  await once(runner, 'close');
  expect(said()).toBe('runs SIGTERM');
});
