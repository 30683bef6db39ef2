/** What becomes of an update that is under way when an administrator, the hour or the end of the gate come in between? */

import { readFileSync, renameSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newReleaseKey } from '../../../scripts/update-release/sign-manifest.ts';
import type { UpdateSettings } from '../../../src-main/contract/update-api.ts';
import { updateSettings } from '../../../src-main/contract/update-api.ts';
import { laidDownVersions, namesIn, versionsDir } from '../../../src-main/update/update-folder.ts';
import { publish, RELEASE_KEY } from '../../support/releases.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { AT_NIGHT, makeRelease, openDesk, PLATFORM } from './release-fixture.ts';

const DAY = Date.parse('2026-11-29T12:00:00+07:00');

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function settingsOf(updates: Partial<UpdateSettings>) {
  return {
    updates: updateSettings.parse({ keys: [RELEASE_KEY.publicKey], ...updates }),
    network: { ca: '', clientCertificate: '', clientKey: '', proxy: '' },
    hours: { opens: '06:00', closes: '20:00' },
  };
}

describe('what was offered', () => {
  test.each([
    ['another key counts', (source: string) => ({ source, keys: [newReleaseKey().publicKey] })],
    ['the folder is named no more', () => ({ source: '' })],
    ['another channel is wanted', (source: string) => ({ source, channel: 'beta' })],
  ])('is offered no more once %s, also where it lies there already', async (_why, next) => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    const source = await makeRelease(dir, '1.1.0');
    let [nowUtcMs, isLaidDown, settings] = [AT_NIGHT, false, settingsOf({ source })];
    const desk = openDesk(
      root,
      {},
      {
        settings: () => settings,
        // It is laid down at night, and in the same moment it is day.
        nowUtcMs: () => {
          isLaidDown ||= laidDownVersions(root).length > 0;
          return isLaidDown && nowUtcMs === AT_NIGHT ? DAY + 86_400_000 : nowUtcMs;
        },
      },
    );
    await expect.poll(() => desk.status().waitsFor).toBe('opening-hours');
    settings = settingsOf(next(source));
    expect(desk.status()).toMatchObject({ version: null });
    nowUtcMs = AT_NIGHT + 2 * 86_400_000;
    await expect.poll(() => namesIn(versionsDir(root))).toEqual([]);
    expect(desk.wasRestarted()).toBe(false);
  });
});

describe('a fetch', () => {
  test('that the night is too short for is cut when the venue opens, and goes on in the next one', async () => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    const release = await makeRelease(dir, '1.1.0');
    const asked: IncomingMessage[] = [];
    let isSlow = true;
    const url = await serve((request, response) => {
      const bytes = readFileSync(join(release, (request.url ?? '').slice(1)));
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.writeHead(from > 0 ? 206 : 200);
      if (!request.url?.endsWith('.gz') || !isSlow) response.end(bytes.subarray(from));
      else response.write(bytes.subarray(from, from + 100), () => asked.push(request));
    });
    let nowUtcMs = AT_NIGHT;
    const desk = openDesk(root, { source: url }, { nowUtcMs: () => nowUtcMs });
    await expect.poll(() => asked.length).toBe(1);
    nowUtcMs = AT_NIGHT + 8 * 3_600_000;
    await expect.poll(() => desk.status().waitsFor).toBe('opening-hours');
    expect(desk.status().refusal).toBeNull();
    isSlow = false;
    nowUtcMs = AT_NIGHT + 86_400_000;
    await expect.poll(desk.wasRestarted).toBe(true);
  });
});

test('a server that takes a question and answers nothing keeps nobody from ending the gate', {
  timeout: 20_000,
}, async () => {
  let asked = 0;
  const url = await serve(() => {
    asked += 1;
  });
  const desk = openDesk(temporaryDir(), { source: url });
  await expect.poll(() => asked).toBe(1);
  await desk.close();
});

test('after an installer was handed to the system the gate goes on looking', async () => {
  const [dir, root] = [temporaryDir(), temporaryDir()];
  const source = await makeRelease(dir, '1.2.0');
  const installer = join(dir, 'gac-cong-1.1.0.deb');
  renameSync(join(source, 'gac-cong-1.2.0.tar.gz'), installer);
  await publish(source, installer, '1.1.0', { platform: PLATFORM, nowUtcMs: AT_NIGHT - 2_000 });
  let handedOver = 0;
  const desk = openDesk(
    root,
    { source },
    {
      beforeSwitch: () => {
        handedOver += 1;
      },
    },
  );
  await expect.poll(() => handedOver).toBe(1);
  await publish(source, join(dir, 'gac-cong-1.2.0.tar.gz'), '1.2.0', {
    platform: PLATFORM,
    nowUtcMs: AT_NIGHT - 1_000,
  });
  desk.lookSoon();
  await expect.poll(desk.wasRestarted).toBe(true);
  expect(handedOver).toBe(2);
});
