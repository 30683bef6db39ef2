/**
 * Is an empty gate this venue's within minutes, is nothing lost when the machine is switched off in between, and does a fleet's code
 * count only where somebody sets a gate up? The real screen over a real gate.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Settings } from '../../src-main/contract/settings.ts';
import type { SetupFile } from '../../src-main/contract/setup-file.ts';
import { SETUP_CODE_PREFIX } from '../../src-main/contract/upload-protocol.ts';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { fileTextOf, qrTextOf } from '../../src-main/gate/setup-text.ts';
import { openGate } from '../../src-main/gate.ts';
import { makeFilm } from '../support/camera-film.ts';
import { ALL_STEPS, BRISK_PACE, PERSONS_PACE, PRACTISED, reach, walkFirstRun } from '../support/first-run-walk.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

/** A person's speed on a machine that does other things too. */
const SLOWEST_MS = 240_000;

/** Nobody is scanned behind the page, so that it stands still. */
const WITHOUT_CAMERA: Partial<Settings> = { readers: [{ kind: 'wedge', id: 'wedge-1', laneId: 'lane-1' }] };

/** Short enough to be typed: what it leaves out is asked. */
const FLEET: SetupFile = {
  format: 'gac-cong-setup',
  version: 1,
  settings: { screen: { language: 'vi' }, venue: { name: 'Bến xe Thử', kind: 'station' }, retention: { days: 30 } },
};

const [atCamera] = FAKE_PEOPLE;
let browser: Browser;
const builtDir = mkdtempSync(join(tmpdir(), 'gac-cong-screen-'));
beforeAll(async () => {
  const filmPath = join(builtDir, 'film.y4m');
  await buildScreen(builtDir);
  await makeFilm({
    path: filmPath,
    scenes: [
      // Longer than a code must be out of sight to count anew.
      { text: null, seconds: 2.5 },
      { text: cccdText(atCamera), seconds: 2 },
    ],
  });
  browser = await launchChromium(filmPath);
});
afterAll(async () => {
  await browser.close();
  rmSync(builtDir, { recursive: true, force: true });
});

test(
  'a first run at a person’s speed, working alone: eight steps, two readers tried, nothing of the practice recorded',
  async () => {
    const dataDir = temporaryDir();
    const { gate, page } = await stand(dataDir);
    const startedAtMs = Date.now();
    const steps = await walkFirstRun(page, PERSONS_PACE, true);
    process.stdout.write(`first run at a person's speed: ${Math.round((Date.now() - startedAtMs) / 1_000)} s\n`);

    expect(steps).toEqual(ALL_STEPS);
    expect(gate.snapshot().settings).toMatchObject({
      venue: {
        name: 'Nhà máy Kiểm Thử',
        unit: [
          { level: 'province', name: 'Đồng Nai' },
          { level: 'commune', name: 'Phường Mẫu' },
        ],
      },
      notice: { contact: 'Phòng Bảo vệ' },
      collector: null,
      setup: { doneAtUtcMs: expect.any(Number), step: null },
    });
    for (const { number } of PRACTISED) expect(gate.findSubject({ number }).entries).toBe(0);
  },
  SLOWEST_MS,
);

test(
  'switched off in the middle it goes on where it was, and a collector is joined by a scanned code',
  async () => {
    const dataDir = temporaryDir();
    const setupCode = await collectorThatTakesAll();
    const first = await stand(dataDir, WITHOUT_CAMERA);
    await first.page.getByTestId('begin-setup').click();
    await first.page.getByTestId('step-next').click();
    await reach(first.page, 'venue');
    const name = first.page.getByTestId('venue-name');
    await name.click();
    await first.page.keyboard.type('Bệnh viện ', { delay: BRISK_PACE.keyMs });
    // Whoever thinks before the next word finds the blank where it was put.
    await expect.poll(() => first.gate.snapshot().settings.venue.name).toBe('Bệnh viện');
    await first.page.waitForTimeout(300);
    await first.page.keyboard.type('Thử', { delay: BRISK_PACE.keyMs });
    expect(await name.inputValue()).toBe('Bệnh viện Thử');
    await first.page.getByTestId('step-next').click();
    await reach(first.page, 'lanes');
    await first.page.getByTestId('add-lane').click();
    // Not even pressed on: what was typed is on the disk a moment later.
    await expect.poll(() => first.gate.snapshot().lanes.length).toBe(2);
    await first.end();

    const { gate, page } = await stand(dataDir);
    expect(await page.getByTestId('setup-card').textContent()).toContain('bước 3 trên 8');
    await page.getByTestId('begin-setup').click();
    await reach(page, 'lanes');
    expect(await page.getByTestId('setup-lane').count()).toBe(2);
    await page.getByTestId('step-back').click();
    await reach(page, 'venue');
    expect(await page.getByTestId('venue-name').inputValue()).toBe('Bệnh viện Thử');
    await page.getByTestId('step-next').click();
    await reach(page, 'lanes');
    await page.getByTestId('step-next').click();
    await reach(page, 'collector');

    await strikeKeys(page, [...strokesOf(setupCode), ENTER]);
    await expect.poll(() => page.getByTestId('setup-code').inputValue(), { timeout: 20_000 }).toBe(setupCode);
    await page.getByTestId('enrol').click();
    await expect.poll(() => gate.snapshot().settings.collector !== null, { timeout: 30_000 }).toBe(true);
    expect(gate.snapshot().tally).toMatchObject({ checked: 0 });
    await page.getByTestId('step-next').click();
    await reach(page, 'retention');
    expect(gate.snapshot().settings.collector).not.toBeNull();
  },
  SLOWEST_MS,
);

test(
  'a fleet’s code is a strange code at a lane, and sets the gate up where somebody sets it up; so does a file',
  async () => {
    const qrText = qrTextOf(FLEET);
    const fileText = fileTextOf(FLEET);
    const { gate, page } = await stand(temporaryDir(), WITHOUT_CAMERA);

    await strikeKeys(page, [...strokesOf(qrText ?? ''), ENTER]);
    const heard = (): number => gate.snapshot().tally.checked + gate.snapshot().tally.unreadable;
    await expect.poll(heard, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(gate.snapshot().settings.venue.name).toBe('');

    await page.getByTestId('begin-setup').click();
    await reach(page, 'language');
    await strikeKeys(page, [...strokesOf(qrText ?? ''), ENTER]);
    await reach(page, 'lanes');
    expect(gate.snapshot().settings).toMatchObject({
      venue: { name: 'Bến xe Thử', kind: 'station' },
      setup: { doneAtUtcMs: null, step: 'lanes' },
    });

    await page.getByTestId('step-back').click();
    await reach(page, 'venue');
    await page.getByTestId('step-back').click();
    await reach(page, 'language');
    const path = join(temporaryDir(), 'gac-cong-setup.json');
    writeFileSync(path, fileText.replace('"days": 30', '"days": 0'));
    await page.getByTestId('setup-file').setInputFiles(path);
    await page.getByTestId('setup-outcome').filter({ hasText: 'retention.days' }).waitFor();
    writeFileSync(path, fileText.replace('"days": 30', '"days": 14'));
    await page.getByTestId('setup-file').setInputFiles(path);
    await reach(page, 'lanes');
    expect(gate.snapshot().settings.retention.days).toBe(14);
  },
  SLOWEST_MS,
);

/** Its setup code. What becomes of entries at a collector is tried elsewhere (journey.test.ts). */
async function collectorThatTakesAll(): Promise<string> {
  const server = createServer((request, response) => {
    request
      .resume()
      .on('end', () => response.end(JSON.stringify({ name: 'Máy thu thử', serverTimeUtcMs: Date.now() })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const code = { url: `http://127.0.0.1:${port}`, token: 't'.repeat(32), name: 'Máy thu thử' };
  return SETUP_CODE_PREFIX + Buffer.from(JSON.stringify(code)).toString('base64url');
}

function opened(dataDir: string): OpenedGate {
  const answer = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.5,
  });
  if (answer.type === 'refused') throw new Error(answer.reason);
  const { gate } = answer;
  let isClosed = false;
  const close = gate.close;
  const once = async (): Promise<void> => {
    if (!isClosed) await close();
    isClosed = true;
  };
  onTestFinished(once);
  return { ...gate, close: once };
}

async function stand(
  dataDir: string,
  part: Partial<Settings> = {},
): Promise<{ gate: OpenedGate; page: Page; end: () => Promise<void> }> {
  const gate = opened(dataDir);
  if (Object.keys(part).length > 0) gate.saveSettings({ settings: { ...gate.snapshot().settings, ...part } });
  const screen = await openScreen({ browser, builtDir, gate });
  let isEnded = false;
  const end = async (): Promise<void> => {
    if (isEnded) return;
    isEnded = true;
    await screen.close();
    await gate.close();
  };
  onTestFinished(end);
  return { gate, page: screen.page, end };
}
