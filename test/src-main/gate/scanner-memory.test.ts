import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openScannerMemory } from '../../../src-main/gate/scanner-memory.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const DEVICE = { vendorId: '1eab', productId: '1d06', serialNumber: null, location: '1-2' };

test('a reader’s scanner is known again after a restart', () => {
  const dataDir = temporaryDir();
  expect(openScannerMemory(dataDir).recall('serial-1', null)).toBeNull();
  openScannerMemory(dataDir).remember('serial-1', null, DEVICE);
  openScannerMemory(dataDir).remember('serial-2', 'COM3', { ...DEVICE, location: '1-3' });
  expect(openScannerMemory(dataDir).recall('serial-1', null)).toEqual(DEVICE);
  expect(readdirSync(dataDir)).toEqual(['scanners.json']);
});

test('a reader that asks for another path than before had no scanner there', () => {
  const memory = openScannerMemory(temporaryDir());
  memory.remember('serial-1', 'COM3', DEVICE);
  expect(memory.recall('serial-1', 'COM7')).toBeNull();
  expect(memory.recall('serial-1', 'COM3')).toEqual(DEVICE);
});

test.each(['', '{"serial-1":', '[]', '{"serial-1":{"vendorId":5}}'])('a file of %j is forgotten, not fatal', (text) => {
  const dataDir = temporaryDir();
  writeFileSync(join(dataDir, 'scanners.json'), text);
  const memory = openScannerMemory(dataDir);
  expect(memory.recall('serial-1', null)).toBeNull();
  memory.remember('serial-1', null, DEVICE);
  expect(openScannerMemory(dataDir).recall('serial-1', null)).toEqual(DEVICE);
});

test('a folder that cannot be written keeps nothing, and the reader its scanner until the end', () => {
  const dataDir = temporaryDir();
  mkdirSync(join(dataDir, 'scanners.json'));
  const memory = openScannerMemory(dataDir);
  memory.remember('serial-1', null, DEVICE);
  expect(memory.recall('serial-1', null)).toEqual(DEVICE);
  expect(openScannerMemory(dataDir).recall('serial-1', null)).toBeNull();
});
