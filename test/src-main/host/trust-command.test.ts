/** Can an administrator import lists and see their age from the command line, whether or not the gate is running? */

import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { openTrustFolder } from '../../../src-main/credentials/trust/trust-folder.ts';
import { writeSettings } from '../../../src-main/gate/settings-file.ts';
import { runTrustCommand } from '../../../src-main/host/trust-command.ts';
import { SIGNED_UTC_MS } from '../../support/credentials/sign-hc1.ts';
import { germanList, listedSigner, pemOf } from '../../support/credentials/trust-lists.ts';
import { setFromAfar } from '../../support/set-from-afar.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const DAY_MS = 86_400_000;
const listed = listedSigner();

function fileWith(content: Uint8Array | string, name = 'list.json'): string {
  const path = join(temporaryDir(), name);
  writeFileSync(path, content);
  return path;
}

describe('trust import', () => {
  test('takes a file and answers with what is in force now', async () => {
    const dataDir = temporaryDir();
    const answer = await runTrustCommand(dataDir, ['import', fileWith(germanList([listed], null))], SIGNED_UTC_MS);
    expect(answer).toMatchObject({
      status: 0,
      json: { version: expect.stringMatching(/^trust-/), lists: [{ type: 'imported', form: 'eu-dsc-de', keys: 1 }] },
    });
    const gate = openTrustFolder(join(dataDir, 'trust'), SIGNED_UTC_MS);
    expect(gate.trust().findKeys('eu-dcc', listed.kid)).toHaveLength(1);
  });

  test('takes a folder, and says so where one of its files was refused', async () => {
    const stick = temporaryDir();
    mkdirSync(join(stick, 'vds-nc'));
    writeFileSync(join(stick, 'vds-nc', 'authority.pem'), pemOf('CERTIFICATE', listed.certificate));
    writeFileSync(join(stick, 'torn.json'), '{"certificates":[');
    expect(await runTrustCommand(temporaryDir(), ['import', stick], SIGNED_UTC_MS)).toMatchObject({
      status: 1,
      json: {
        lists: [
          { type: 'imported', form: 'pem' },
          { type: 'refused', name: 'torn.json', reason: 'unknown-form' },
        ],
      },
    });
  });

  test('takes an address, and keeps no secret that stands in it', async () => {
    const server = createServer((_, response) => response.end(germanList([listed], null)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const answer = await runTrustCommand(
      temporaryDir(),
      ['import', `http://127.0.0.1:${port}/list.json?token=secret`],
      SIGNED_UTC_MS,
    );
    expect(answer).toMatchObject({ status: 0, json: { lists: [{ name: `http://127.0.0.1:${port}/list.json` }] } });
  });

  test('says why an address was not asked, and keeps what is in force', async () => {
    const dataDir = temporaryDir();
    await runTrustCommand(dataDir, ['import', fileWith(germanList([listed], null))], SIGNED_UTC_MS);
    const answer = await runTrustCommand(dataDir, ['import', 'http://list.example/a.json'], SIGNED_UTC_MS);
    expect(answer).toMatchObject({
      status: 1,
      json: { version: expect.stringMatching(/^trust-/), lists: [{ type: 'refused', reason: 'not-https' }] },
    });
  });

  test('is seen by a gate that is running, at its next look', async () => {
    const dataDir = temporaryDir();
    const running = openTrustFolder(join(dataDir, 'trust'), SIGNED_UTC_MS);
    expect(running.trust().version).toBe('none');
    await runTrustCommand(dataDir, ['import', fileWith(germanList([listed], null))], SIGNED_UTC_MS);
    expect(running.refresh()).toBe(true);
    expect(running.trust().findKeys('eu-dcc', listed.kid)).toHaveLength(1);
  });
});

describe('trust status', () => {
  test('says what is in force and what has grown old', async () => {
    const dataDir = temporaryDir();
    expect(await runTrustCommand(dataDir, ['status'], SIGNED_UTC_MS)).toEqual({
      status: 0,
      json: { version: 'none', lists: [] },
    });
    await runTrustCommand(dataDir, ['import', fileWith(germanList([listed], null))], SIGNED_UTC_MS);
    expect(await runTrustCommand(dataDir, ['status'], SIGNED_UTC_MS + 2 * DAY_MS)).toMatchObject({
      json: { lists: [{ source: 'eu-dsc-de', ageMs: 2 * DAY_MS, isStale: true }] },
    });
  });

  test('goes by the limit that the venue has set', async () => {
    const dataDir = temporaryDir();
    writeSettings(dataDir, { ...defaultSettings(), trust: { staleAfterHours: 72, urls: [] } });
    await runTrustCommand(dataDir, ['import', fileWith(germanList([listed], null))], SIGNED_UTC_MS);
    expect(await runTrustCommand(dataDir, ['status'], SIGNED_UTC_MS + 2 * DAY_MS)).toMatchObject({
      json: { lists: [{ isStale: false }] },
    });
  });
});

test('trust status goes by the limit that was set from afar, as the gate itself does', async () => {
  const dataDir = temporaryDir();
  writeSettings(dataDir, { ...defaultSettings(), trust: { staleAfterHours: 72, urls: [] } });
  setFromAfar(dataDir, { trust: { staleAfterHours: 12 } });
  await runTrustCommand(dataDir, ['import', fileWith(germanList([listed], null))], SIGNED_UTC_MS);
  expect(await runTrustCommand(dataDir, ['status'], SIGNED_UTC_MS + 2 * DAY_MS)).toMatchObject({
    json: { lists: [{ isStale: true }] },
  });
});

test.each([[[]], [['import']], [['status', 'now']], [['import', 'a', 'b']], [['remove', 'a']]])(
  'trust %j is no command',
  async (words) => {
    expect(await runTrustCommand(temporaryDir(), words, SIGNED_UTC_MS)).toBeNull();
  },
);
