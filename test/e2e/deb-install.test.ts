/**
 * Does a gate that was installed from its Debian package work, live through an upgrade and a removal, and leave nothing after a
 * purge? In a root that holds nothing but Debian's essential packages; what systemd would do is done by what its unit says.
 */

import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import { buildDeb } from '../../scripts/deb/build-deb.ts';
import {
  DEFAULTS_FILE as GATE_DEFAULTS_FILE,
  maintainerScripts,
  putService,
  relationsOf,
} from '../../scripts/deb/gate-service.ts';
import { makeKioskDeb, whyNoKioskDeb } from '../../scripts/deb/kiosk-deb.ts';
import { projectVersion } from '../../scripts/project-version.ts';
import { papersDir } from '../../scripts/shipped/write-papers.ts';
import { sourceDateSeconds } from '../../scripts/source-date.ts';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import type { Finding } from '../../src-main/core/readiness/finding.ts';
import { readSettings, writeSettings } from '../../src-main/gate/settings-file.ts';
import type { CleanRoot } from '../support/clean-root.ts';
import { makeCleanRoot, whyNoCleanRoot } from '../support/clean-root.ts';
import { logRows } from '../support/log-rows.ts';
import type { PtyPair } from '../support/pty-pair.ts';
import { openPtyPair } from '../support/pty-pair.ts';
import { readZip } from '../support/read-zip.ts';
import type { RunningProcess } from '../support/run-process.ts';
import { nextCard } from '../support/scanner-gate.ts';
import { suiteDir } from '../support/temporary-dir.ts';
import { commandOf, readServiceUnit } from '../support/unit-file.ts';

const UNIT = 'usr/lib/systemd/system/gac-cong-kiosk.service';
const DATA = 'var/lib/gac-cong';
const WANTS = 'etc/systemd/system/graphical.target.wants/gac-cong-kiosk.service';
const DEFAULTS_FILE = GATE_DEFAULTS_FILE.slice(1);
const OLDER = '0.0.1';
// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills it in.
const VERSION_ONLY = '--showformat=${Version}';
// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills it in.
const ASKED_ABOUT = '--showformat=${Conffiles}';
// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills it in.
const STATUS_ONLY = '--showformat=${db:Status-Status}';
/** Debian's number for the group that serial ports belong to. */
const DIALOUT = 20;

const lacking = whyNoCleanRoot() ?? whyNoKioskDeb();
const workDir = suiteDir();

let root: CleanRoot;
let scanner: PtyPair;
let gate: RunningProcess | null = null;
let older = '';
let current = '';

beforeAll(async () => {
  if (lacking !== null) return;
  buildIfStale();
  older = makeKioskDeb({ releaseDir: join(workDir, 'older'), compression: 'none', version: OLDER });
  current = makeKioskDeb({ releaseDir: join(workDir, 'current'), compression: 'none' });
  root = makeCleanRoot();
  scanner = await openPtyPair();
  // As udev hands a scanner out: who is not in the group cannot open it.
  chownSync(realpathSync(scanner.path), 0, DIALOUT);
  chmodSync(realpathSync(scanner.path), 0o660);
});

afterAll(async () => {
  await gate?.kill();
  await scanner?.close();
  root?.remove();
});

beforeEach(({ skip }) => {
  if (lacking !== null) skip(lacking);
});

test('the same tree gives the same package, to the byte', () => {
  const again = makeKioskDeb({ releaseDir: join(workDir, 'again'), compression: 'none' });
  expect(digestOf(again)).toBe(digestOf(current));
});

test('a machine with nothing on it gets user, groups, folder and service, and nothing is started', () => {
  const { status, output } = dpkg('--install', older);
  expect({ status, output }).toMatchObject({ status: 0 });
  expect(output).toContain('systemctl start gac-cong-kiosk.service');
  expect(root.run('id', '-nG', 'gac-cong').output.trim().split(' ').sort()).toEqual(
    ['audio', 'dialout', 'gac-cong', 'input', 'render', 'video'].sort(),
  );
  expect(root.run('stat', '-c', '%U %G %a', `/${DATA}`).output).toBe('gac-cong gac-cong 700\n');
  expect(root.run('readlink', `/${WANTS}`).output.trim()).toMatch(/\/systemd\/system\/gac-cong-kiosk\.service$/);
  expect(root.run('dpkg', '--verify', 'gac-cong-kiosk')).toEqual({ status: 0, output: '' });
  // Of its files there is none about which dpkg would ask, and stop, in the middle of a silent upgrade.
  expect(root.run('dpkg-query', '--show', ASKED_ABOUT, 'gac-cong-kiosk').output).toBe('');
  const told = root.run('zcat', '/usr/share/doc/gac-cong-kiosk/changelog.gz').output;
  expect(told).toMatch(new RegExp(`^gac-cong-kiosk \\(${projectVersion()}\\) stable;`));
  const listed = root.run('dpkg', '--listfiles', 'gac-cong-kiosk').output.split('\n');
  for (const page of ['man1/gac-cong-kiosk.1.gz', 'man8/gac-cong-gate.8.gz']) {
    expect(listed).toEqual(expect.arrayContaining([`/usr/share/man/${page}`, `/usr/share/man/vi/${page}`]));
  }
  // Whoever reads the guides on the gate itself is sent to none that is not there.
  const guides = listed.filter((path) => path.endsWith('.md'));
  expect(guides.length).toBeGreaterThan(80);
  const named = guides.flatMap((path) =>
    [...readFileSync(join(root.dir, path), 'utf8').matchAll(/\]\(([^):#]+\.md)/g)].map(([, to = '']) =>
      join(path, '..', to),
    ),
  );
  expect(named.filter((path) => !guides.includes(path))).toEqual([]);
  // A second time, as after a power cut in the middle of it.
  expect(root.run('/var/lib/dpkg/info/gac-cong-kiosk.postinst', 'configure', OLDER).status).toBe(0);
});

test('the unit brings the gate up without a screen, and a scan through a serial port is stored', async () => {
  appendFileSync(join(root.dir, DEFAULTS_FILE), `GATE_SERIAL=${realpathSync(scanner.path)}\n`);
  const unit = readServiceUnit(root.dir, UNIT);
  for (const group of unit.supplementaryGroups) expect(root.run('getent', 'group', group).status).toBe(0);
  await comeUp();
  await scanner.write(nextCard());
  await expect.poll(() => logRows(join(root.dir, DATA)).length, { timeout: 60_000 }).toBe(1);
  expect(verifyLog()).toMatchObject({ entries: 1, broken: 0, damage: [] });
  // Whoever mends it from afar has no npm there: the doctor looks beside the gate that runs, and writes the file to be sent.
  const seen = root.run('gac-cong-gate', 'doctor', '--json', '--zip', '/tmp/sent.zip').output.trim().split('\n');
  const states = JSON.parse(seen.at(-1) ?? '').findings.map((each: Finding) => `${each.check} ${each.state}`);
  expect(states).toEqual(expect.arrayContaining(['node good', 'decoder good', 'log good', 'chain good', 'screen bad']));
  expect([...readZip(readFileSync(join(root.dir, 'tmp/sent.zip'))).keys()]).toContain('gate.log');
});

test('an upgrade ends the gate in order, keeps entries, settings and what an administrator changed, and starts it again', async () => {
  pretendSystemd();
  const { venue, ...others } = defaultSettings();
  writeSettings(join(root.dir, DATA), { ...others, venue: { ...venue, name: 'Cổng số 7' } });
  expect(root.run('chown', 'gac-cong:gac-cong', `/${DATA}/settings.json`).status).toBe(0);
  const defaults = readFileSync(join(root.dir, DEFAULTS_FILE), 'utf8');
  const { status, output } = dpkg('--install', current);
  expect({ status, output }).toMatchObject({ status: 0 });
  expect(asked()).toEqual(['stop', 'start']);
  await expect.poll(() => gate?.child.exitCode, { timeout: 20_000 }).toBe(0);
  expect(installedVersion()).toBe(projectVersion());
  expect(readFileSync(join(root.dir, DEFAULTS_FILE), 'utf8')).toBe(defaults);
  await comeUp();
  await scanner.write(nextCard());
  await expect.poll(() => logRows(join(root.dir, DATA)).length, { timeout: 60_000 }).toBe(2);
  expect(verifyLog()).toMatchObject({ entries: 2, broken: 0, damage: [] });
  expect(readSettings(join(root.dir, DATA))).toMatchObject({ state: 'ok', settings: { venue: { name: 'Cổng số 7' } } });
});

test('a removal ends the gate, keeps the data, and says how many entries no collector has', async () => {
  const { status, output } = dpkg('--remove', 'gac-cong-kiosk');
  expect({ status, output }).toMatchObject({ status: 0 });
  await expect.poll(() => gate?.child.exitCode, { timeout: 20_000 }).toBe(0);
  gate = null;
  expect(output).toContain('2 lượt chưa gửi');
  expect(output).toContain('cp -a /var/lib/gac-cong');
  expect(existsSync(join(root.dir, DATA, 'gate.sqlite'))).toBe(true);
  expect(existsSync(join(root.dir, DEFAULTS_FILE))).toBe(true);
  expect(existsSync(join(root.dir, 'opt/gac-cong-kiosk'))).toBe(false);
});

test('the other shell takes over user, data and what an administrator changed; a purge of what is left of this one touches none of it', () => {
  const defaults = readFileSync(join(root.dir, DEFAULTS_FILE), 'utf8');
  expect(dpkg('--install', otherShell())).toMatchObject({ status: 0 });
  const purged = dpkg('--purge', 'gac-cong-kiosk');
  expect(purged).toMatchObject({ status: 0, output: expect.stringContaining('The data stay for gac-cong') });
  expect(existsSync(join(root.dir, DATA, 'gate.sqlite'))).toBe(true);
  expect(readFileSync(join(root.dir, DEFAULTS_FILE), 'utf8')).toBe(defaults);
});

test('what is installed again goes on where it was', () => {
  expect(dpkg('--install', current)).toMatchObject({ status: 0 });
  expect(root.run('dpkg-query', '--show', STATUS_ONLY, 'gac-cong').output).toBe('config-files');
  expect(dpkg('--purge', 'gac-cong').status).toBe(0);
  expect(readFileSync(join(root.dir, DEFAULTS_FILE), 'utf8')).toContain('GATE_SERIAL=/dev/pts/');
  expect(verifyLog()).toMatchObject({ entries: 2, broken: 0 });
});

test('a purge says what goes with it, and leaves neither data nor user nor service', () => {
  const { status, output } = dpkg('--purge', 'gac-cong-kiosk');
  expect({ status, output }).toMatchObject({ status: 0 });
  expect(output).toContain('2 entries among them that no collector has');
  const left = root.run('find', '/', '-xdev', '-name', '*gac-cong*', '-not', '-path', '/srv/*').output;
  expect(left).toBe('');
  expect(root.run('getent', 'passwd', 'gac-cong').status).not.toBe(0);
  expect(root.run('getent', 'group', 'gac-cong').status).not.toBe(0);
  expect(dpkg('--purge', 'gac-cong-kiosk').status).toBe(0);
});

/** The package `gac-cong` without the Electron app, which is 100 MB and needs a desktop's libraries. */
function otherShell(): string {
  return buildDeb({
    packageName: 'gac-cong',
    version: projectVersion(),
    architecture: 'amd64',
    control: { ...relationsOf('gac-cong'), Description: 'Stands in for the Electron shell' },
    scripts: maintainerScripts('gac-cong'),
    fill: (dir) =>
      putService(dir, {
        packageName: 'gac-cong',
        papersDir: papersDir('kiosk'),
        baseDir: '/nowhere',
        hostDir: '.',
        node: 'node',
      }),
    releaseDir: join(workDir, 'other'),
    compression: 'none',
    sourceDateSeconds: sourceDateSeconds(),
  });
}

/** Installs from a file that lies inside. */
function dpkg(verb: '--install' | '--remove' | '--purge', what: string): { status: number; output: string } {
  if (verb !== '--install') return root.run('dpkg', verb, what);
  mkdirSync(join(root.dir, 'srv'), { recursive: true });
  const name = basename(what);
  writeFileSync(join(root.dir, 'srv', name), readFileSync(what));
  return root.run('dpkg', verb, `/srv/${name}`);
}

async function comeUp(): Promise<void> {
  const before = readersReady();
  const [command = '', ...args] = commandOf(readServiceUnit(root.dir, UNIT));
  gate = root.start(command, ...args);
  writeFileSync(join(root.dir, 'srv/main-pid'), String(gate.child.pid));
  await gate.waitFor(/the gate is open/);
  // What is sent before the port is opened is lost, as with a real scanner.
  await expect.poll(() => readersReady(), { timeout: 60_000 }).toBeGreaterThan(before);
}

function readersReady(): number {
  const path = join(root.dir, DATA, 'log', 'gate.log');
  return existsSync(path) ? readFileSync(path, 'utf8').split('"state":"ready"').length - 1 : 0;
}

function verifyLog(): unknown {
  const { status, output } = root.run('gac-cong-gate', 'verify-log');
  return status === 0 ? JSON.parse(output) : { status, output };
}

/** A systemctl that ends the gate as systemd would, and writes down what it was asked. */
function pretendSystemd(): void {
  mkdirSync(join(root.dir, 'run/systemd/system'), { recursive: true });
  const script = [
    '#!/bin/sh',
    'for word in "$@"; do case "$word" in --*) ;; *) break ;; esac; done',
    'case "$word" in stop | start) echo "$word" >>/srv/asked ;; esac',
    'if [ "$word" = stop ] && pid=$(cat /srv/main-pid 2>/dev/null); then',
    // What has ended is there as a zombie for as long as dpkg is waited for.
    '  kill "$pid" 2>/dev/null; for try in $(seq 300); do',
    `    case "$(cat "/proc/$pid/stat" 2>/dev/null)" in '' | *') Z '*) break ;; esac; sleep 0.1`,
    '  done',
    'fi',
    'if [ "$word" = is-enabled ]; then echo enabled; fi',
    'exit 0',
    '',
  ].join('\n');
  mkdirSync(join(root.dir, 'usr/local/bin'), { recursive: true });
  writeFileSync(join(root.dir, 'usr/local/bin/systemctl'), script, { mode: 0o755 });
  writeFileSync(join(root.dir, 'srv/asked'), '');
}

function asked(): string[] {
  return readFileSync(join(root.dir, 'srv/asked'), 'utf8').trim().split('\n');
}

function installedVersion(): string {
  return root.run('dpkg-query', '--show', VERSION_ONLY, 'gac-cong-kiosk').output;
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
