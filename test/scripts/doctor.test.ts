import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { checkCollector } from '../../scripts/doctor/collector-check.ts';
import { checkData } from '../../scripts/doctor/data-checks.ts';
import type { Devices } from '../../scripts/doctor/device-checks.ts';
import { checkDevices } from '../../scripts/doctor/device-checks.ts';
import type { Finding } from '../../scripts/doctor/finding.ts';
import { checkClock, checkDecoder, checkNode, checkShell } from '../../scripts/doctor/machine-checks.ts';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import { openGate } from '../../src-main/gate.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const NOW_UTC_MS = Date.UTC(2026, 10, 23);
const said: Finding[] = [];
const statesOf = (findings: readonly Finding[]): Record<string, string> => {
  said.push(...findings);
  return Object.fromEntries(findings.map(({ check, state }) => [check, state]));
};

afterEach(() => {
  for (const { state, what, toDo } of said) {
    expect([what.vi, what.en].every((words) => words !== '')).toBe(true);
    expect(toDo === null).toBe(state === 'good');
  }
  said.length = 0;
});

function gateFolder(): string {
  const dataDir = temporaryDir();
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: false,
    log: () => undefined,
    random: () => 0.5,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  onTestFinished(() => opened.gate.close());
  return dataDir;
}

describe('the data', () => {
  test('of a running gate are found whole, and left as they are', async () => {
    const dataDir = gateFolder();
    const before = readdirSync(dataDir).sort();
    expect(statesOf(await checkData(dataDir, NOW_UTC_MS))).toEqual({
      'data-folder': 'good',
      disk: 'good',
      log: 'good',
      settings: 'good',
      'trust-lists': 'good',
    });
    expect(readdirSync(dataDir).sort()).toEqual(before);
  });

  test('that are not there yet are no fault, and are not made', async () => {
    const dataDir = join(temporaryDir(), 'a', 'b');
    expect(statesOf(await checkData(dataDir, NOW_UTC_MS))).toMatchObject({ 'data-folder': 'good', log: 'good' });
    expect(readdirSync(join(dataDir, '..', '..'))).toEqual([]);
  });

  test('that are damaged are named', async () => {
    const dataDir = temporaryDir();
    writeFileSync(join(dataDir, 'gate.sqlite'), 'this is no database at all');
    writeFileSync(join(dataDir, 'settings.json'), '{"lanes":[]}');
    mkdirSync(join(dataDir, 'trust'));
    expect(statesOf(await checkData(dataDir, NOW_UTC_MS))).toMatchObject({ log: 'bad', settings: 'bad' });
  });
});

describe('the machine', () => {
  test('needs a Node that is new enough, and a believable clock', () => {
    expect(statesOf([checkNode('20.11.0'), checkClock(Date.UTC(1970, 0, 1))])).toEqual({ node: 'bad', clock: 'bad' });
    expect(statesOf([checkNode('24.21.0'), checkClock(NOW_UTC_MS)])).toEqual({ node: 'good', clock: 'good' });
  });

  test('needs Electron or a browser, and is doubtful without a display', () => {
    const absent = { type: 'absent', reason: 'not here' } as const;
    const parts = { platform: 'linux', hasDisplay: false, browser: null, electron: absent } as const;
    expect(statesOf(checkShell(parts))).toEqual({ display: 'doubtful', screen: 'bad' });
    expect(statesOf(checkShell({ ...parts, hasDisplay: true, browser: '/usr/bin/chromium' }))).toEqual({
      display: 'good',
      screen: 'good',
    });
  });

  test('starts the QR decoder, or says that it does not', async () => {
    expect(statesOf([await checkDecoder()])).toEqual({ decoder: 'good' });
    expect(statesOf([await checkDecoder(() => Promise.reject(new Error('no WebAssembly')))])).toEqual({
      decoder: 'doubtful',
    });
  });
});

describe('the readers', () => {
  const port = { path: '/dev/ttyACM0', manufacturer: null, vendorId: null, productId: null, serialNumber: null };
  const serial = { kind: 'serial', id: 's', laneId: 'lane-1', path: '/dev/ttyACM0', baudRate: 9600 } as const;
  const devices: Devices = {
    platform: 'linux',
    readers: [serial],
    ports: [{ ...port, scanner: 'Honeywell' }],
    wrongMode: [],
    cameras: [],
    isThere: (path) => path === '/dev/ttyACM0',
    mayOpen: () => true,
  };

  test('that are there and may be opened are well', () => {
    expect(statesOf(checkDevices(devices))).toEqual({
      'serial-ports': 'good',
      'serial-rights': 'good',
      cameras: 'good',
    });
  });

  test('that are set and not there are missed', () => {
    expect(statesOf(checkDevices({ ...devices, ports: [], isThere: () => false }))['serial-ports']).toBe('bad');
    const isAnywhere = { ...devices, readers: [{ ...serial, path: 'auto' }], ports: [] };
    expect(statesOf(checkDevices(isAnywhere))['serial-ports']).toBe('bad');
    expect(statesOf(checkDevices({ ...devices, readers: defaultSettings().readers })).cameras).toBe('doubtful');
  });

  test('that this user may not open are named with the group to join', () => {
    const findings = checkDevices({ ...devices, cameras: ['/dev/video0'], mayOpen: () => false });
    expect(statesOf(findings)).toMatchObject({ 'serial-rights': 'bad', cameras: 'bad' });
    expect(findings.map(({ toDo }) => toDo?.en ?? '').join(' ')).toMatch(/dialout.*video/);
  });

  test('that stand in the wrong mode are told so, unless a keyboard scanner is what is wanted', () => {
    const wrongMode = [{ name: 'Honeywell 1900', maker: 'Honeywell', mode: 'keyboard' as const }];
    expect(statesOf(checkDevices({ ...devices, wrongMode }))['scanner-mode']).toBe('doubtful');
    const wedge = { kind: 'wedge', id: 'w', laneId: 'lane-1' } as const;
    expect(statesOf(checkDevices({ ...devices, wrongMode, readers: [serial, wedge] }))).not.toHaveProperty(
      'scanner-mode',
    );
  });
});

test('the collector is asked where one is set, and its silence is not grave', async () => {
  const server = createServer((request, response) => response.writeHead(request.url === '/healthz' ? 200 : 404).end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(statesOf([await checkCollector({ url, name: 'Test' })])).toEqual({ collector: 'good' });
  expect(statesOf([await checkCollector(null)])).toEqual({ collector: 'good' });
  await new Promise((closed) => server.close(closed));
  expect(statesOf([await checkCollector({ url, name: 'Test' })])).toEqual({ collector: 'doubtful' });
});

describe('the command', () => {
  function doctor(dataDir: string, ...args: string[]) {
    return spawnSync(process.execPath, ['scripts/doctor.ts', ...args], {
      cwd: PROJECT_DIR,
      env: { ...process.env, GATE_DATA_DIR: dataDir },
      encoding: 'utf8',
    });
  }

  test('prints one JSON object, and its status says whether anything is grave', () => {
    const dataDir = temporaryDir();
    const well = doctor(dataDir, '--json');
    const answer = JSON.parse(well.stdout) as { isWell: boolean; findings: Finding[] };
    expect(well.status).toBe(answer.isWell ? 0 : 1);
    expect(answer.isWell).toBe(answer.findings.every(({ state }) => state !== 'bad'));
    expect(answer.findings.map(({ check }) => check)).toContain('log');
    writeFileSync(join(dataDir, 'settings.json'), '{');
    const ill = doctor(dataDir);
    expect([ill.status, ill.stdout]).toEqual([1, expect.stringContaining('✗ Tệp settings.json')]);
  });
});
