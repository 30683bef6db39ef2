/** Can the gate be started, and does the update come all the same, wherever the power was cut? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { LaunchState } from '../../../src-main/core/update/launch.ts';
import { firstState, hearWell, nextStart } from '../../../src-main/core/update/launch.ts';
import {
  dropVersion,
  dropWish,
  laidDownVersions,
  readState,
  readVersionFile,
  readWish,
  versionsDir,
  writeState,
} from '../../../src-main/update/update-folder.ts';
import type { Power } from '../../support/file-power.ts';
import { watchPower } from '../../support/file-power.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { AT_NIGHT, makeRelease, openDesk } from './release-fixture.ts';

const BASE = '1.0.0';

function stateOf(root: string): LaunchState {
  return readState(root) ?? firstState(BASE, 0);
}

/** What the launcher would start now, and whether all of it is there. */
function startable(root: string): string {
  const present = [BASE, ...laidDownVersions(root)];
  const { version } = nextStart(stateOf(root), {
    nowUtcMs: AT_NIGHT,
    base: BASE,
    present,
    wish: readWish(root, AT_NIGHT),
  });
  for (const each of laidDownVersions(root)) {
    const dir = join(versionsDir(root), each);
    expect(readVersionFile(dir)?.version).toBe(each);
    expect(readFileSync(join(dir, 'bin', 'gate.js'), 'utf8')).toMatch(new RegExp(`^// ${each} x{70000}\n$`));
    expect(readFileSync(join(dir, 'words.txt'), 'utf8')).toBe('Xin chào\n');
  }
  return version;
}

/** The desk's part, until it asks to be ended or the power goes. */
async function runDesk(root: string, source: string, power: Power): Promise<void> {
  const desk = openDesk(root, { source }, { paceMs: 60_000 });
  desk.lookSoon();
  while (!desk.wasRestarted() && !power.isOff()) await turn();
  await desk.close();
}

/** The launcher's: it tries what is wished for, finds it well, and takes away what is too old. */
function runLauncher(root: string, tooOld: string): void {
  const present = [BASE, ...laidDownVersions(root)];
  const next = nextStart(stateOf(root), { nowUtcMs: AT_NIGHT, base: BASE, present, wish: readWish(root, AT_NIGHT) });
  writeState(root, next.state);
  dropWish(root);
  writeState(root, hearWell(next.state, next.version, AT_NIGHT));
  if (laidDownVersions(root).includes(tooOld)) dropVersion(root, tooOld);
}

test('at any operation of fetching and laying down: what was there is started, and the next night it is done', async () => {
  const dir = temporaryDir();
  const source = await makeRelease(dir, '1.1.0');
  const power = watchPower();
  let cuts = 0;
  for (let wasCut = true; wasCut; cuts += 1) {
    const root = temporaryDir();
    power.cutAt(cuts + 1);
    await runDesk(root, source, power);
    wasCut = power.isOff();
    power.restore();
    expect([BASE, '1.1.0']).toContain(startable(root));
    if (wasCut) await runDesk(root, source, power);
    expect(startable(root)).toBe('1.1.0');
  }
  process.stderr.write(`power cut: ${cuts} moments of an update tried\n`);
  expect(cuts).toBeGreaterThan(20);
});

test('at any operation of the launcher: a version that is whole is started, and the new one in the end', async () => {
  const dir = temporaryDir();
  const [older, newer] = [await makeRelease(dir, '1.0.1'), await makeRelease(dir, '1.1.0')];
  const power = watchPower();
  let cuts = 0;
  for (let wasCut = true; wasCut; cuts += 1) {
    const root = temporaryDir();
    for (const source of [older, newer]) await runDesk(root, source, power);
    power.cutAt(cuts + 1);
    try {
      runLauncher(root, '1.0.1');
    } catch {
      // The power went.
    }
    wasCut = power.isOff();
    power.restore();
    startable(root);
    if (wasCut) runLauncher(root, '1.0.1');
    expect(stateOf(root)).toMatchObject({ current: '1.1.0', previous: BASE });
    expect(laidDownVersions(root)).toEqual(['1.1.0']);
  }
  expect(cuts).toBeGreaterThan(8);
});
