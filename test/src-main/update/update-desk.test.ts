/** What does a gate take of what it is shown, from a folder, a web server or a stick, and what does it say of the rest? */

import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newReleaseKey, signText } from '../../../scripts/update-release/sign-manifest.ts';
import { firstState } from '../../../src-main/core/update/launch.ts';
import { MANIFEST_FILE, readManifest } from '../../../src-main/update/read-manifest.ts';
import { STICK_FOLDER } from '../../../src-main/update/source.ts';
import {
  laidDownVersions,
  readSeen,
  readWish,
  versionsDir,
  writeState,
} from '../../../src-main/update/update-folder.ts';
import { publish, RELEASE_KEY } from '../../support/releases.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { AT_NIGHT, makeRelease, openDesk, PLATFORM } from './release-fixture.ts';

const FILE = 'gac-cong-1.1.0.tar.gz';

/** A web server over a folder that can go on from a byte, and cuts the line after so many bytes of a file. */
async function serve(
  folder: string,
  cutAfterBytes: number,
): Promise<{ url: string; ranges: string[]; cuts: () => number }> {
  const ranges: string[] = [];
  let cuts = 0;
  const server = createServer((request, response) => {
    const bytes = readFileSync(join(folder, (request.url ?? '').slice(1)));
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from > 0) ranges.push(request.headers.range ?? '');
    const rest = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
    const isFile = request.url?.endsWith('.gz') === true;
    if (!isFile || rest.length <= cutAfterBytes) return response.end(rest);
    cuts += 1;
    // Some time later: what comes together with the end of its line is lost with it, and has to be sent once more.
    return response.write(rest.subarray(0, cutAfterBytes), () => setTimeout(() => request.socket.destroy(), 50));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ranges, cuts: () => cuts };
}

describe('a release that is as it should be', () => {
  test('is fetched, laid down with what may be run, wished for, and the gate ends for it', async () => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    const source = await makeRelease(dir, '1.1.0');
    const desk = openDesk(root, { source });
    await expect.poll(desk.wasRestarted).toBe(true);
    expect(readWish(root, AT_NIGHT + 1_000)).toBe('1.1.0');
    expect(laidDownVersions(root)).toEqual(['1.1.0']);
    const program = join(versionsDir(root), '1.1.0', 'bin', 'gate.js');
    expect(readFileSync(program, 'utf8')).toContain('// 1.1.0');
    expect(statSync(program).mode & 0o111).not.toBe(0);
    // In the morning, and by a clock that was put back, nothing is wished for any more.
    expect(readWish(root, AT_NIGHT + 6 * 60_000)).toBeNull();
    expect(readWish(root, AT_NIGHT - 60_000)).toBeNull();
  });

  test('goes on where the line was cut, as often as it is cut', async () => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    const release = await makeRelease(dir, '1.1.0');
    const third = Math.ceil(statSync(join(release, FILE)).size / 3);
    const { url, ranges, cuts } = await serve(release, third);
    let nowUtcMs = AT_NIGHT;
    const desk = openDesk(root, { source: url }, { nowUtcMs: () => nowUtcMs });
    // The quarter of an hour after each cut is over at once; what takes its time costs nothing of the night.
    const isTaken = (): boolean => {
      if (desk.status().waitsFor === 'failed') nowUtcMs = AT_NIGHT + cuts() * 16 * 60_000;
      return desk.wasRestarted();
    };
    await expect.poll(isTaken).toBe(true);
    expect(ranges.length).toBeGreaterThanOrEqual(2);
    expect(laidDownVersions(root)).toEqual(['1.1.0']);
  });

  test('is taken from a stick that is plugged in, whatever share is at its turn', async () => {
    const [dir, root, media] = [temporaryDir(), temporaryDir(), temporaryDir()];
    const release = await makeRelease(dir, '1.1.0', { sharePercent: 0 });
    const desk = openDesk(root, { source: release }, { stickRoots: [media] });
    await expect.poll(() => desk.status().lastLookAtUtcMs).not.toBeNull();
    expect(desk.status()).toMatchObject({ state: 'idle', version: null, refusal: null });
    cpSync(release, join(media, STICK_FOLDER), { recursive: true });
    await expect.poll(desk.wasRestarted).toBe(true);
  });

  test('waits by day, with its words and its hour, and is dropped when it is offered no more', async () => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    const source = await makeRelease(dir, '1.1.0');
    const noon = Date.parse('2026-11-29T12:00:00+07:00');
    const desk = openDesk(root, { source }, { nowUtcMs: () => noon });
    await expect.poll(() => desk.status().state).toBe('waiting');
    expect(desk.status()).toMatchObject({ version: '1.1.0', waitsFor: 'opening-hours', notes: { vi: 'Bản thử' } });
    expect(desk.status().nextAtUtcMs).toBe(Date.parse('2026-11-29T20:00:00+07:00'));
    await publish(source, join(dir, FILE), '1.0.0', { platform: PLATFORM, nowUtcMs: AT_NIGHT });
    expect(desk.status().canBeTakenNow).toBe(false);
    desk.lookSoon();
    await expect.poll(() => desk.status().state).toBe('idle');
  });

  test('is taken at once where an administrator stands at the screen and says so', async () => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    const source = await makeRelease(dir, '1.1.0');
    const desk = openDesk(root, { source }, { lastUsedAtUtcMs: () => AT_NIGHT - 1_000 });
    await expect.poll(() => desk.status().waitsFor).toBe('in-use');
    expect(desk.status().canBeTakenNow).toBe(true);
    desk.takeNow();
    await expect.poll(desk.wasRestarted).toBe(true);
  });
});

describe('a release with which something is wrong', () => {
  test.each([
    [
      'forged',
      async (release: string) => {
        const { privateText } = newReleaseKey();
        const manifest = await readManifest(readFileSync(join(release, MANIFEST_FILE), 'utf8'), [
          RELEASE_KEY.publicKey,
        ]);
        if (manifest.type !== 'read') throw new Error('unread');
        writeFileSync(join(release, MANIFEST_FILE), await signText(JSON.stringify(manifest.manifest), privateText));
      },
    ],
    [
      'forged',
      async (release: string) => {
        // The right key, over something that was never meant to be a manifest.
        writeFileSync(join(release, MANIFEST_FILE), await signText('{}', RELEASE_KEY.privateText, 'JWT'));
      },
    ],
    [
      'unreadable',
      async (release: string) => {
        writeFileSync(join(release, MANIFEST_FILE), await signText('{}', RELEASE_KEY.privateText));
      },
    ],
    ['not-found', (release: string) => rmSync(join(release, MANIFEST_FILE))],
    ['not-found', (release: string) => rmSync(join(release, FILE))],
    ['not-reached', (release: string) => rmSync(release, { recursive: true })],
    ['truncated', (release: string) => truncateSync(join(release, FILE), 300)],
    [
      'altered',
      (release: string) => {
        const bytes = readFileSync(join(release, FILE));
        bytes[100] = (bytes[100] ?? 0) ^ 1;
        writeFileSync(join(release, FILE), bytes);
      },
    ],
    [
      'altered',
      (release: string) => {
        writeFileSync(join(release, FILE), Buffer.concat([readFileSync(join(release, FILE)), Buffer.from('more')]));
        const bytes = readFileSync(join(release, FILE));
        bytes[0] = 0;
        writeFileSync(join(release, FILE), bytes);
      },
    ],
  ] as const)('%s: nothing is laid down', async (reason, spoil) => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    const source = await makeRelease(dir, '1.1.0');
    await spoil(source);
    const desk = openDesk(root, { source });
    await expect.poll(() => desk.status().refusal).toBe(reason);
    expect(laidDownVersions(root)).toEqual([]);
    expect(desk.wasRestarted()).toBe(false);
  });

  test('that lies under another number than it holds is no version', async () => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    await makeRelease(dir, '1.1.0');
    const source = join(dir, 'other');
    mkdirSync(source);
    copyFileSync(join(dir, FILE), join(dir, 'gac-cong-1.2.0.tar.gz'));
    await publish(source, join(dir, 'gac-cong-1.2.0.tar.gz'), '1.2.0', { platform: PLATFORM, nowUtcMs: AT_NIGHT });
    let nowUtcMs = AT_NIGHT;
    const desk = openDesk(root, { source }, { nowUtcMs: () => nowUtcMs });
    await expect.poll(() => desk.status().refusal).toBe('not-a-version');
    expect(laidDownVersions(root)).toEqual([]);
    // It is said for as long as it is offered, and not unpacked again and again.
    await expect.poll(() => desk.status().state).toBe('idle');
    nowUtcMs += 7 * 3_600_000;
    await expect.poll(() => desk.status().lastLookAtUtcMs).toBe(nowUtcMs);
    expect(desk.status()).toMatchObject({ state: 'idle', refusal: 'not-a-version' });
  });

  test('that was shown before a newer one is a replay, also after a restart', async () => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    const newer = await makeRelease(dir, '1.1.0', { sharePercent: 0, nowUtcMs: AT_NIGHT - 1_000 });
    const older = await makeRelease(dir, '1.0.5');
    const first = openDesk(root, { source: newer });
    await expect.poll(() => readSeen(root).newestUtcMs).toBe(AT_NIGHT - 1_000);
    await first.close();
    const desk = openDesk(root, { source: older });
    await expect.poll(() => desk.status().refusal).toBe('replayed');
    expect(desk.wasRestarted()).toBe(false);
  });

  test('that was left before is said by name', async () => {
    const [dir, root] = [temporaryDir(), temporaryDir()];
    const source = await makeRelease(dir, '1.1.0');
    const atUtcMs = AT_NIGHT - 1;
    const last = { outcome: 'rolled-back', version: '1.1.0', reason: 'crashed', atUtcMs } as const;
    writeState(root, {
      ...firstState('1.0.0', 0),
      bad: [{ version: '1.1.0', reason: 'crashed', atUtcMs, times: 1 }],
      last,
    });
    const desk = openDesk(root, { source });
    await expect.poll(() => desk.status().refusal).toBe('failed-before');
    expect(desk.status().last).toEqual(last);
  });
});

test('a folder that says nothing new for longer than it was signed for is stale, and no alarm', async () => {
  const [dir, root] = [temporaryDir(), temporaryDir()];
  const source = await makeRelease(dir, '1.0.0');
  const first = openDesk(root, { source });
  await expect.poll(() => readSeen(root).goodLookAtUtcMs).not.toBeNull();
  expect(first.status().isStale).toBe(false);
  await first.close();
  const desk = openDesk(root, { source }, { nowUtcMs: () => AT_NIGHT + 31 * 86_400_000 });
  await expect.poll(() => desk.status().refusal).toBe('expired');
  expect(desk.status().isStale).toBe(true);
});

test('a version that is on trial itself begins nothing before it is over', async () => {
  const [dir, root] = [temporaryDir(), temporaryDir()];
  const trial = { version: '1.0.0', starts: 1, lastEnd: null };
  const before = firstState('0.9.0', 0);
  writeState(root, { ...before, trial });
  const desk = openDesk(root, { source: await makeRelease(dir, '1.1.0') });
  await delay(200);
  expect(desk.status()).toMatchObject({ isOnTrial: true, lastLookAtUtcMs: null });
  writeState(root, { ...before, current: '1.0.0' });
  await expect.poll(desk.wasRestarted).toBe(true);
});

test('a release that was taken, and says another number of itself, is not taken again and again', async () => {
  const [dir, root] = [temporaryDir(), temporaryDir()];
  writeState(root, { ...firstState('1.0.0', 0), current: '1.1.0' });
  const desk = openDesk(root, { source: await makeRelease(dir, '1.1.0') });
  await expect.poll(() => desk.status().lastLookAtUtcMs).not.toBeNull();
  expect(desk.status()).toMatchObject({ state: 'idle', version: null });
});

test('without a key nothing is asked for', async () => {
  const [dir, root] = [temporaryDir(), temporaryDir()];
  const desk = openDesk(root, { source: await makeRelease(dir, '1.1.0'), keys: [] });
  expect(desk.status().state).toBe('no-key');
  expect(desk.status().lastLookAtUtcMs).toBeNull();
});

test('while one key takes over from the other both count', async () => {
  const [dir, root] = [temporaryDir(), temporaryDir()];
  const next = newReleaseKey();
  const source = await makeRelease(dir, '1.1.0', { privateText: next.privateText });
  const desk = openDesk(root, { source, keys: [RELEASE_KEY.publicKey, next.publicKey] });
  await expect.poll(desk.wasRestarted).toBe(true);
});
