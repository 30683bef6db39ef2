/** Does the test before the shift find a gate ready, a covered camera and a scanner that was pulled out, and record nobody? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { SelfTest } from '../../src-main/contract/readiness-api.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { injectCameraFaults } from '../support/camera-faults.ts';
import { makeFilm } from '../support/camera-film.ts';
import { findChromium } from '../support/chromium.ts';
import { openPtyPair } from '../support/pty-pair.ts';
import { readZip } from '../support/read-zip.ts';
import { REPEAT_WINDOW_MS } from '../support/scanner-gate.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const CARD = '001099000000|012345678|Nguyen Van A|01011999|Nam|So 1, Phuong X, Ha Noi|15042021';
/** Comes only while the lane is on trial. */
const GUARDS_CARD = CARD.replace('001099', '002099');
const LONGEST_MS = 60_000;
/** What this machine is like, and not the gate. */
const OF_THE_MACHINE = [
  'zone-other',
  'memory-low',
  'temperature-hot',
  'power-battery',
  'disk-low',
  'writes-slow',
  'picture-slow',
];

const builtDir = mkdtempSync(join(tmpdir(), 'gac-cong-screen-'));
const missing = findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
let browser: Browser;

beforeAll(async () => {
  if (missing !== null) return;
  await buildScreen(builtDir);
  const path = join(builtDir, 'film.y4m');
  await makeFilm({
    path,
    scenes: [CARD, null].map((text) => ({ text, seconds: 2 })),
    width: 640,
    height: 360,
    fps: 10,
    // A test that is over while the first card is still held has seen nothing else.
    cardLevel: 200,
  });
  browser = await launchChromium(path);
});
afterAll(async () => {
  if (missing === null) await browser.close();
  rmSync(builtDir, { recursive: true, force: true });
});

test('a gate is tested before the shift: ready, with a covered camera, and with its scanner pulled out', async ({
  skip,
}) => {
  if (missing !== null) skip(missing);
  const cable = await openPtyPair();
  onTestFinished(() => cable.close());
  const gate = openTestedGate(cable.path);
  const { page, complaints, close } = await openScreen({ browser, builtDir, gate, before: injectCameraFaults });
  onTestFinished(async () => {
    await close();
    await gate.close();
  });
  const written = (): number => gate.snapshot().status.outbox.pending;
  const isReady = (id: string): boolean =>
    gate.snapshot().status.readers.some((each) => each.id === id && each.state === 'ready');
  // Whoever stands in the film is recorded once, and is a repeat for the rest of the hour.
  await expect
    .poll(() => [isReady('camera-1'), isReady('serial-1'), written()], { timeout: LONGEST_MS })
    .toEqual([true, true, 1]);

  // A venue that is open reminds whoever comes first.
  await page.getByTestId('open-self-test').click();
  await page.locator('[data-seen="true"]').waitFor();
  await page.getByTestId('begin-test').click();
  const well = await testThrough(page, gate, () => cable.write(Buffer.from(`${GUARDS_CARD}\r`)));
  expect(amiss(well)).toEqual([]);
  expect(well.findings.filter(({ check }) => check === 'reader').map(({ word }) => word)).toEqual([
    'reader-read',
    'wedge-untried',
    'reader-read',
  ]);
  expect(well.tookMs).toBeLessThan(LONGEST_MS);

  await page.evaluate(() => window.cameraFaults.become('black'));
  await expect.poll(() => isReady('camera-1'), { timeout: LONGEST_MS }).toBe(false);
  await page.getByTestId('test-again').click();
  const dark = await testThrough(page, gate, () => cable.write(Buffer.from(`${GUARDS_CARD}\r`)));
  expect(amiss(dark)).toEqual(['doubtful reader: camera-dark']);
  await page.getByText('Mở nắp, lau ống kính, bật đèn.').first().waitFor();

  await page.evaluate(() => window.cameraFaults.become('live'));
  cable.close();
  await expect.poll(() => [isReady('camera-1'), isReady('serial-1')], { timeout: LONGEST_MS }).toEqual([true, false]);
  await page.getByTestId('test-again').click();
  const pulled = await testThrough(page, gate, null);
  expect(amiss(pulled)).toEqual(['doubtful reader: unplugged']);

  // The lane went on with the reader that was left, and all three are kept; nobody was recorded in any of them.
  expect(gate.listSelfTests()).toMatchObject({ tests: [pulled, dark, well], isDue: false });
  expect(written()).toBe(1);
  await page.getByTestId('close-readiness').click();

  // What is sent to whoever mends it says so, and names nobody.
  await page.getByTestId('open-settings').click();
  await page.locator('[data-section="test"]').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save-diagnostics').click()]);
  const files = readZip(await readAll(await download.createReadStream()));
  const sent = Buffer.concat([...files.values()]).toString('utf8');
  expect(sent).toContain('reader-lost');
  expect(['Nguyen', '1099', 'Nhà máy', 'Cổng Đông'].filter((word) => sent.includes(word))).toEqual([]);
  expect(complaints).toEqual([]);
});

function openTestedGate(scannerPath: string): OpenedGate {
  const opened = openGate({
    dataDir: temporaryDir(),
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.5,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { gate } = opened;
  const { settings } = gate.snapshot();
  const answer = gate.saveSettings({
    settings: {
      ...settings,
      venue: { ...settings.venue, name: 'Nhà máy Thử', hours: { opens: '00:00', closes: '00:00' } },
      lanes: [{ id: 'lane-1', name: 'Cổng Đông', direction: 'in' }],
      readers: [...settings.readers, { kind: 'serial', id: 'serial-1', laneId: 'lane-1', path: scannerPath }],
      rules: { ...settings.rules, repeatWindowMs: REPEAT_WINDOW_MS },
    },
  });
  if (answer.type === 'refused') throw new Error(answer.field ?? answer.reason);
  return gate;
}

/** As a guard does it: hears the tones, shows a card, and sees what came out. */
async function testThrough(page: Page, gate: OpenedGate, showCard: (() => unknown) | null): Promise<SelfTest> {
  await page.getByTestId('heard').click();
  await page.getByText('Đang thử, không ghi lượt nào ở đây').waitFor();
  if (showCard !== null) {
    await expect
      .poll(
        async () => {
          await showCard();
          return await page.locator('[data-reader="serial-1"][data-sign="read"], [data-test="done"]').count();
        },
        { timeout: LONGEST_MS, interval: 500 },
      )
      .toBeGreaterThan(0);
  }
  const result = page.locator('[data-test="done"] [data-testid="test-result"]');
  await result.waitFor({ timeout: LONGEST_MS });
  const [last] = gate.listSelfTests().tests;
  if (last === undefined) throw new Error('no test was kept');
  expect(await result.getAttribute('data-result')).toBe(last.result);
  return last;
}

function amiss({ findings }: SelfTest): string[] {
  return findings
    .filter(({ state, word }) => state !== 'good' && !OF_THE_MACHINE.includes(word))
    .map(({ state, check, word, values }) => `${state} ${check}: ${values.trouble ?? word}`);
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
