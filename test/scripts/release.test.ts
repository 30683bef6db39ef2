/** Does a release go step by step, stop where something is wrong, and say what cannot be done here? */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectVersion } from '../../scripts/project-version.ts';
import { publishPapers } from '../../scripts/release/publish-papers.ts';
import { chosenSteps, runSteps } from '../../scripts/release/run-release.ts';
import type { Step } from '../../scripts/release/step.ts';
import { STEPS } from '../../scripts/release/steps.ts';
import { writeSums } from '../../scripts/release/sums.ts';
import { NOTICES_FILE, SBOM_FILE } from '../../scripts/shipped/write-papers.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const EVERYTHING = { isDryRun: false, only: [], from: null };

test('a dry run says every step with its number and does none of them', async () => {
  const lines: string[] = [];
  const ran = await runSteps(chosenSteps(STEPS, EVERYTHING) ?? [], true, (line) => lines.push(line));
  expect(ran.map(({ name, result }) => `${name} ${result}`)).toEqual(STEPS.map(({ name }) => `${name} planned`));
  expect(lines[0]).toMatch(/^1\. tree: /);
  expect(lines).toHaveLength(STEPS.length);
  // Nothing is handed out that was not tested, and every sum is one of the file as it is handed out.
  const at = (name: string): number => STEPS.findIndex((step) => step.name === name);
  expect(at('test')).toBeLessThan(at('linux'));
  expect(at('sums')).toBeGreaterThan(
    Math.max(...['linux', 'kiosk', 'appimage', 'windows', 'update-file', 'papers'].map(at)),
  );
});

test('what fails stops it; what this machine cannot do does not', async () => {
  const steps = [step('a', 'left-out'), step('b', 'done'), step('c', 'failed'), step('d', 'done')];
  const lines: string[] = [];
  const ran = await runSteps(chosenSteps(steps, EVERYTHING) ?? [], false, (line) => lines.push(line));
  expect(ran.map(({ name, result }) => `${name} ${result}`)).toEqual(['a left-out', 'b done', 'c failed']);
  expect(lines.join('\n')).toContain('✗ because of c');
});

test('it goes on from a step by its number or name; a name that is none is refused', () => {
  const numbers = (order: Partial<typeof EVERYTHING> & object): number[] | undefined =>
    chosenSteps(STEPS, { ...EVERYTHING, ...order })?.map(({ number }) => number);
  expect(numbers({ from: 'sums' as never })).toEqual([11, 12]);
  expect(numbers({ only: ['6', 'sums'] as never })).toEqual([6, 11]);
  expect(numbers({ from: '13' as never })).toBeUndefined();
});

test('the sums are those that sha256sum checks', () => {
  const dir = temporaryDir();
  writeFileSync(join(dir, 'gac-cong_1.0.0_amd64.deb'), 'a package');
  writeFileSync(join(dir, 'builder-debug.yml'), 'not handed out');
  writeFileSync(join(dir, 'gac-cong-1.0.0~test-linux-x64-electron.tar.gz'), 'for tests only');
  expect(writeSums(dir)).toMatchObject({ type: 'done' });
  expect(readFileSync(join(dir, 'SHA256SUMS'), 'utf8')).not.toMatch(/builder-debug|~test/);
  if (process.platform === 'win32') return;
  expect(execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: dir, encoding: 'utf8' })).toContain('OK');
  expect(writeSums(temporaryDir())).toMatchObject({ type: 'failed' });
});

function step(name: string, type: 'done' | 'left-out' | 'failed'): Step {
  return {
    name,
    does: `does ${name}`,
    run: () => (type === 'done' ? { type, said: name } : { type, why: `because of ${name}` }),
  };
}

test('beside a package lie its own papers, and none of what is not handed out', () => {
  const [releaseDir, papers] = [temporaryDir(), temporaryDir()];
  const version = projectVersion();
  for (const shell of ['electron', 'kiosk']) {
    mkdirSync(join(papers, shell));
    for (const name of [SBOM_FILE, NOTICES_FILE]) writeFileSync(join(papers, shell, name), shell);
  }
  const publish = () => publishPapers(releaseDir, (shell) => join(papers, shell));
  expect(publish()).toMatchObject({ type: 'failed' });
  // A test has packed the other one here.
  writeFileSync(join(releaseDir, `gac-cong_${version}~test_amd64.deb`), '');
  writeFileSync(join(releaseDir, `gac-cong-kiosk_${version}_amd64.deb`), '');
  expect(publish()).toEqual({ type: 'done', said: `SBOM and licences of gac-cong-kiosk-${version}` });
  expect(readdirSync(releaseDir).filter((name) => /sbom|NOTICES/.test(name))).toEqual([
    `gac-cong-kiosk-${version}.${NOTICES_FILE}`,
    `gac-cong-kiosk-${version}.${SBOM_FILE}`,
  ]);
  writeFileSync(join(releaseDir, `GacCong-${version}.AppImage`), '');
  publish();
  expect(readFileSync(join(releaseDir, `gac-cong-${version}.${SBOM_FILE}`), 'utf8')).toBe('electron');
});
