/** Does the launcher start what it should, with versions that do no more than live, die or say that they are well? */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { versionFileText } from '../../../scripts/update-release/bundle-version.ts';
import { BEGIN_ANEW_EXIT_CODE, LEFT_EXIT_CODE } from '../../../src-main/core/recovery/end-status.ts';
import type { LaunchState } from '../../../src-main/core/update/launch.ts';
import { isOnlyKeeper } from '../../../src-main/launcher/run-launcher.ts';
import { readState, versionsDir, writeWish } from '../../../src-main/update/update-folder.ts';
import type { RunningProcess } from '../../support/run-process.ts';
import { runProcess } from '../../support/run-process.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

/** Ends with a launcher that was killed, so that no test leaves it behind. */
const LIVES = 'const parent = process.ppid; setInterval(() => process.ppid === parent || process.exit(), 100);';
/** Says that it is well at once, and lives until it is told to end. */
const WELL = `
  require('node:fs').writeFileSync(process.env.GATE_UPDATES_DIR + '/well.json', JSON.stringify({ startId: process.env.GATE_START_ID }));
  ${LIVES}`;
/** Starts something that would hold the data after it. */
const LEAVES_A_CHILD = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  require('node:fs').writeFileSync(process.env.GATE_UPDATES_DIR + '/child', String(child.pid));
  setTimeout(() => process.exit(1), 200);`;

type Place = { readonly base: string; readonly root: string };

function place(): Place {
  const dir = temporaryDir();
  const [base, root] = [join(dir, 'base'), join(dir, 'updates')];
  layVersion(base, '1.0.0', LIVES);
  mkdirSync(root);
  return { base, root };
}

function layVersion(dir: string, version: string, program: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'gate.cjs'), `console.log('started ${version}');${program}`);
  writeFileSync(join(dir, 'version.json'), versionFileText(version, ['node', 'gate.cjs']));
}

/** A trial that no test sees the end of, however long a Node takes to start, unless it asks for a shorter one. */
const LONG_TRIAL_MS = 240_000;

function launch({ base, root }: Place, trialMs = LONG_TRIAL_MS, ...args: readonly string[]): RunningProcess {
  const launcher = runProcess(process.execPath, ['src-main/launcher/launch.ts', base, root, ...args], {
    GATE_TRIAL_MS: String(trialMs),
  });
  onTestFinished(() => launcher.stop());
  return launcher;
}

function wishFor({ root }: Place, version: string, program: string): void {
  layVersion(join(versionsDir(root), version), version, program);
  writeWish(root, version, Date.now());
}

function startsOf(launcher: RunningProcess): string[] {
  return [...launcher.output().matchAll(/^started (\S+)$/gm)].map(([, version = '']) => version);
}

function state({ root }: Place): LaunchState | null {
  return readState(root);
}

test('a version that crashes is started twice, then the one before; nothing that it left running stays', async () => {
  const at = place();
  wishFor(at, '1.1.0', LEAVES_A_CHILD);
  const launcher = launch(at);
  await expect.poll(() => startsOf(launcher), { timeout: 30_000 }).toEqual(['1.1.0', '1.1.0', '1.0.0']);
  expect(state(at)).toMatchObject({
    current: '1.0.0',
    trial: null,
    last: { outcome: 'rolled-back', reason: 'crashed' },
  });
  const pid = Number(readFileSync(join(at.root, 'child'), 'utf8'));
  await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
});

test('a version that lives and is never well is ended when its time is over', async () => {
  const at = place();
  wishFor(at, '1.1.0', LIVES);
  // Its time begins before it has said a word: on a busy machine a Node takes more than a second for the first one.
  const launcher = launch(at, 6_000);
  await expect.poll(() => startsOf(launcher), { timeout: 60_000 }).toEqual(['1.1.0', '1.0.0']);
  expect(state(at)).toMatchObject({ last: { outcome: 'rolled-back', reason: 'not-well' } });
});

test('a version that is well stays, and a start after that is no trial', async () => {
  const at = place();
  wishFor(at, '1.1.0', WELL);
  const first = launch(at);
  await expect.poll(() => state(at)?.current, { timeout: 30_000 }).toBe('1.1.0');
  await first.stop();
  const again = launch(at);
  await expect.poll(() => startsOf(again), { timeout: 30_000 }).toEqual(['1.1.0']);
  expect(state(at)).toMatchObject({ current: '1.1.0', previous: '1.0.0', trial: null });
});

test('a power cut in the middle of a trial counts as a start; the second one ends it', async () => {
  const at = place();
  wishFor(at, '1.1.0', LIVES);
  for (let cut = 1; cut <= 2; cut += 1) {
    const launcher = launch(at);
    await expect.poll(() => startsOf(launcher), { timeout: 30_000 }).toEqual(['1.1.0']);
    await launcher.kill();
  }
  const launcher = launch(at);
  await expect.poll(() => startsOf(launcher), { timeout: 30_000 }).toEqual(['1.0.0']);
  expect(state(at)).toMatchObject({ last: { outcome: 'rolled-back', reason: 'cut-off' } });
});

test('with a state that cannot be read the newest is started; where a version is gone, or what starts it, the base', async () => {
  const at = place();
  writeFileSync(join(at.root, 'state.json'), '{"format":1,"cur');
  const first = launch(at);
  await expect.poll(() => startsOf(first), { timeout: 30_000 }).toEqual(['1.0.0']);
  await first.stop();

  wishFor(at, '1.1.0', WELL);
  const second = launch(at);
  await expect.poll(() => state(at)?.current, { timeout: 30_000 }).toBe('1.1.0');
  await second.stop();
  // Of a version that is there it is known all the same: the base may be too old for its log.
  writeFileSync(join(at.root, 'state.json'), '{"format":2}');
  const again = launch(at);
  await expect.poll(() => state(at)?.current, { timeout: 30_000 }).toBe('1.1.0');
  // The state is read from its file; what was said comes through a pipe, perhaps a little later.
  await expect.poll(() => startsOf(again), { timeout: 30_000 }).toEqual(['1.1.0']);
  await again.stop();
  // What it is started by is enough to be missing.
  rmSync(join(versionsDir(at.root), '1.1.0', 'gate.cjs'));
  const third = launch(at);
  await expect.poll(() => startsOf(third), { timeout: 30_000 }).toEqual(['1.0.0']);
  expect(state(at)).toMatchObject({ current: '1.0.0', last: { reason: 'not-there' } });
});

test.each(['SIGTERM', 'SIGHUP'] as const)(
  'told to end by %s, it ends the gate and itself, and counts nothing against anybody',
  async (signal) => {
    const at = place();
    const launcher = launch(at);
    await launcher.waitFor(/started 1\.0\.0/);
    launcher.child.kill(signal);
    await expect.poll(() => launcher.child.exitCode ?? launcher.child.signalCode, { timeout: 30_000 }).not.toBeNull();
    expect(launcher.child.signalCode).toBeNull();
    expect(state(at)).toMatchObject({ current: '1.0.0', last: null });
  },
);

test('what the service says besides reaches every version; one that was laid beside finds the sandbox helper of the base', async () => {
  const says = `console.log('said', process.argv.slice(2).join(' '), process.env.GATE_BASE_DIR, process.env.CHROME_DEVEL_SANDBOX);${LIVES}`;
  const at = place();
  writeFileSync(join(at.base, 'chrome-sandbox'), '');
  wishFor(at, '1.1.0', says);
  const beside = launch(at, LONG_TRIAL_MS, '--one', '--two');
  const helper = join(at.base, 'chrome-sandbox');
  await expect.poll(() => beside.output(), { timeout: 30_000 }).toContain(`said --one --two ${at.base} ${helper}\n`);
  await beside.stop();

  const base = place();
  layVersion(base.base, '1.0.0', says);
  writeFileSync(join(base.base, 'chrome-sandbox'), '');
  const itself = launch(base, LONG_TRIAL_MS, '--one');
  await expect.poll(() => itself.output(), { timeout: 30_000 }).toContain(`said --one ${base.base} undefined\n`);
});

test('who leaves by PIN has left, on trial too, and nothing is held against the version', async () => {
  const at = place();
  wishFor(at, '1.1.0', `setTimeout(() => process.exit(${LEFT_EXIT_CODE}), 100);`);
  const launcher = launch(at);
  await expect.poll(() => launcher.child.exitCode, { timeout: 30_000 }).toBe(LEFT_EXIT_CODE);
  expect(startsOf(launcher)).toEqual(['1.1.0']);
  expect(state(at)).toMatchObject({ trial: { version: '1.1.0', starts: 1 }, bad: [], last: null });
});

test('a gate that wants to be started anew is; any other end is the end of the launcher, with its status', async () => {
  const at = place();
  const once = `const mark = process.env.GATE_UPDATES_DIR + '/mark'; const fs = require('node:fs');
    if (fs.existsSync(mark)) process.exit(3); fs.writeFileSync(mark, ''); process.exit(${BEGIN_ANEW_EXIT_CODE});`;
  layVersion(at.base, '1.0.0', once);
  const launcher = launch(at);
  await expect.poll(() => launcher.child.exitCode, { timeout: 30_000 }).toBe(3);
  expect(startsOf(launcher)).toEqual(['1.0.0', '1.0.0']);
});

test('where nobody else would, it starts a gate that died again, until somebody leaves by PIN', async () => {
  const at = place();
  layVersion(
    at.base,
    '1.0.0',
    `const starts = require('node:path').join(process.env.GATE_UPDATES_DIR, 'starts');
    require('node:fs').appendFileSync(starts, 'x');
    process.exit([0, 1, ${LEFT_EXIT_CODE}][require('node:fs').readFileSync(starts).length - 1]);`,
  );
  const launcher = runProcess(process.execPath, ['src-main/launcher/launch.ts', at.base, at.root], {
    GATE_KEEP_OPEN: '1',
  });
  onTestFinished(() => launcher.stop());
  await expect.poll(() => launcher.child.exitCode, { timeout: 30_000 }).toBe(LEFT_EXIT_CODE);
  expect(startsOf(launcher)).toEqual(['1.0.0', '1.0.0', '1.0.0']);
});

test.each([
  ['linux', {}, false],
  ['linux', { GATE_KEEP_OPEN: '1' }, true],
  ['win32', {}, true],
  ['win32', { GATE_WINDOWED: '1' }, false],
] as const)('on %s with %o it keeps the gate open: %s', (platform, env, isKeeper) => {
  expect(isOnlyKeeper(env, platform)).toBe(isKeeper);
});

test('a shell that says that it lives, and then hangs, is ended with all that it has started; one that goes on saying so is not', {
  timeout: 240_000,
}, async () => {
  const at = place();
  const says = `setInterval(() => process.send('alive'), 100).unref();${LEAVES_A_CHILD.replace('process.exit(1), 200', '0')}`;
  writeFileSync(join(at.base, 'gate'), `#!/bin/sh\nexec '${process.execPath}' gate.cjs`, { mode: 0o755 });
  writeFileSync(join(at.base, 'version.json'), versionFileText('1.0.0', ['gate']));
  writeFileSync(
    join(at.base, 'gate.cjs'),
    `${says}setTimeout(() => { console.log('hangs'); for (;;); }, 4_000); setInterval(() => undefined, 1000);`,
  );
  const launcher = runProcess(process.execPath, ['src-main/launcher/launch.ts', at.base, at.root], {
    GATE_SILENT_LOOKS: '2',
  });
  onTestFinished(() => launcher.stop());
  await launcher.waitFor(/hangs/);
  // What hangs in a loop gets no processor for most of the time on a busy machine, and that counts as no silence of its.
  await expect.poll(() => launcher.child.exitCode, { timeout: 180_000 }).toBe(128);
  const pid = Number(readFileSync(join(at.root, 'child'), 'utf8'));
  await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
});

test('a second launcher starts what runs, with no part in updates, and changes nothing of what the first has written', async () => {
  const at = place();
  const first = launch(at);
  await first.waitFor(/started 1\.0\.0/);
  const before = readFileSync(join(at.root, 'state.json'), 'utf8');
  layVersion(at.base, '1.0.0', `process.exit(process.env.GATE_UPDATES_DIR === undefined ? 4 : 5);`);
  const second = launch(at);
  await expect.poll(() => second.child.exitCode, { timeout: 30_000 }).toBe(4);
  expect(readFileSync(join(at.root, 'state.json'), 'utf8')).toBe(before);
  expect(first.child.exitCode).toBeNull();
});
