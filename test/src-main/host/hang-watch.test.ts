import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { hasSlept } from '../../../src-main/host/slept.ts';
import { runProcess } from '../../support/run-process.ts';

const WATCHED = "const { endWhenHung } = await import('./src-main/host/hang-watch.ts'); endWhenHung();";

test('a process that hangs is ended by its own watch, and one that works or is done is not', async () => {
  const run = (script: string) => {
    const process_ = runProcess(process.execPath, ['--input-type=module', '-e', `${WATCHED} ${script}`]);
    onTestFinished(process_.kill);
    return process_;
  };
  const hung = run("setTimeout(() => { console.log('hangs'); for (;;); }, 1500);");
  const working = run("setInterval(() => console.log('works'), 500);");
  const done = run('setTimeout(() => undefined, 100);');
  const ends = [done, hung].map(({ child }) => once(child, 'exit'));
  expect(await Promise.all(ends)).toEqual([
    [0, null],
    [null, 'SIGKILL'],
  ]);
  expect(hung.output()).toContain('hangs');
  await working.waitFor(/(works\s+){12}/);
  expect(working.child.exitCode).toBeNull();
});

test('a sleep is told by either clock, and a busy machine is none that slept', () => {
  const before = { wallUtcMs: 1_000_000, monotonicMs: 5_000 };
  const after = (wallMs: number, monotonicMs: number) =>
    hasSlept(before, { wallUtcMs: before.wallUtcMs + wallMs, monotonicMs: before.monotonicMs + monotonicMs });
  expect([after(5_000, 5_000), after(20_000, 20_000), after(-3_600_000, 5_000)]).toEqual([false, false, false]);
  expect([after(3_600_000, 5_000), after(3_600_000, 3_600_000)]).toEqual([true, true]);
});
