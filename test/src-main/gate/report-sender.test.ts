import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WELL } from '../../../scripts/posed-status.ts';
import type { GateReport } from '../../../src-main/contract/gate-report.ts';
import { gateReport } from '../../../src-main/contract/gate-report.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import type { Access } from '../../../src-main/contract/trace-notice.ts';
import { bad, doubtful, good } from '../../../src-main/core/readiness/finding.ts';
import { createClock } from '../../../src-main/devices/clock.ts';
import { gateReportOf } from '../../../src-main/gate/gate-report.ts';
import { openReportSender } from '../../../src-main/gate/report-sender.ts';
import { newKeys } from '../../src-collector/test-gate.ts';

const GATE = { device: randomUUID(), version: '1.2.3', atUtcMs: 1 };

test('a gate says where it stands and how it is, in a form that the collector takes, and of no person', () => {
  const settings: Settings = {
    ...defaultSettings(),
    venue: {
      ...defaultSettings().venue,
      name: 'Nhà máy Bình Minh',
      unit: [
        { level: 'province', name: 'Bắc Ninh' },
        { level: 'commune', name: 'Phường Kinh Bắc' },
      ],
    },
  };
  const said = gateReportOf(GATE, settings, { ...WELL, log: 'failing', keys: { state: 'lost', kept: 'file' } });
  expect(gateReport.parse(said)).toEqual(said);
  expect(said.venue).toEqual({ kind: 'factory', name: 'Nhà máy Bình Minh', unit: ['Bắc Ninh', 'Phường Kinh Bắc'] });
  expect(said.troubles).toEqual(['log-failing', 'keys-lost']);
  expect(gateReportOf(GATE, settings, WELL).troubles).toEqual([]);
});

test('the last self-test goes with it: when, what came out, and which checks failed, each once', () => {
  const lane = 'Cổng của Nguyễn Văn A';
  const said = gateReportOf(GATE, defaultSettings(), WELL, {
    lastTest: {
      atUtcMs: 7,
      tookMs: 30_000,
      result: 'not-ready',
      findings: [
        bad('reader', 'reader-lost', { kind: 'serial', lane, trouble: 'unplugged' }, 'serial-1'),
        bad('reader', 'reader-lost', { kind: 'serial', lane, trouble: 'unplugged' }, 'serial-2'),
        doubtful('sound', 'sound-muted', { percent: 0 }),
        good('disk', 'disk-free', { gigabytes: 60 }),
      ],
    },
  });
  expect(said.selfTest).toEqual({ atUtcMs: 7, result: 'not-ready', bad: ['reader'], doubtful: ['sound'] });
  expect(JSON.stringify(said)).not.toContain('Nguyễn');
  expect(gateReport.parse(said)).toEqual(said);
  // A collector of before knows of no test, and a gate of before tells of none.
  const { selfTest: _, ...ofBefore } = said;
  expect(gateReport.omit({ selfTest: true }).parse(said)).toEqual(ofBefore);
  expect(gateReport.parse(ofBefore)).toEqual(ofBefore);
});

test('it is sent soon after the start, again when the venue is named otherwise, and not to a collector that is none', async () => {
  const heard: GateReport[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push(gateReport.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ serverTimeUtcMs: Date.now() }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let settings: Settings = { ...defaultSettings(), collector: { url, name: 'Máy thu' } };
  const { privateKey } = newKeys();
  const sender = openReportSender({
    report: () => gateReportOf(GATE, settings, WELL),
    privateKey: () => privateKey,
    clock: createClock(),
    env: {},
    random: () => 0,
  });
  onTestFinished(sender.close);

  sender.apply({ ...settings, collector: null });
  sender.apply(settings);
  await expect.poll(() => heard.length).toBe(1);
  // What is no matter of the collector's is no reason to say it again.
  sender.apply({ ...settings, collector: { url, name: 'Máy thu mới' } });
  settings = { ...settings, venue: { ...settings.venue, name: 'Bến xe' } };
  sender.apply(settings);
  await expect.poll(() => heard.map(({ venue }) => venue.name)).toEqual(['', 'Bến xe']);
  // A self-test is news.
  sender.soon();
  await expect.poll(() => heard.length).toBe(3);
});

test('with the first report it asks who looked for its entries, with a proof, and not again with the next', async () => {
  const asked: string[] = [];
  const heard: (readonly Access[])[] = [];
  const access = {
    caseId: 'one',
    askedAtUtcMs: 1,
    purpose: 'ổ dịch',
    legalBasis: 'quyết định',
    state: 'approved',
    entries: 2,
    askedRole: 'tracer',
    decidedRole: 'privacy',
    askedName: null,
    decidedName: null,
    lastHandedOutAtUtcMs: 2,
  };
  const server = createServer((request, response) => {
    request.resume();
    asked.push(`${request.url} ${request.headers.authorization?.slice(0, 7)}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ accesses: [access], serverTimeUtcMs: Date.now() }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings: Settings = { ...defaultSettings(), collector: { url, name: 'Máy thu' } };
  const { privateKey } = newKeys();
  const sender = openReportSender({
    report: () => gateReportOf(GATE, settings, WELL),
    privateKey: () => privateKey,
    clock: createClock(),
    env: {},
    random: () => 0,
    onAccesses: (accesses) => heard.push(accesses),
  });
  onTestFinished(sender.close);
  sender.apply(settings);
  await expect.poll(() => heard).toEqual([[access]]);
  expect(asked).toEqual(['/v1/report Bearer ', '/v1/accesses Bearer ']);
  sender.apply({ ...settings, venue: { ...settings.venue, name: 'Tên khác' } });
  await expect.poll(() => asked.length).toBe(3);
  expect(asked[2]).toBe('/v1/report Bearer ');
});
