/** Is a newer version taken, and everything that is wrong with one kept from the gate? With the real launcher and the real core. */

import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bundleVersion } from '../../scripts/update-release/bundle-version.ts';
import { newReleaseKey } from '../../scripts/update-release/sign-manifest.ts';
import type { LaunchState } from '../../src-main/core/update/launch.ts';
import { KNOWN_VERSION } from '../../src-main/store/migrations/migrate.ts';
import { laidDownVersions, readState } from '../../src-main/update/update-folder.ts';
import { freePort } from '../support/free-port.ts';
import { BUILT_VERSION, bundleOf, layBase, publish, RELEASE_KEY } from '../support/releases.ts';
import type { RunningProcess } from '../support/run-process.ts';
import { PROJECT_DIR, runProcess } from '../support/run-process.ts';
import { suiteDir } from '../support/temporary-dir.ts';

const WITHIN_MS = 280_000;
const HOUR_MS = 3_600_000;
const [BAD, GOOD] = ['0.1.1', '0.1.2'];
/** It opens its log, which is taken up by a step, records people, and dies of it: some seconds after it says that it is open, however late that is. */
const DIES = `Object.assign(process.env, { GATE_SIMULATE_MS: '60', GATE_WELL_AFTER_MS: '60000' });
process.stdout.write = ((write) => (text, ...rest) => {
  if (text.includes('the gate is open')) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 4_000);
  return write.call(process.stdout, text, ...rest);
})(process.stdout.write);`;

const dir = suiteDir();
const [updates, release, data] = ['updates', 'release', 'data'].map((name) => join(dir, name)) as [
  string,
  string,
  string,
];
let base: string;

beforeAll(() => {
  base = layBase(dir);
  mkdirSync(data);
  // Shut for hours, whenever the test is run.
  const clock = (atUtcMs: number): string => new Date(atUtcMs + 7 * HOUR_MS).toISOString().slice(11, 16);
  const hours = { opens: clock(Date.now() + 6 * HOUR_MS), closes: clock(Date.now() - 6 * HOUR_MS) };
  const settings = { venue: { hours }, readers: [], updates: { source: release, keys: [RELEASE_KEY.publicKey] } };
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
});

/** A version that would be one. */
async function neverStarted(version: string): Promise<string> {
  const outPath = join(dir, `gac-cong-${version}.tar.gz`);
  await bundleVersion({ folder: join(base, 'dist', 'host', '.vite'), version, start: ['node', 'a.js'], outPath });
  return outPath;
}

async function startLauncher(): Promise<RunningProcess> {
  const launcher = runProcess(process.execPath, [join(PROJECT_DIR, 'dist', 'launcher', 'launch.mjs'), base, updates], {
    GATE_DATA_DIR: data,
    GATE_NO_BROWSER: '1',
    GATE_PORT: String(await freePort()),
    GATE_UPDATE_PACE_MS: '200',
    GATE_WELL_AFTER_MS: '1000',
    GATE_TRIAL_MS: '90000',
  });
  onTestFinished(() => launcher.stop());
  return launcher;
}

async function until(what: string, holds: () => boolean, running: RunningProcess): Promise<void> {
  for (let waitedMs = 0; waitedMs < WITHIN_MS - 20_000; waitedMs += 100) {
    if (holds()) return;
    await delay(100);
  }
  throw new Error(
    `waited in vain until ${what}; the launcher said:\n${running.output()}\nand the log:\n${logged().join('\n')}`,
  );
}

function logged(): string[] {
  try {
    return readFileSync(join(data, 'log', 'gate.log'), 'utf8')
      .trim()
      .split('\n');
  } catch {
    return [];
  }
}

/** How often the gate said this of itself. */
function times(event: string, reason?: string): number {
  const wanted = logged().filter((line) => line.includes(`"event":"${event}"`));
  return wanted.filter((line) => reason === undefined || line.includes(`"reason":"${reason}"`)).length;
}

function state(): LaunchState | null {
  return readState(updates);
}

function entriesInLog(): number {
  const log = new Database(join(data, 'gate.sqlite'), { readonly: true });
  try {
    return log.prepare<[], number>('select count(*) from entry').pluck().get() ?? 0;
  } finally {
    log.close();
  }
}

function formOfLog(): number {
  const log = new Database(join(data, 'gate.sqlite'), { readonly: true });
  try {
    return log.pragma('user_version', { simple: true }) as number;
  } finally {
    log.close();
  }
}

/** The command line of this version, over the same data. */
async function gate(...words: string[]): Promise<unknown> {
  const run = runProcess(process.execPath, ['src-main/host/cli.ts', ...words], { GATE_DATA_DIR: data });
  const [, line = ''] = await run.waitFor(/^(\{.*\})$/m);
  await run.stop();
  return JSON.parse(line);
}

describe('an update served from a folder', () => {
  test('that somebody else signed is refused, and nothing of it is fetched', { timeout: WITHIN_MS }, async () => {
    await publish(release, await neverStarted('0.1.9'), '0.1.9', { privateText: newReleaseKey().privateText });
    const launcher = await startLauncher();
    await until('the forgery was refused', () => times('update-refused', 'forged') > 0, launcher);
    expect(laidDownVersions(updates)).toEqual([]);
    expect(readdirSync(updates)).not.toContain('files');
    expect(state()).toMatchObject({ current: BUILT_VERSION, trial: null });
  });

  test('that ends too early is refused, and started by nobody', { timeout: WITHIN_MS }, async () => {
    await publish(release, await neverStarted('0.1.8'), '0.1.8');
    const served = join(release, 'gac-cong-0.1.8.tar.gz');
    truncateSync(served, statSync(served).size - 1);
    const launcher = await startLauncher();
    await until('the half file was refused', () => times('update-refused', 'truncated') > 0, launcher);
    await delay(1_000);
    expect(laidDownVersions(updates)).toEqual([]);
    expect(state()).toMatchObject({ current: BUILT_VERSION, trial: null });
  });

  test('that crashes is tried twice and left; what it recorded is there, and the gate goes on from it', {
    timeout: WITHIN_MS,
  }, async () => {
    await publish(release, await bundleOf(base, dir, BAD, DIES), BAD);
    const launcher = await startLauncher();
    let mostSeen = 0;
    await until('it was tried', () => [state()?.trial?.version, state()?.last?.version].includes(BAD), launcher);
    await until(
      'it was left',
      () => {
        mostSeen = Math.max(mostSeen, entriesInLog());
        return state()?.last?.outcome === 'rolled-back' && state()?.unwellStarts === 0;
      },
      launcher,
    );
    expect(state()).toMatchObject({
      current: BUILT_VERSION,
      trial: null,
      last: { version: BAD, outcome: 'rolled-back', reason: 'crashed' },
    });
    // The newer version changed the log, and put people into it in both of its starts.
    expect(formOfLog()).toBe(KNOWN_VERSION + 1);
    expect(mostSeen).toBeGreaterThan(10);
    expect(entriesInLog()).toBeGreaterThanOrEqual(mostSeen);
    await launcher.stop();
    const before = entriesInLog();
    expect(await gate('verify-log')).toMatchObject({ entries: before, broken: 0 });
    const { entry } = (await gate('scan', 'no code at all')) as { entry: { seq: number } | null };
    expect(entry === null || entry.seq === before + 1).toBe(true);
  });

  test('that works is taken, the version before it is kept, and one that was left is not tried again', {
    timeout: WITHIN_MS,
  }, async () => {
    const entries = entriesInLog();
    const tried = await startLauncher();
    await until('the crashing one was refused', () => times('update-refused', 'failed-before') > 0, tried);
    await tried.stop();

    await publish(release, await bundleOf(base, dir, GOOD), GOOD);
    const launcher = await startLauncher();
    await until('it was taken', () => state()?.current === GOOD, launcher);
    expect(state()).toMatchObject({ previous: BUILT_VERSION, trial: null, last: { version: GOOD, outcome: 'taken' } });
    expect(laidDownVersions(updates)).toEqual([GOOD]);
    await launcher.stop();
    const again = await startLauncher();
    await until('it is started again', () => again.output().includes('the gate is open'), again);
    expect(state()).toMatchObject({ current: GOOD, trial: null });
    expect(entriesInLog()).toBe(entries);
  });
});
