/** Can a guard try every reader of a lane on the real screen, without one entry being written? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openGate } from '../../src-main/gate.ts';
import { findChromium } from '../support/chromium.ts';
import { openPtyPair } from '../support/pty-pair.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const CARD = '001099000000|012345678|Nguyen Van A|01011999|Nam|So 1, Phuong X, Ha Noi|15042021';
const builtDir = mkdtempSync(join(tmpdir(), 'gac-cong-screen-'));
const missing = findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
let browser: Browser;

beforeAll(async () => {
  if (missing !== null) return;
  await buildScreen(builtDir);
  browser = await launchChromium();
});
afterAll(async () => {
  if (missing === null) await browser.close();
  rmSync(builtDir, { recursive: true, force: true });
});

test('a lane is tried out: its readers are seen to read, nothing is recorded; after it entries are again', async ({
  skip,
}) => {
  if (missing !== null) skip(missing);
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
  const absent = { kind: 'serial', id: 'serial-1', laneId: 'lane-1', path: '/dev/no-such-scanner', baudRate: 9600 };
  const cable = await openPtyPair();
  onTestFinished(() => cable.close());
  const present = { ...absent, id: 'serial-2', path: cable.path };
  gate.saveSettings({ settings: { ...settings, readers: [...settings.readers, absent, present] } });
  const { page, complaints, close } = await openScreen({ browser, builtDir, gate, isUnhurried: true });
  onTestFinished(async () => {
    await close();
    await gate.close();
  });
  const rowsWritten = () => gate.snapshot().status.outbox.pending + gate.snapshot().tally.admittedIn;

  // From the line that says that a reader is not well, straight to where it can be tried.
  await page.getByTestId('open-test').click();
  await expect.poll(() => page.getByTestId('test-code').count()).toBe(3);
  await page.getByTestId('switch-test').click();
  await page.getByText('Đang thử: không ghi lượt').waitFor();

  // The camera's own figures: the fake camera sends pictures all the time.
  const camera = page.getByTestId('camera-signal');
  await expect
    .poll(async () => Number(await camera.getAttribute('data-frames')), { timeout: 60_000 })
    .toBeGreaterThan(0);

  // A field of the settings stands open meanwhile: the code is neither lost nor typed into it.
  await strikeKeys(page, [...strokesOf(CARD), ENTER]);
  const tried = page.getByTestId('tried');
  await tried.waitFor();
  expect([await tried.getAttribute('data-verdict'), await tried.getAttribute('data-kind')]).toEqual(['admit', 'cccd']);
  expect(await tried.textContent()).not.toContain('001099');
  expect(await page.getByTestId('wedge-signal').getAttribute('data-ended-by')).toBe('end-key');

  await expect
    .poll(() => gate.snapshot().status.readers.find(({ id }) => id === 'serial-2')?.state, { timeout: 60_000 })
    .toBe('ready');
  await cable.write(Buffer.from(`${CARD}\r`));
  const line = page.locator('[data-reader="serial-2"]').getByTestId('line-signal');
  await line.waitFor();
  expect([await line.getAttribute('data-marked'), await line.textContent()]).toEqual([
    'true',
    expect.stringContaining(`${CARD.length} byte`),
  ]);
  expect(rowsWritten()).toBe(0);
  expect(await page.getByTestId('verdict').count()).toBe(0);

  // Leaving the page ends the trial.
  await page.locator('[data-section="venue"]').click();
  const name = page.getByLabel('Tên địa điểm');
  await name.fill('Nhà máy');
  await expect
    .poll(async () => {
      await strikeKeys(page, [...strokesOf(CARD), ENTER]);
      return rowsWritten();
    })
    .toBeGreaterThan(0);
  await page.getByTestId('verdict').first().waitFor();
  expect(await name.inputValue()).toBe('Nhà máy');
  expect(complaints).toEqual([]);
});
