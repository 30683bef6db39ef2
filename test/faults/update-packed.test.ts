/** Does the packed Electron app take a newer version by its launcher, and leave one that cannot even start? With what its Debian package installs, on a display. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { packIfStale } from '../../scripts/pack-project.ts';
import { laidDownVersions, readState } from '../../src-main/update/update-folder.ts';
import { startDisplay } from '../support/electron-runtime.ts';
import { kioskEnvironment, PACKED_FLAGS, whyNoPackedKiosk } from '../support/packed-kiosk.ts';
import { descendantsOf, processes, runningOf } from '../support/processes.ts';
import { BUILT_VERSION, bundleOfPacked, bundleThatCannotStart, publish, RELEASE_KEY } from '../support/releases.ts';
import type { RunningProcess } from '../support/run-process.ts';
import { PROJECT_DIR, runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const APP_DIR = join(PROJECT_DIR, 'release', 'linux-unpacked');
const WITHIN_MS = 280_000;
const HOUR_MS = 3_600_000;
const [BROKEN, GOOD] = ['0.1.1', '0.1.2'];
const PLATFORM = `linux-${process.arch}-electron`;

test('one that cannot start is tried twice and left; the next is taken once its screen hears the gate, and all of it ends when it is told to, or hangs', {
  timeout: WITHIN_MS + 300_000,
}, async ({ skip }) => {
  const lacking = whyNoPackedKiosk();
  if (lacking !== null) skip(lacking);
  packIfStale();
  const dir = temporaryDir();
  const [updates, source, later, data] = ['updates', 'source', 'later', 'data'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
    string,
  ];
  writeSettings(data, source);
  await publish(source, await bundleThatCannotStart(APP_DIR, dir, BROKEN), BROKEN, { platform: PLATFORM });
  await publish(later, await bundleOfPacked(APP_DIR, dir, GOOD), GOOD, { platform: PLATFORM });
  const display = await startDisplay();
  onTestFinished(display.stop);

  const launcher = launch(updates, kioskEnvironment(display.name, data));
  onTestFinished(launcher.kill);
  // A trial of two seconds: it may be over when it is looked at.
  const tried = () => [readState(updates)?.trial?.version, readState(updates)?.last?.version];
  await until('the broken one is tried', () => tried().includes(BROKEN), launcher);
  // Found at the next look, which is that of the version that is come back to.
  renameSync(source, join(dir, 'earlier'));
  renameSync(later, source);
  await until('it was left', () => readState(updates)?.last?.outcome === 'rolled-back', launcher);
  expect(readState(updates)).toMatchObject({ current: BUILT_VERSION, last: { version: BROKEN, reason: 'crashed' } });
  expect(launcher.output()).toContain('ICU data');

  // It counts as well only with its log open and a page that hears of it.
  await until('the good one was taken', () => readState(updates)?.current === GOOD, launcher);
  expect(readState(updates)).toMatchObject({ previous: BUILT_VERSION, trial: null, last: { outcome: 'taken' } });
  expect(laidDownVersions(updates)).toEqual([GOOD]);
  const gate = descendantsOf(launcher.child.pid ?? 0);
  const commands = processes().filter(({ pid }) => gate.includes(pid));
  const program = commands.find(({ parent }) => parent === launcher.child.pid);
  expect(program?.command.split('\0')[0]).toBe(join(updates, 'versions', GOOD, 'gac-cong'));

  // As systemd does: everybody of the unit hears it, and the gate from its launcher once more while it closes its log.
  process.kill(program?.pid ?? 0, 'SIGTERM');
  await delay(30);
  launcher.child.kill('SIGTERM');
  await until('it has ended', () => launcher.child.exitCode !== null, launcher);
  expect(launcher.child.exitCode).toBe(0);
  await untilEnded(gate);

  // Nobody else sees that the shell's main process hangs: it is stopped here, once it has said that it lives.
  const again = launch(updates, { ...kioskEnvironment(display.name, data), GATE_SILENT_LOOKS: '6' });
  onTestFinished(again.kill);
  const before = readWellStart(updates);
  await until('it is well again', () => readWellStart(updates) !== before, again);
  const all = descendantsOf(again.child.pid ?? 0);
  const main = processes().find(({ parent }) => parent === again.child.pid);
  process.kill(main?.pid ?? 0, 'SIGSTOP');
  await until('it was ended', () => again.child.exitCode !== null, again);
  expect(again.child.exitCode).toBe(128);
  await untilEnded(all);
});

/** They were told to by then; a machine with other work lets them die a little later. */
async function untilEnded(pids: readonly number[]): Promise<void> {
  await expect.poll(() => runningOf(pids), { timeout: 60_000, interval: 50 }).toEqual([]);
}

/** Which start said last that it is well. */
function readWellStart(updates: string): string {
  return readFileSync(join(updates, 'well.json'), 'utf8');
}

/** As `/usr/bin/gac-cong` does, with the Node that was installed. */
function launch(updates: string, env: Record<string, string>): RunningProcess {
  const launcher = join(APP_DIR, 'launcher', 'launch.mjs');
  return runProcess(join(APP_DIR, 'bin', 'node'), [launcher, APP_DIR, updates, ...PACKED_FLAGS], {
    ...env,
    GATE_UPDATE_PACE_MS: '200',
    GATE_WELL_AFTER_MS: '1000',
    GATE_TRIAL_MS: '120000',
  });
}

/** Shut for hours, whenever the test is run. */
function writeSettings(data: string, source: string): void {
  const clock = (atUtcMs: number): string => new Date(atUtcMs + 7 * HOUR_MS).toISOString().slice(11, 16);
  const hours = { opens: clock(Date.now() + 6 * HOUR_MS), closes: clock(Date.now() - 6 * HOUR_MS) };
  mkdirSync(data);
  const settings = { venue: { hours }, readers: [], updates: { source, keys: [RELEASE_KEY.publicKey] } };
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
}

async function until(what: string, holds: () => boolean, running: RunningProcess): Promise<void> {
  for (let waitedMs = 0; waitedMs < WITHIN_MS; waitedMs += 100) {
    if (holds()) return;
    await delay(100);
  }
  throw new Error(`waited in vain until ${what}; the launcher said:\n${running.output()}`);
}
