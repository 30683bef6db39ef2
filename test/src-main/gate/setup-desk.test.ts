/** Does a gate take a setup file that lies beside its settings, once, and say what became of it? */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EnrolAnswer } from '../../../src-main/contract/machine-api.ts';
import { readFleetState } from '../../../src-main/gate/fleet-file.ts';
import { openSettingsDesk } from '../../../src-main/gate/settings-desk.ts';
import { JOIN_AGAIN_MS, openSetupDesk } from '../../../src-main/gate/setup-desk.ts';
import { newSigningPair } from '../../../src-main/vault/signed-text.ts';
import { gateAt } from '../../support/gate-at.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const AT_UTC_MS = Date.UTC(2026, 10, 29, 2, 30);
const CODE = 'GACCONG-SETUP:e30';

afterEach(() => vi.useRealTimers());

function stand(content: string | object | null, answers: EnrolAnswer[] = [], dataDir = temporaryDir()) {
  if (content !== null) {
    const text =
      typeof content === 'string' ? content : JSON.stringify({ format: 'gac-cong-setup', version: 1, ...content });
    writeFileSync(join(dataDir, 'setup.json'), text);
  }
  const enrolled: string[] = [];
  const settings = openSettingsDesk({ dataDir, apply: () => undefined, tell: () => undefined });
  const desk = openSetupDesk({
    dataDir,
    settings,
    fleet: {
      takeByHand: () => ({ type: 'refused', reason: 'no-settings-key' }),
      pin: () => undefined,
      publicKey: () => null,
    },
    enrol: ({ setupCode }) => {
      enrolled.push(setupCode);
      return Promise.resolve(answers.shift() ?? { type: 'refused', reason: 'unreachable' });
    },
    nowUtcMs: () => AT_UTC_MS,
    note: () => undefined,
    log: () => undefined,
  });
  desk.takeFound();
  onTestFinished(() => desk.close());
  const files = () => readdirSync(dataDir).filter((name) => name.startsWith('setup.'));
  return { dataDir, settings, desk, files, enrolled };
}

const WHOLE = {
  venue: { kind: 'office', name: 'Văn phòng Thử' },
  lanes: [{ id: 'lane-1', name: 'Cửa chính', direction: 'in' }],
};

describe('a file beside the settings', () => {
  test('is in force at once, and is taken once', () => {
    const { dataDir, settings, desk, files } = stand({ settings: WHOLE });
    expect(settings.current()).toMatchObject({ ...WHOLE, setup: { doneAtUtcMs: AT_UTC_MS, step: null } });
    expect(files()).toEqual(['setup.applied-20261129T023000Z.json']);
    expect(desk.calls.foundSetup()).toEqual({
      answer: { type: 'applied', covered: ['venue', 'lanes'], collector: { type: 'none' } },
    });
    expect(stand(null, [], dataDir).desk.calls.foundSetup()).toEqual({ answer: null });
  });

  test('leaves the rest to be asked, from the first step that it does not answer', () => {
    const { settings } = stand({ settings: { screen: { language: 'vi' }, venue: { kind: 'office' } } });
    expect(settings.current().setup).toEqual({ doneAtUtcMs: null, step: 'venue' });
  });

  test('that is wrong changes nothing, and keeps its reason and its name', () => {
    const { settings, desk, files } = stand({ settings: { ...WHOLE, retention: { days: -3 } } });
    expect(settings.current().venue.name).toBe('');
    expect(files()).toEqual(['setup.refused-20261129T023000Z.json']);
    expect(desk.calls.foundSetup()).toEqual({
      answer: { type: 'refused', reason: 'wrong-settings', field: 'retention.days' },
    });
  });

  test('that is too large is not read', () => {
    expect(stand(' '.repeat(70_000)).desk.calls.foundSetup()).toMatchObject({ answer: { reason: 'too-large' } });
  });
});

describe('its collector', () => {
  test('is joined at once', async () => {
    const { desk, files, enrolled } = stand({ settings: WHOLE, collectorCode: CODE }, [
      { type: 'enrolled', collectorName: 'Máy thu' },
    ]);
    await expect.poll(() => desk.calls.foundSetup()).toMatchObject({ answer: { collector: { type: 'enrolled' } } });
    expect(enrolled).toEqual([CODE]);
    expect(files().filter((name) => name.startsWith('setup.applied'))).toEqual(files());
  });

  test('that cannot be reached is tried again, and after a restart too', async () => {
    vi.useFakeTimers();
    const first = stand({ settings: WHOLE, collectorCode: CODE });
    await vi.advanceTimersByTimeAsync(JOIN_AGAIN_MS);
    expect(first.enrolled).toHaveLength(2);
    expect(first.desk.calls.foundSetup()).toMatchObject({
      answer: { collector: { type: 'waiting', reason: 'unreachable' } },
    });
    // Only the code waits: settings that somebody changes meanwhile are not turned back.
    expect(JSON.parse(readFileSync(join(first.dataDir, 'setup.json'), 'utf8'))).toMatchObject({ settings: {} });
    first.desk.close();
    const second = stand(null, [{ type: 'enrolled', collectorName: 'Máy thu' }], first.dataDir);
    await vi.advanceTimersByTimeAsync(0);
    expect(second.enrolled).toEqual([CODE]);
    expect(second.files()).not.toContain('setup.json');
    expect(second.settings.current()).toMatchObject({ setup: { doneAtUtcMs: AT_UTC_MS } });
  });

  test('that refuses is said, and the settings stay', async () => {
    const { desk, files, settings } = stand({ settings: WHOLE, collectorCode: CODE }, [
      { type: 'refused', reason: 'code-used-or-expired' },
    ]);
    await expect
      .poll(() => desk.calls.foundSetup())
      .toMatchObject({
        answer: { type: 'applied', collector: { type: 'refused', reason: 'code-used-or-expired' } },
      });
    expect(files().some((name) => name.startsWith('setup.refused'))).toBe(true);
    expect(settings.current().venue.name).toBe('Văn phòng Thử');
  });
});

test('a gate opens with its file, joins what is there, and is like the gate that the file came from', async () => {
  const [settingsKey, another] = [newSigningPair().publicKey, newSigningPair().publicKey];
  // A collector that somebody has broken into names its own key, in its codes and in its answers.
  const server = createServer((request, response) => {
    if (request.url !== '/v1/enrol') return response.writeHead(404).end();
    return response.end(JSON.stringify({ name: 'Máy thu Thử', serverTimeUtcMs: Date.now(), settingsKey: another }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const first = opened(temporaryDir());
  const settings = first.snapshot().settings;
  first.saveSettings({ settings: { ...settings, venue: { ...settings.venue, name: 'Kho Thử' } } });
  expect(JSON.parse(first.exportSetup({ leftOut: [] }).fileText)).not.toHaveProperty('settingsKey');
  await first.applySetup({ text: JSON.stringify({ format: 'gac-cong-setup', version: 1, settingsKey }) });
  const { fileText } = first.exportSetup({ leftOut: [] });

  const dataDir = temporaryDir();
  const url = `http://127.0.0.1:${port}`;
  const code = Buffer.from(JSON.stringify({ url, token: 'x'.repeat(32), name: 'Máy thu Thử', settingsKey: another }));
  const collectorCode = `GACCONG-SETUP:${code.toString('base64url')}`;
  writeFileSync(join(dataDir, 'setup.json'), JSON.stringify({ ...JSON.parse(fileText), collectorCode }));
  const second = opened(dataDir);
  expect(second.snapshot().settings.venue.name).toBe('Kho Thử');
  const joined = { answer: { type: 'applied', collector: { type: 'enrolled' } } };
  await expect.poll(() => second.foundSetup(), { timeout: 20_000 }).toMatchObject(joined);
  // Whose settings from afar the first believed, the second does: the file's word stands above the collector's.
  expect(readFleetState(dataDir).state.key).toEqual({ publicKey: settingsKey, fromVersion: 0 });
});

function opened(dataDir: string) {
  return gateAt(dataDir, { isAttended: true });
}
