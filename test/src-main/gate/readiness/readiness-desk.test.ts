/** Does a running gate say how it is, keep what was tested, and record nothing of it? */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { selfTest } from '../../../../src-main/contract/readiness-api.ts';
import type { OpenedGate } from '../../../../src-main/gate/opened-gate.ts';
import { gateAt } from '../../../support/gate-at.ts';
import { readZip } from '../../../support/read-zip.ts';
import { temporaryDir } from '../../../support/temporary-dir.ts';

function open(dataDir: string): OpenedGate {
  return gateAt(dataDir, { isAttended: true });
}

const CARD = '001099000000|012345678|Nguyen Van A|01011999|Nam|So 1, Phuong X, Ha Noi|15042021';
const TESTED = {
  tookMs: 31_000,
  cameras: [{ readerId: 'camera-1', picture: null }],
  trials: [{ readerId: 'camera-1', trial: 'none' as const }],
  sound: { silence: null, volumePercent: 100, heard: 'heard' as const },
  printers: 2,
};

test('what the gate finds of itself is whole, and the chain of what was recorded with it', async () => {
  const gate = open(temporaryDir());
  for (let turn = 0; turn < 3; turn += 1) gate.scan({ readerKind: 'command', text: CARD, encoding: 'utf-8' });
  gate.scan({ readerKind: 'command', text: CARD.replace('001099', '002099'), encoding: 'utf-8' });
  const { findings } = await gate.examine();
  const wordOf = (check: string): string | undefined => findings.find((finding) => finding.check === check)?.word;
  expect(wordOf('log')).toBe('log-whole');
  expect(findings.find(({ check }) => check === 'chain')).toMatchObject({ word: 'chain-whole', values: { links: 2 } });
  expect([wordOf('collector'), wordOf('data-folder'), wordOf('keys'), wordOf('settings')]).toEqual([
    'collector-none',
    'folder-writable',
    'keys-there',
    'settings-valid',
  ]);
});

test('a self-test is judged, kept over a restart, the last thirty of them, and is no entry', async () => {
  const dataDir = temporaryDir();
  const gate = open(dataDir);
  gate.reportReader({ readerId: 'camera-1', state: 'ready', trouble: null });
  const { test: made, isKept } = await gate.finishSelfTest(TESTED);
  expect([made.result, isKept]).toEqual(['not-ready', true]);
  expect(made.findings.filter(({ check }) => ['camera', 'printer'].includes(check))).toMatchObject([
    { word: 'picture-none', of: 'camera-1' },
    { word: 'printer-there', values: { count: 2 } },
  ]);
  for (let turn = 0; turn < 31; turn += 1) await gate.finishSelfTest({ ...TESTED, tookMs: turn });
  expect(gate.snapshot().status.outbox.pending).toBe(0);
  await gate.close();
  const { tests } = open(dataDir).listSelfTests();
  expect([tests.length, tests[0]?.tookMs, tests.at(-1)?.tookMs]).toEqual([30, 30, 1]);
});

test('a file of tests that is half written, or of another version, costs only what cannot be read', async () => {
  const dataDir = temporaryDir();
  const gate = open(dataDir);
  const { test: made } = await gate.finishSelfTest(TESTED);
  await gate.close();
  const path = join(dataDir, 'self-tests.json');
  const [kept] = JSON.parse(readFileSync(path, 'utf8')) as unknown[];
  expect(selfTest.parse(kept)).toEqual(made);
  writeFileSync(path, JSON.stringify([{ atUtcMs: 1, result: 'of-tomorrow' }, kept]));
  const again = open(dataDir);
  expect(again.listSelfTests().tests).toEqual([made]);
  await again.close();
  writeFileSync(path, '[{"atUtc');
  expect(open(dataDir).listSelfTests()).toEqual({ tests: [], isDue: false });
});

test('a venue that is open is reminded until somebody has tested', async () => {
  const gate = open(temporaryDir());
  const { settings } = gate.snapshot();
  const hours = { opens: '00:00', closes: '00:00' };
  gate.saveSettings({ settings: { ...settings, venue: { ...settings.venue, hours } } });
  expect(gate.listSelfTests().isDue).toBe(true);
  await gate.finishSelfTest(TESTED);
  expect(gate.listSelfTests().isDue).toBe(false);
});

test('the diagnostics of a running gate open, and count what is in the log', async () => {
  const gate = open(temporaryDir());
  gate.scan({ readerKind: 'command', text: CARD, encoding: 'utf-8' });
  const { name, base64 } = await gate.diagnostics();
  expect(name).toMatch(/^gac-cong-diagnostics-\d{4}-\d\d-\d\d\.zip$/);
  const counts = readZip(Buffer.from(base64, 'base64')).get('counts.json')?.toString() ?? '';
  expect(JSON.parse(counts)).toMatchObject({ entries: 1, pending: 1, broken: 0 });
});
