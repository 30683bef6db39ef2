/** Does a diagnostics file say how the gate is, and nothing that anybody wrote, scanned or keeps secret? */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../../../src-main/contract/settings.ts';
import { settings as settingsSchema } from '../../../../src-main/contract/settings.ts';
import { doubtful, good } from '../../../../src-main/core/readiness/finding.ts';
import { diagnosticLog, isPlain } from '../../../../src-main/gate/readiness/diagnostic-log.ts';
import { diagnosticSettings } from '../../../../src-main/gate/readiness/diagnostic-settings.ts';
import { LARGEST_ZIP_BYTES, makeDiagnostics } from '../../../../src-main/gate/readiness/diagnostics.ts';
import { readZip } from '../../../support/read-zip.ts';
import { temporaryDir } from '../../../support/temporary-dir.ts';

/** Stands wherever somebody may write something. */
const SECRET = 'Trần Thị Bí Mật';
const SECRET_ID = 'tran-thi-bi-mat';
const SECRET_URL = 'https://bi-mat.example/tran';

const TALKATIVE: Settings = settingsSchema.parse({
  venue: {
    kind: 'factory',
    name: SECRET,
    unit: [{ level: 'province', name: SECRET }],
    address: SECRET,
    hours: { opens: '06:00', closes: '22:00' },
  },
  lanes: [{ id: SECRET_ID, name: SECRET, direction: 'in' }],
  readers: [
    {
      kind: 'serial',
      id: `${SECRET_ID}-1`,
      laneId: SECRET_ID,
      path: `/dev/serial/by-id/${SECRET_ID}`,
      device: { vendorId: '0c2e', productId: '0b6a', serialNumber: SECRET },
    },
    { kind: 'serial', id: 'plain', laneId: SECRET_ID, path: '/dev/ttyACM0' },
    { kind: 'camera', id: `${SECRET_ID}-2`, laneId: SECRET_ID, deviceId: SECRET, label: SECRET },
  ],
  barriers: [{ laneId: SECRET_ID, path: `/dev/${SECRET_ID}`, board: { kind: 'bytes', open: 'AA', close: 'BB' } }],
  rules: { addressReason: SECRET },
  trust: { urls: [SECRET_URL] },
  authority: {
    keys: [{ id: SECRET_ID, publicKey: 'S'.repeat(43), notBeforeUtcMs: 0, notAfterUtcMs: 4_000_000_000_000 }],
  },
  collector: { url: SECRET_URL, name: SECRET },
  network: { ca: `/etc/${SECRET_ID}`, clientKey: `/etc/${SECRET_ID}`, proxy: SECRET_URL },
  backup: { folder: `/media/${SECRET}` },
  notice: { purpose: SECRET, contact: SECRET },
  exports: { folder: `/media/${SECRET}` },
});
const HIDDEN = [SECRET, SECRET_ID, 'bi-mat', 'SSSS', 'AA', '/media', '/etc', '/dev/serial'];

describe('the settings in it', () => {
  test('say what a mender needs, and nothing that somebody wrote', () => {
    const said = JSON.stringify(diagnosticSettings(TALKATIVE));
    expect(HIDDEN.filter((secret) => said.includes(secret))).toEqual([]);
    expect(diagnosticSettings(TALKATIVE)).toMatchObject({
      venue: { kind: 'factory', hasName: true, hours: { opens: '06:00', closes: '22:00' } },
      readers: [
        { kind: 'serial', lane: 1, port: 'other', vendorId: '0c2e' },
        { kind: 'serial', lane: 1, port: '/dev/ttyACM0' },
        { kind: 'camera', lane: 1, isChosen: true },
      ],
      collector: 'https',
      network: { hasProxy: true, hasOwnAuthority: true },
    });
  });
});

describe('the log in it', () => {
  function logOf(...lines: readonly string[]): string {
    const path = join(temporaryDir(), 'gate.log');
    writeFileSync(path, `${lines.join('\n')}\n`);
    return diagnosticLog(path);
  }

  test('keeps named fields with words, places, versions, instants and small figures', () => {
    const line = {
      time: '2026-11-29T01:02:03.004Z',
      level: 30,
      event: 'core-started',
      at1: 'gate/run-gate.ts:12',
      ms: 41,
    };
    expect(logOf(JSON.stringify(line), '{"half a li', 'not json')).toBe(`${JSON.stringify(line)}\n`);
  });

  test('drops what it does not know, and what could be somebody', () => {
    const line = {
      event: 'call-failed',
      name: 'Word',
      reader: SECRET_ID,
      reason: SECRET,
      count: 1_099_000_000,
      code: '001099000000',
    };
    expect(logOf(JSON.stringify(line))).toBe('{"event":"call-failed"}\n');
    expect(diagnosticLog(join(temporaryDir(), 'gone.log'))).toBe('');
  });

  test('whatever stands in a line, no name of more than a word and no long number is left', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (more, said) => {
        const kept = logOf(JSON.stringify({ ...more, event: said }));
        for (const value of kept === '' ? [] : Object.values(JSON.parse(kept) as object)) {
          expect(String(value)).not.toMatch(/\s|\p{L}\p{M}|[^\x20-\x7e]/u);
          expect(isPlain(value)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
    expect(
      ['Nguyễn Văn A', 'Nguyen Van A', '001099000000', 1_099_000_000, 42_000_000_000, { a: 1 }].filter(isPlain),
    ).toEqual([]);
  });
});

test('the whole file is small, opens, and holds no name, path or id that somebody gave', () => {
  const dataDir = temporaryDir();
  mkdirSync(join(dataDir, 'log'));
  const line = JSON.stringify({
    time: '2026-11-29T01:02:03.004Z',
    event: 'reader-changed',
    reader: SECRET_ID,
    state: 'lost',
  });
  writeFileSync(join(dataDir, 'log', 'gate.log'), `${line}\n`.repeat(20_000));
  const findings = [
    good('disk', 'disk-free', { gigabytes: 60 }),
    doubtful('reader', 'reader-lost', { kind: 'serial', lane: SECRET, trouble: 'unplugged' }, SECRET_ID),
    good('serial-ports', 'ports-known', { names: `${SECRET} (/dev/ttyACM0)` }),
  ];
  const zip = makeDiagnostics({
    dataDir,
    version: '0.1.0',
    atUtcMs: Date.UTC(2026, 10, 29),
    settings: TALKATIVE,
    findings,
    selfTests: [{ atUtcMs: 1, tookMs: 2, result: 'doubts', findings }],
    tail: null,
  });
  const files = readZip(zip);
  const names = ['versions', 'findings', 'self-tests', 'settings', 'counts'].map((name) => `${name}.json`);
  expect([...files.keys()]).toEqual([...names, 'gate.log', 'shell.log']);
  const all = Buffer.concat([...files.values()]).toString('utf8');
  expect(HIDDEN.filter((secret) => all.includes(secret))).toEqual([]);
  expect(all).toContain('unplugged');
  expect(files.get('gate.log')?.toString().split('\n').length).toBeGreaterThan(1_000);
  expect(zip.length).toBeLessThan(LARGEST_ZIP_BYTES / 10);
});
