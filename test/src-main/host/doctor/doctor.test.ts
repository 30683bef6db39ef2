import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '../../../../resources/locales/en.json' with { type: 'json' };
import type { Finding } from '../../../../src-main/core/readiness/finding.ts';
import { bad, good } from '../../../../src-main/core/readiness/finding.ts';
import { judge } from '../../../../src-main/core/readiness/judge.ts';
import { doesStart, examine, startDecoder } from '../../../../src-main/host/doctor/examine.ts';
import { toDoOf, whatOf } from '../../../../src-main/host/doctor/finding-words.ts';
import { gateAt } from '../../../support/gate-at.ts';
import { readZip } from '../../../support/read-zip.ts';
import { PROJECT_DIR } from '../../../support/run-process.ts';
import { setFromAfar } from '../../../support/set-from-afar.ts';
import { temporaryDir } from '../../../support/temporary-dir.ts';

const NOW = new Date(Date.UTC(2026, 10, 23));

function gateFolder(): string {
  const dataDir = temporaryDir();
  gateAt(dataDir);
  return dataDir;
}

async function wordsOf(dataDir: string): Promise<Readonly<Record<string, string>>> {
  const { facts } = await examine({ ...process.env, GATE_DATA_DIR: dataDir }, NOW, null);
  return Object.fromEntries(judge(facts).map(({ check, word }) => [check, word]));
}

describe('the data', () => {
  test('of a running gate are found whole, and left as they are', async () => {
    const dataDir = gateFolder();
    const before = readdirSync(dataDir).sort();
    expect(await wordsOf(dataDir)).toMatchObject({
      'data-folder': 'folder-writable',
      log: 'log-whole',
      chain: 'chain-empty',
      settings: 'settings-valid',
      keys: 'keys-there',
      'trust-lists': 'lists-none',
      collector: 'collector-none',
    });
    expect(readdirSync(dataDir).sort()).toEqual(before);
  });

  test('are judged by the settings that the gate runs on, also where they came from afar', async () => {
    const dataDir = temporaryDir();
    setFromAfar(dataDir, { trust: { staleAfterHours: 12 } });
    const { settings } = await examine({ ...process.env, GATE_DATA_DIR: dataDir }, NOW, null);
    expect(settings.trust.staleAfterHours).toBe(12);
  });

  test('that are not there yet are no fault, and are not made', async () => {
    const dataDir = join(temporaryDir(), 'a', 'b');
    expect(await wordsOf(dataDir)).toMatchObject({ 'data-folder': 'folder-will-be-made', log: 'log-none' });
    expect(readdirSync(join(dataDir, '..', '..'))).toEqual([]);
  });

  test('that are damaged are named', async () => {
    const dataDir = temporaryDir();
    writeFileSync(join(dataDir, 'gate.sqlite'), 'this is no database at all');
    writeFileSync(join(dataDir, 'settings.json'), '{"lanes":[]}');
    mkdirSync(join(dataDir, 'trust'));
    expect(await wordsOf(dataDir)).toMatchObject({ log: 'log-damaged', settings: 'settings-unreadable' });
  });
});

test('the QR decoder starts here, and one that does not is noticed', async () => {
  expect(await doesStart(startDecoder)).toBe(true);
  expect(await doesStart(() => Promise.reject(new Error('no WebAssembly')))).toBe(false);
});

test('the collector is asked where one is set, and its silence is not grave', async () => {
  const server = createServer((request, response) => response.writeHead(request.url === '/healthz' ? 200 : 404).end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dataDir = temporaryDir();
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ collector: { url, name: 'Test' } }));
  expect((await wordsOf(dataDir)).collector).toBe('collector-answers');
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  expect((await wordsOf(dataDir)).collector).toBe('collector-silent');
});

test('says in both languages what was measured, and what to do where there is anything', () => {
  const full = bad('disk', 'disk-full', { megabytes: 41 });
  expect([whatOf(full).vi, whatOf(full).en]).toEqual(['Đĩa đầy, còn 41 MB', 'The disk is full, 41 MB are left']);
  const roomy = good('disk', 'disk-free', { gigabytes: 76.8 });
  expect([whatOf(roomy).vi, whatOf(roomy).en]).toEqual(['Đĩa còn trống 76,8 GB', '76.8 GB are free on the disk']);
  expect(toDoOf(full)?.en).toBe(en.readiness.trouble['disk-full'].do);
  expect(toDoOf(good('disk', 'disk-unknown'))).toBeNull();
});

describe('the command', () => {
  function doctor(dataDir: string, ...args: string[]) {
    return spawnSync(process.execPath, ['scripts/doctor.ts', ...args], {
      cwd: PROJECT_DIR,
      env: { ...process.env, GATE_DATA_DIR: dataDir },
      encoding: 'utf8',
    });
  }

  test('prints one JSON object, its status says whether anything is grave, and writes a zip where it is told to', () => {
    const dataDir = temporaryDir();
    const zip = join(temporaryDir(), 'sent.zip');
    const well = doctor(dataDir, '--json', '--zip', zip);
    const answer = JSON.parse(well.stdout) as { isWell: boolean; findings: Finding[]; zip: string };
    expect(well.status).toBe(answer.isWell ? 0 : 1);
    expect(answer.isWell).toBe(answer.findings.every(({ state }) => state !== 'bad'));
    expect(answer.findings.map(({ check }) => check)).toContain('log');
    expect(answer.zip).toBe(zip);
    expect([...readZip(readFileSync(zip)).keys()]).toContain('findings.json');
    writeFileSync(join(dataDir, 'settings.json'), '{');
    const ill = doctor(dataDir);
    expect([ill.status, ill.stdout]).toEqual([1, expect.stringContaining('✗ Không đọc được tệp cài đặt')]);
  });
});
