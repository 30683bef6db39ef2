/** Does a PIN keep everybody else out of the settings, on the real screen, while people go on being scanned? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { builtScreen } from '../support/built-screen.ts';
import { openScreen } from '../support/screen-page.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const PIN = '482715';
const WRONG_PIN = '771904';
/** Shorter than a person's, and longer than what a busy machine takes for a few presses. */
const IDLE_MS = 20_000;
const PASSER_BY = '079301000000||Nguyễn Văn Kiểm Thử|01011990|Nam|1 Đường Thử, Hà Nội|02022022';

const built = builtScreen();

type Standing = { readonly page: Page; readonly gate: OpenedGate; readonly dataDir: string };

async function standAtGate(accessIdleMs?: number): Promise<Standing> {
  const dataDir = temporaryDir();
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.5,
    accessIdleMs,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { gate } = opened;
  onTestFinished(() => gate.close());
  // No camera: nothing is to be decoded while PINs are typed.
  gate.saveSettings({ settings: { ...gate.snapshot().settings, readers: [] } });
  const { page, close } = await openScreen({ ...built, gate, isUnhurried: true });
  onTestFinished(close);
  // More than twice what somebody has to be away for.
  page.setDefaultTimeout(60_000);
  return { page, gate, dataDir };
}

async function setPin(page: Page): Promise<void> {
  await page.getByTestId('open-settings').click();
  await page.locator('[data-section="access"]').click();
  await page.getByTestId('administrator-fresh').fill(PIN);
  await page.getByTestId('administrator-again').fill(PIN);
  await page.getByTestId('administrator-set').click();
  await page.locator('[data-testid="protection"][data-on="true"]').waitFor();
}

async function typePin(page: Page, pin: string): Promise<void> {
  await page.getByTestId('pin').fill(pin);
  await page.getByTestId('unlock').click();
}

test('a PIN is set; then the settings take it, five wrong ones make wait, and people are scanned meanwhile', async () => {
  const { page, gate, dataDir } = await standAtGate();
  await setPin(page);
  await page.getByTestId('close-settings').click();

  // Who set it is in; the chip says so, and locks again.
  await page.getByTestId('lock-again').click();
  await page.getByTestId('lock-again').waitFor({ state: 'detached' });
  await page.getByTestId('open-settings').click();
  const pad = page.locator('[data-screen="pin-pad"]');
  await pad.waitFor();
  expect(await page.locator('[data-screen="settings"]').count()).toBe(0);

  await typePin(page, WRONG_PIN);
  await page.getByText('Sai mã PIN. Còn 4 lần thử.').waitFor();
  for (let time = 2; time <= 5; time += 1) {
    await typePin(page, WRONG_PIN);
    await page
      .getByTestId('pin-note')
      .getByText(time < 5 ? `Còn ${5 - time} lần thử` : /Chờ 0:\d\d rồi thử lại/)
      .waitFor();
  }
  expect(await page.getByTestId('unlock').isDisabled()).toBe(true);
  const before = await page.getByTestId('pin-note').textContent();
  await expect.poll(() => page.getByTestId('pin-note').textContent()).not.toBe(before);

  const shown = gate.scan({ readerKind: 'serial', text: PASSER_BY, encoding: 'utf-8' });
  expect(shown.entry).not.toBeNull();
  await pad.locator('[data-verdict]').waitFor();

  // The screen has no way around it.
  await page.reload();
  await page.locator('[data-screen="gate"]').waitFor();
  await page.getByTestId('open-settings').click();
  await pad.waitFor();
  await page.getByTestId('cancel-pin').click();
  await pad.waitFor({ state: 'detached' });

  expect(readFileSync(join(dataDir, 'access.json'), 'utf8')).not.toContain(PIN);
  const noted = gate.listAudit({ beforeId: null, limit: 200 }).items.map(({ action }) => action);
  expect(noted.filter((action) => action === 'unlock-failed')).toHaveLength(5);
  expect(noted).toEqual(expect.arrayContaining(['pin-set', 'locked', 'locked-out']));
});

test('the right PIN opens, the keypad and the keys type it, and the log says who did what', async () => {
  const { page } = await standAtGate();
  await setPin(page);
  await page.reload();
  await page.locator('[data-screen="gate"]').waitFor();
  await page.getByTestId('open-menu').click();
  await page.getByTestId('open-settings').last().click();
  const pad = page.locator('[data-screen="pin-pad"]');
  for (const digit of PIN) await pad.getByRole('button', { name: digit, exact: true }).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-screen="settings"]').waitFor();
  await page.locator('[data-section="access"]').click();
  await page.locator('[data-audit="unlocked"]').first().waitFor();
  expect(await page.locator('[data-audit="unlocked"]').first().textContent()).toContain('Mở khóa: quản trị');
});

test('whoever goes away is locked out: unsaved work waits for the PIN, and saved work goes back to the lanes', async () => {
  const { page } = await standAtGate(IDLE_MS);
  await setPin(page);
  await page.locator('[data-section="venue"]').click();
  const name = page.getByLabel('Tên địa điểm');
  await name.fill('Nhà máy Kiểm Thử');
  await page.locator('[data-screen="pin-pad"]').waitFor();
  await typePin(page, PIN);
  await page.locator('[data-screen="pin-pad"]').waitFor({ state: 'detached' });
  expect(await name.inputValue()).toBe('Nhà máy Kiểm Thử');
  await page.getByTestId('save-settings').click();
  await page.getByText('Đã lưu').first().waitFor();
  await page.locator('[data-screen="gate"]').waitFor();
  expect(await page.locator('[data-screen="settings"]').count()).toBe(0);
  await page.getByText('Nhà máy Kiểm Thử').first().waitFor();
});
