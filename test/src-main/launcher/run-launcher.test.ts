/** Does the launcher start what it should, with versions that do no more than live, die or say that they are well? */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { versionFileText } from '../../../scripts/update-release/bundle-version.ts';
import type { LaunchState } from '../../../src-main/core/update/launch.ts';
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

function launch({ base, root }: Place, trialMs = 20_000): RunningProcess {
  const launcher = runProcess(process.execPath, ['src-main/launcher/launch.ts', base, root], {
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
  const launcher = launch(at, 1_000);
  await expect.poll(() => startsOf(launcher), { timeout: 30_000 }).toEqual(['1.1.0', '1.0.0']);
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

test('with a state that cannot be read, or a version that is gone, the base is started', async () => {
  const at = place();
  writeFileSync(join(at.root, 'state.json'), '{"format":1,"cur');
  const first = launch(at);
  await expect.poll(() => startsOf(first), { timeout: 30_000 }).toEqual(['1.0.0']);
  await first.stop();

  wishFor(at, '1.1.0', WELL);
  const second = launch(at);
  await expect.poll(() => state(at)?.current, { timeout: 30_000 }).toBe('1.1.0');
  await second.stop();
  rmSync(join(versionsDir(at.root), '1.1.0'), { recursive: true });
  const third = launch(at);
  await expect.poll(() => startsOf(third), { timeout: 30_000 }).toEqual(['1.0.0']);
  expect(state(at)).toMatchObject({ current: '1.0.0', last: { reason: 'not-there' } });
});

test('told to end, it ends the gate and itself, and counts nothing against anybody', async () => {
  const at = place();
  const launcher = launch(at);
  await launcher.waitFor(/started 1\.0\.0/);
  await launcher.stop();
  expect(launcher.child.signalCode).toBeNull();
  expect(state(at)).toMatchObject({ current: '1.0.0', last: null });
});
